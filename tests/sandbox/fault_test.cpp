// SPDX-License-Identifier: Apache-2.0
// What a server that is not as it should be answers, and on the wire: answers without an end, or byte by
// byte.
#include "tests/sandbox/raw_client.h"

#include "sync/sandbox/server.h"
#include "sync/sandbox/text.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace devsync;
using namespace devsync::sandbox;
using core::Side;
using protocol::HttpRequest;
using protocol::HttpResponse;
using protocol::Method;
using Json = nlohmann::json;

namespace {

constexpr const char* kList = "/v1/organizations/demo/developers";

class Fixture {
public:
    Fixture() {
        auto started = SandboxServer::start({.developers = 9, .seed = 11});
        if (started)
            m_server = std::move(*started);
    }
    SandboxServer& server() { return *m_server; }
    std::string authorization() const { return "Bearer " + m_server->state().world.settings.apigeeToken; }
    HttpResponse answerTo(const char* fault, HttpRequest request) {
        SandboxState& state = m_server->state();
        state.faults.clear();
        state.faults.add(*faultFromJson(fault));
        return serve(state, request, {.side = Side::Apigee, .now = {}}).response;
    }
    HttpRequest list(const std::string& query) const {
        return {.method = Method::Get,
                .target = kList + query,
                .headers = {{"Authorization", authorization()}},
                .contentType = {},
                .body = {},
                .bodySlots = {},
                .secretHeaders = {}};
    }
    std::vector<std::string> emails(const char* fault, const std::string& query) {
        std::vector<std::string> found;
        const Json page = Json::parse(answerTo(fault, list(query)).body.view());
        for (const Json& developer : page["developer"])
            found.push_back(developer["email"].get<std::string>());
        return found;
    }

private:
    std::unique_ptr<SandboxServer> m_server;
};

/// Bytes of the answer to one request, until `enough` have come or the connection ends.
qsizetype bytesRead(const Fixture& fixture, std::uint16_t port, qsizetype enough) {
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    socket.write(sandbox::testing::get(
        kList, "Authorization: " + QByteArray::fromStdString(fixture.authorization()) + "\r\n"));
    qsizetype read = 0;
    const auto isEnough = [&] {
        read += socket.readAll().size();
        return read >= enough || socket.state() == QAbstractSocket::UnconnectedState;
    };
    (void)QTest::qWaitFor(isEnough, 30000);
    return read;
}

} // namespace

class FaultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statusWithItsOwnAnswer();
    void echo();
    void reversedPage();
    void exclusiveStartKey();
    void flood();
    void drip();
    void wrongMembers();
};

void FaultTest::statusWithItsOwnAnswer() {
    Fixture fixture;
    const HttpResponse answer = fixture.answerTo(
        R"({"kind":"status","status":302,"body":"<moved>","headers":{"Location":"/x","Content-Type":"text/x"}})",
        fixture.list(""));
    QCOMPARE(answer.status, 302);
    QCOMPARE(answer.header("Location"), "/x");
    QCOMPARE(answer.header("Content-Type"), "text/x");
    QCOMPARE(answer.body.view(), "<moved>");
}

void FaultTest::echo() {
    Fixture fixture;
    HttpRequest request = fixture.list("");
    request.body = R"({"pass":"a"})";
    const HttpResponse answer = fixture.answerTo(R"({"kind":"echo","status":400})", request);
    QCOMPARE(answer.status, 400);
    const Json body = Json::parse(answer.body.view(), nullptr, false);
    const std::string words = body["error"]["message"].get<std::string>();
    const std::string sent = "Authorization: " + fixture.authorization() + "; " + request.body;
    QVERIFY(words.find(sent) != std::string::npos);
    QVERIFY(words.find(base64Encoded(sent)) != std::string::npos);
    QCOMPARE(*base64Decoded(base64Encoded(sent)), sent);
}

void FaultTest::reversedPage() {
    Fixture fixture;
    std::vector<std::string> usual = fixture.emails(R"({"kind":"delay","ms":0})", "");
    QCOMPARE(usual.size(), 9U);
    std::reverse(usual.begin(), usual.end());
    QCOMPARE(fixture.emails(R"({"kind":"reversed"})", ""), usual);
}

void FaultTest::exclusiveStartKey() {
    Fixture fixture;
    std::vector<std::string> usual = fixture.emails(R"({"kind":"exclusive"})", "");
    QCOMPARE(usual.size(), 9U);
    const std::string start = usual[3];
    usual.erase(usual.begin(), usual.begin() + 4);
    QCOMPARE(fixture.emails(R"({"kind":"exclusive"})", "?startKey=" + percentEncoded(start)), usual);
}

void FaultTest::flood() {
    Fixture fixture;
    fixture.server().state().faults.add(*faultFromJson(R"({"kind":"flood","count":1})"));
    constexpr qsizetype kMuch = 8 << 20;
    QVERIFY(bytesRead(fixture, fixture.server().apigeePort(), kMuch) >= kMuch);
}

void FaultTest::drip() {
    Fixture fixture;
    fixture.server().state().faults.add(*faultFromJson(R"({"kind":"drip","ms":0,"count":1})"));
    const qsizetype whole = bytesRead(fixture, fixture.server().apigeePort(), 1 << 20);
    sandbox::testing::RawClient client(fixture.server().apigeePort());
    client.send(sandbox::testing::get(kList, "Connection: close\r\nAuthorization: "
                                                 + QByteArray::fromStdString(fixture.authorization())
                                                 + "\r\n"));
    const auto usual = client.answer();
    QCOMPARE(whole, usual.headers.size() + 2 + usual.body.size());
}

void FaultTest::wrongMembers() {
    for (const char* wrong : {R"({"kind":"status","body":5})", R"({"kind":"status","headers":[]})",
                              R"({"kind":"status","headers":{"Location":5}})", R"({"kind":"floods"})"})
        QVERIFY2(!faultFromJson(wrong), wrong);
    QVERIFY(faultFromJson(R"({"kind":"floods"})").error().detail.find("flood, drip") != std::string::npos);
}

QTEST_GUILESS_MAIN(FaultTest)
#include "fault_test.moc"
