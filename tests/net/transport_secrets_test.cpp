// SPDX-License-Identifier: Apache-2.0
// Secrets reach the wire where a request names them, and only there.
#include "tests/net/transport_probe.h"
#include "tests/net/wire_server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace devsync;
using namespace devsync::net::test;
using core::ErrorKind;
using core::Secret;
using protocol::Method;
using protocol::SecretId;

namespace {

const QByteArray kAwkward = "a\"b\\c\x01 \xC3\xBC\n";

net::SecretResolver resolver(std::vector<SecretId>* asked = nullptr) {
    return [asked](SecretId id) -> core::Result<std::shared_ptr<const Secret>> {
        if (asked)
            asked->push_back(id);
        switch (id) {
        case SecretId::ApigeeToken:
            return std::make_shared<const Secret>("token-1");
        case SecretId::PortalPassword:
            return std::make_shared<const Secret>(kAwkward.toStdString());
        default:
            return core::fail(ErrorKind::SecretUnavailable, "the file of the password is missing");
        }
    };
}

protocol::HttpRequest withSlots(std::string body, std::vector<SecretId> secrets) {
    protocol::HttpRequest request = requestOf(Method::Post, "/x");
    request.contentType = "application/json";
    std::size_t from = 0;
    for (const SecretId id : secrets) {
        const std::size_t at = body.find("\"\"", from) + 1;
        request.bodySlots.push_back({.offset = at, .secret = id});
        from = at + 1;
    }
    request.body = std::move(body);
    return request;
}

QJsonObject sentJson(const WireServer& server, int index) {
    return QJsonDocument::fromJson(server.seen().at(index).body).object();
}

} // namespace

class TransportSecretsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void headers();
    void bodySlots();
    void generatedPassword();
    void unavailable();
    void lineBreakInHeader();
    void slotOutsideBody();
    void refusalThatRepeatsThem();
};

void TransportSecretsTest::headers() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url()), resolver());
    protocol::HttpRequest request = requestOf(Method::Get, "/x");
    request.secretHeaders.push_back({"Authorization", "Bearer ", SecretId::ApigeeToken});
    request.secretHeaders.push_back({"Cookie", "", std::make_shared<const Secret>("SESS=1; b=2")});
    QVERIFY(probe.exchange(std::move(request)).result.has_value());
    QCOMPARE(server.seen().at(0).header("authorization"), QByteArray("Bearer token-1"));
    QCOMPARE(server.seen().at(0).header("cookie"), QByteArray("SESS=1; b=2"));
}

void TransportSecretsTest::bodySlots() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url()), resolver());
    QVERIFY(probe
                .exchange(withSlots(R"({"name":"sync","pass":"","t":""})",
                                    {SecretId::PortalPassword, SecretId::ApigeeToken}))
                .result.has_value());
    const QJsonObject sent = sentJson(server, 0);
    QCOMPARE(sent.value(QLatin1String("name")).toString(), QStringLiteral("sync"));
    QCOMPARE(sent.value(QLatin1String("pass")).toString().toUtf8(), kAwkward);
    QCOMPARE(sent.value(QLatin1String("t")).toString(), QStringLiteral("token-1"));
}

void TransportSecretsTest::generatedPassword() {
    WireServer server;
    std::vector<SecretId> asked;
    TransportProbe probe(endpointAt(server.url()), resolver(&asked));
    QSet<QString> seen;
    for (int i = 0; i < 10; ++i) {
        const auto& answer = probe.exchange(withSlots(
            R"({"pass":"","again":""})", {SecretId::GeneratedPassword, SecretId::GeneratedPassword}));
        QVERIFY(answer.result.has_value());
        const QJsonObject sent = sentJson(server, i);
        const QString password = sent.value(QLatin1String("pass")).toString();
        QVERIFY(password.size() >= 43); // 6 bits a character
        QCOMPARE(sent.value(QLatin1String("again")).toString(), password);
        QVERIFY(!seen.contains(password));
        seen.insert(password);
    }
    QVERIFY(asked.empty());
}

void TransportSecretsTest::unavailable() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url()), resolver());
    protocol::HttpRequest request = requestOf(Method::Get, "/x");
    request.secretHeaders.push_back({"Authorization", "Basic ", SecretId::ApigeePassword});
    const auto& inHeader = probe.exchange(std::move(request));
    QVERIFY(!inHeader.result && inHeader.result.error().kind == ErrorKind::SecretUnavailable);
    const auto& inBody = probe.exchange(withSlots(R"({"p":""})", {SecretId::ApigeePassword}));
    QVERIFY(!inBody.result && inBody.result.error().kind == ErrorKind::SecretUnavailable);
    QCOMPARE(server.connections(), 0);
}

void TransportSecretsTest::lineBreakInHeader() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url()), resolver());
    protocol::HttpRequest request = requestOf(Method::Get, "/x");
    request.secretHeaders.push_back({"Authorization", "Basic ", SecretId::PortalPassword});
    const auto& answer = probe.exchange(std::move(request));
    QVERIFY(!answer.result && answer.result.error().kind == ErrorKind::SecretUnavailable);
    QVERIFY(answer.result.error().detail.find("a\"b") == std::string::npos);
    protocol::HttpRequest plain = requestOf(Method::Get, "/x");
    plain.headers.push_back({"X-Forged", "1\r\nX-More: 2"});
    QVERIFY(!probe.exchange(std::move(plain)).result);
    QCOMPARE(server.connections(), 0);
}

void TransportSecretsTest::slotOutsideBody() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url()), resolver());
    protocol::HttpRequest request = requestOf(Method::Post, "/x", "{}");
    request.bodySlots = {{.offset = 3, .secret = SecretId::ApigeeToken}};
    QVERIFY(!probe.exchange(std::move(request)).result);
    request = requestOf(Method::Post, "/x", "{}");
    request.bodySlots = {{.offset = 2, .secret = SecretId::ApigeeToken},
                         {.offset = 1, .secret = SecretId::ApigeeToken}};
    QVERIFY(!probe.exchange(std::move(request)).result);
    QCOMPARE(server.connections(), 0);
}

/// Also those nobody else knows: of the session, and a generated password.
void TransportSecretsTest::refusalThatRepeatsThem() {
    WireServer server;
    server.onRequest([](QTcpSocket& socket, const SeenRequest& request) {
        const QByteArray words = request.header("cookie") + " " + request.body;
        socket.write("HTTP/1.1 422 No\r\nX-Request-Id: " + request.header("cookie")
                     + "\r\nContent-Length: " + QByteArray::number(words.size()) + "\r\n\r\n" + words);
    });
    TransportProbe probe(endpointAt(server.url()), resolver());
    protocol::HttpRequest request = withSlots(R"({"pass":""})", {SecretId::GeneratedPassword});
    request.secretHeaders.push_back({"Cookie", "SESS=", std::make_shared<const Secret>("session-1")});
    const auto& answer = probe.exchange(std::move(request));
    QVERIFY(answer.result.has_value());
    QCOMPARE(answer.result->header("X-Request-Id"), "SESS=[redacted]");
    QCOMPARE(answer.result->body.view(), R"(SESS=[redacted] {"pass":"[redacted]"})");
}

QTEST_GUILESS_MAIN(TransportSecretsTest)
#include "transport_secrets_test.moc"
