// SPDX-License-Identifier: Apache-2.0
// What the transport sends and makes of whole answers; concurrency, time-outs, aborts, limits, refusals.
#include "tests/net/transport_probe.h"
#include "tests/net/wire_server.h"

#include <QTest>

#include <sys/socket.h>
#include <sys/types.h>

using namespace devsync;
using namespace devsync::net::test;
using core::ErrorKind;
using net::HttpAnswer;
using net::Purpose;
using net::RequestId;
using net::SendOptions;
using protocol::Method;

namespace {

bool isError(const HttpAnswer& answer, ErrorKind kind) {
    return !answer.result && answer.result.error().kind == kind;
}

std::string bodyOf(const HttpAnswer& answer) {
    return answer.result ? std::string(answer.result->body.view()) : "no answer";
}

/// A port where nobody listens.
QUrl silentAddress() {
    WireServer server;
    return server.url();
}

} // namespace

class HttpTransportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeAnswer();
    void requestAsGiven();
    void statusesAreAnswers_data();
    void statusesAreAnswers();
    void chunkedAnswer();
    void answerWithoutContent();
    void connectionsAreReused();
    void manyInFlight_data();
    void manyInFlight();
    void moreThanConcurrencyWaits();
    void timeout();
    void abortOne();
    void abortAll();
    void destroyedWhileInFlight();
    void limitExactlyReached();
    void redirectRefused();
    void cookiesAreNotKept();
    void authenticationPromptIsAnAnswer();
    void refusedConnection();
    void unknownHost();
    void refusedMethods();
    void readOnlySide();
    void unconfiguredSide();
    void sendFromWithinAnAnswer();
};

void HttpTransportTest::wholeAnswer() {
    WireServer server;
    server.onRequest(answerWith(answerText("200 OK", R"({"ok":true})",
                                           "Date: Tue, 24 Nov 2026 07:00:00 GMT\r\n"
                                           "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n")));
    TransportProbe probe(endpointAt(server.url()));
    const HttpAnswer& answer = probe.exchange(requestOf(Method::Get, "/x"));
    QVERIFY(answer.result.has_value());
    QCOMPARE(answer.result->status, 200);
    QCOMPARE(bodyOf(answer), std::string(R"({"ok":true})"));
    QVERIFY(answer.result->body.capacity() >= answer.result->body.size() + protocol::PaddedBytes::kPadding);
    QCOMPARE(answer.result->header("date"), std::string_view("Tue, 24 Nov 2026 07:00:00 GMT"));
    std::vector<std::string> cookies;
    for (const protocol::Header& header : answer.result->headers) {
        if (QByteArray::fromStdString(header.name).toLower() == "set-cookie")
            cookies.push_back(header.value);
    }
    QCOMPARE(cookies, (std::vector<std::string>{"a=1", "b=2"}));
}

void HttpTransportTest::requestAsGiven() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url(QStringLiteral("/v1/"))));
    protocol::HttpRequest request =
        requestOf(Method::Patch, "/organizations/o/developers/a%40b", "{\"a\":1}");
    request.contentType = "application/vnd.api+json";
    request.headers = {{"X-CSRF-Token", "t"}, {"Cookie", "s=1"}, {"Accept", "application/json"}};
    QVERIFY(probe.exchange(std::move(request)).result.has_value());
    QVERIFY(probe.exchange(requestOf(Method::Post, "/dev?action=inactive")).result.has_value());
    const SeenRequest& patch = server.seen().at(0);
    QCOMPARE(patch.line(), QByteArray("PATCH /v1/organizations/o/developers/a%40b HTTP/1.1"));
    QCOMPARE(patch.body, QByteArray("{\"a\":1}"));
    QCOMPARE(patch.header("content-type"), QByteArray("application/vnd.api+json"));
    QCOMPARE(patch.header("x-csrf-token"), QByteArray("t"));
    QCOMPARE(patch.header("cookie"), QByteArray("s=1"));
    QCOMPARE(patch.header("user-agent"), QByteArray("devsync/0.1"));
    QCOMPARE(patch.header("accept-encoding"), QByteArray("identity"));
    const SeenRequest& post = server.seen().at(1);
    QCOMPARE(post.line(), QByteArray("POST /v1/dev?action=inactive HTTP/1.1"));
    QCOMPARE(post.header("content-length"), QByteArray("0"));
    QVERIFY(post.header("content-type").isNull());
    QVERIFY(post.body.isEmpty());
}

void HttpTransportTest::statusesAreAnswers_data() {
    QTest::addColumn<int>("status");
    for (const int status : {201, 202, 300, 304, 400, 401, 403, 404, 405, 408, 409,
                             410, 415, 418, 422, 429, 500, 501, 502, 503, 504, 599})
        QTest::addRow("%d", status) << status;
}

void HttpTransportTest::statusesAreAnswers() {
    QFETCH(int, status);
    WireServer server;
    const QByteArray body = status == 304 ? QByteArray() : QByteArray("{\"e\":1}");
    server.onRequest(answerWith(answerText(QByteArray::number(status) + " Words", body)));
    TransportProbe probe(endpointAt(server.url()));
    for (const Method method : {Method::Get, Method::Post}) {
        const HttpAnswer& answer = probe.exchange(requestOf(method, "/x", method == Method::Get ? "" : "{}"));
        QVERIFY(answer.result.has_value());
        QCOMPARE(answer.result->status, status);
        QCOMPARE(bodyOf(answer), body.toStdString());
    }
    QCOMPARE(server.begun(), 2);
}

void HttpTransportTest::chunkedAnswer() {
    WireServer server;
    server.onRequest(answerWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                "3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n"));
    TransportProbe probe(endpointAt(server.url()));
    QCOMPARE(bodyOf(probe.exchange(requestOf(Method::Get, "/x"))), std::string("{\"a\":1}"));
    QCOMPARE(bodyOf(probe.exchange(requestOf(Method::Post, "/x", "{}"))), std::string("{\"a\":1}"));
    QCOMPARE(server.connections(), 1);
}

void HttpTransportTest::answerWithoutContent() {
    WireServer server;
    server.onRequest(answerWith("HTTP/1.1 204 No Content\r\n\r\n"));
    TransportProbe probe(endpointAt(server.url()));
    const HttpAnswer& answer = probe.exchange(requestOf(Method::Post, "/x?action=active"));
    QVERIFY(answer.result.has_value());
    QCOMPARE(answer.result->status, 204);
    QCOMPARE(answer.result->body.size(), std::size_t{0});
}

void HttpTransportTest::connectionsAreReused() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url(), 32));
    for (int i = 0; i < 20; ++i)
        QVERIFY(probe.exchange(requestOf(i % 2 ? Method::Get : Method::Put, "/x", i % 2 ? "" : "{}")).result);
    QCOMPARE(server.connections(), 1);
}

void HttpTransportTest::manyInFlight_data() {
    QTest::addColumn<int>("count");
    QTest::newRow("32") << 32;
    QTest::newRow("64") << 64;
}

void HttpTransportTest::manyInFlight() {
    QFETCH(int, count);
    WireServer server;
    QList<QPointer<QTcpSocket>> held;
    server.onRequest([&](QTcpSocket& socket, const SeenRequest&) { held.append(&socket); });
    TransportProbe probe(endpointAt(server.url(), count));
    for (int i = 0; i < count; ++i)
        probe.send(requestOf(Method::Post, "/x", "{}"), {.timeout = core::Millis(50000)});
    spinUntil([&] { return held.size() == count; }); // only possible if all are on the wire at once
    QCOMPARE(probe.answers(), std::size_t{0});
    QCOMPARE(probe.transport().inFlight(), static_cast<std::size_t>(count));
    for (const auto& socket : held)
        socket->write(answerText("200 OK", "{}"));
    spinUntil([&] { return probe.answers() == static_cast<std::size_t>(count); });
    for (int i = 1; i <= count; ++i)
        QVERIFY(probe.await(static_cast<RequestId>(i)).result.has_value());
    QCOMPARE(probe.transport().inFlight(), std::size_t{0});
}

void HttpTransportTest::moreThanConcurrencyWaits() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url(), 6));
    for (int i = 0; i < 50; ++i)
        probe.send(requestOf(Method::Put, "/x", "{}"));
    spinUntil([&] { return probe.answers() == 50; });
    QVERIFY(server.connections() <= 6);
    QCOMPARE(server.begun(), 50);
}

void HttpTransportTest::timeout() {
    WireServer server;
    server.onRequest([](QTcpSocket&, const SeenRequest&) {});
    TransportProbe probe(endpointAt(server.url()));
    const auto id = probe.send(requestOf(Method::Post, "/x", "{}"), {.timeout = core::Millis(80)});
    const HttpAnswer& answer = probe.await(id);
    QVERIFY(isError(answer, ErrorKind::NetworkTimeout));
    QVERIFY(answer.roundTrip >= core::Millis(79));
    spinUntil([&] { return server.openNow() == 0; }); // a late answer has nowhere to go
    server.onRequest(answerWith(answerText("200 OK", "{}")));
    QVERIFY(probe.exchange(requestOf(Method::Get, "/x")).result.has_value());
}

void HttpTransportTest::abortOne() {
    WireServer server;
    int held = 0;
    server.onRequest([&](QTcpSocket&, const SeenRequest&) { ++held; });
    TransportProbe probe(endpointAt(server.url()));
    const auto first = probe.send(requestOf(Method::Get, "/1"));
    const auto second = probe.send(requestOf(Method::Get, "/2"));
    spinUntil([&] { return held == 2; });
    probe.transport().abort(first);
    probe.transport().abort(first);
    probe.transport().abort(12345);
    QVERIFY(!probe.answered(first)); // never from within abort()
    QVERIFY(isError(probe.await(first), ErrorKind::NetworkClosed));
    QVERIFY(!probe.answered(second));
    QCOMPARE(probe.transport().inFlight(), std::size_t{1});
}

void HttpTransportTest::abortAll() {
    WireServer server;
    server.onRequest([](QTcpSocket&, const SeenRequest&) {});
    TransportProbe probe(endpointAt(server.url(), 12));
    for (int i = 0; i < 12; ++i)
        probe.send(requestOf(Method::Put, "/x", "{}"));
    probe.transport().abortAll(); // some are not even connected yet
    spinUntil([&] { return probe.answers() == 12; });
    for (RequestId id = 1; id <= 12; ++id)
        QVERIFY(isError(probe.await(id), ErrorKind::NetworkClosed));
}

void HttpTransportTest::destroyedWhileInFlight() {
    WireServer server;
    server.onRequest([](QTcpSocket&, const SeenRequest&) {});
    TransportProbe probe(endpointAt(server.url()));
    for (int i = 0; i < 4; ++i)
        probe.send(requestOf(Method::Put, "/x", "{}"));
    spinUntil([&] { return server.seen().size() == 4; });
    probe.destroyTransport();
    spinUntil([&] { return server.openNow() == 0; });
    QCOMPARE(probe.answers(), std::size_t{0});
}

void HttpTransportTest::limitExactlyReached() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url()), {}, 1000);
    server.onRequest(answerWith(answerText("200 OK", QByteArray(1000, 'x'))));
    QCOMPARE(bodyOf(probe.exchange(requestOf(Method::Get, "/x"))).size(), std::size_t{1000});
    server.onRequest(answerWith(answerText("200 OK", QByteArray(1001, 'x'))));
    QVERIFY(isError(probe.exchange(requestOf(Method::Get, "/x")), ErrorKind::AnswerTooLarge));
}

void HttpTransportTest::redirectRefused() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url()));
    for (const QByteArray status : {"301 A", "302 B", "303 C", "307 D", "308 E"}) {
        server.onRequest(answerWith(answerText(status, "<html>", "Location: /login?token=hidden\r\n")));
        for (const Method method : {Method::Get, Method::Put}) {
            const HttpAnswer& answer = probe.exchange(requestOf(method, "/x"));
            QVERIFY(isError(answer, ErrorKind::RedirectRefused));
            QCOMPARE(answer.result.error().httpStatus, status.left(3).toInt());
            QVERIFY(answer.result.error().detail.find("/login") != std::string::npos);
            QVERIFY(answer.result.error().detail.find("hidden") == std::string::npos);
        }
    }
    QCOMPARE(server.begun(), 10);
}

void HttpTransportTest::cookiesAreNotKept() {
    WireServer server;
    server.onRequest(answerWith(answerText("200 OK", "{}", "Set-Cookie: session=abc; Path=/\r\n")));
    TransportProbe probe(endpointAt(server.url()));
    QVERIFY(probe.exchange(requestOf(Method::Get, "/1")).result.has_value());
    QVERIFY(probe.exchange(requestOf(Method::Get, "/2")).result.has_value());
    QVERIFY(server.seen().at(1).header("cookie").isNull());
}

void HttpTransportTest::authenticationPromptIsAnAnswer() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url()));
    for (const QByteArray scheme : {"Basic realm=\"x\"", "Bearer realm=\"x\"",
                                    "Digest realm=\"x\", nonce=\"1\"", "NTLM", "Negotiate"}) {
        server.onRequest(
            answerWith(answerText("401 Unauthorized", "{\"e\":1}", "WWW-Authenticate: " + scheme + "\r\n")));
        for (const Method method : {Method::Get, Method::Post}) {
            const int before = server.begun();
            protocol::HttpRequest request = requestOf(method, "/x", method == Method::Get ? "" : "{}");
            request.headers = {{"Authorization", "Basic dTpw"}};
            const HttpAnswer& answer = probe.exchange(std::move(request));
            QVERIFY2(answer.result.has_value(), scheme.constData());
            QCOMPARE(answer.result->status, 401);
            QCOMPARE(bodyOf(answer), std::string("{\"e\":1}"));
            QCOMPARE(server.begun(), before + 1);
        }
    }
}

void HttpTransportTest::refusedConnection() {
    TransportProbe probe(endpointAt(silentAddress()));
    for (const Method method : {Method::Get, Method::Post, Method::Put})
        QVERIFY(isError(probe.exchange(requestOf(method, "/x", method == Method::Get ? "" : "{}")),
                        ErrorKind::NetworkRefused));
}

void HttpTransportTest::unknownHost() {
    TransportProbe probe(endpointAt(QUrl(QStringLiteral("http://nobody.invalid"))));
    const auto& answer = probe.exchange(requestOf(Method::Post, "/x", "{}"));
    QVERIFY(isError(answer, ErrorKind::NetworkDns));
    QCOMPARE(answer.result.error().where, std::string("POST /x"));
}

void HttpTransportTest::refusedMethods() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url()));
    for (const Method method : {Method::Delete, Method::Head}) {
        const auto id = probe.send(requestOf(method, "/x"));
        QVERIFY(!probe.answered(id)); // never from within send()
        QVERIFY(isError(probe.await(id), ErrorKind::Internal));
    }
    QCOMPARE(server.connections(), 0);
}

void HttpTransportTest::readOnlySide() {
    WireServer server;
    net::HttpEndpoint endpoint = endpointAt(server.url());
    endpoint.readOnly = true;
    TransportProbe probe(endpoint);
    for (const Method method : {Method::Post, Method::Put, Method::Patch})
        QVERIFY(isError(probe.exchange(requestOf(method, "/x", "{}")), ErrorKind::SideReadOnly));
    const SendOptions signIn{.purpose = Purpose::SignIn};
    QVERIFY(isError(probe.await(probe.send(requestOf(Method::Patch, "/x", "{}"), signIn)),
                    ErrorKind::SideReadOnly));
    QCOMPARE(server.connections(), 0);
    QVERIFY(probe.exchange(requestOf(Method::Get, "/x")).result.has_value());
    QVERIFY(probe.await(probe.send(requestOf(Method::Post, "/login", "{}"), signIn)).result.has_value());
}

void HttpTransportTest::unconfiguredSide() {
    WireServer server;
    TransportProbe probe(endpointAt(server.url()));
    const auto id = probe.send(requestOf(Method::Get, "/x"), {.side = core::Side::Portal});
    QVERIFY(isError(probe.await(id), ErrorKind::Internal));
    QCOMPARE(probe.await(id).result.error().side, std::optional(core::Side::Portal));
}

void HttpTransportTest::sendFromWithinAnAnswer() {
    WireServer server;
    std::unique_ptr<net::HttpTransport> transport;
    int answers = 0;
    net::HttpTransportOptions options;
    options.endpoints.portal = endpointAt(server.url());
    options.onAnswer = [&](HttpAnswer&& answer) {
        QVERIFY(answer.result.has_value());
        if (++answers < 30) // the id is free again
            transport->send(answer.id, {.side = core::Side::Portal}, requestOf(Method::Put, "/x", "{}"));
    };
    transport = std::make_unique<net::HttpTransport>(std::move(options));
    transport->send(1, {.side = core::Side::Portal}, requestOf(Method::Get, "/x"));
    spinUntil([&] { return answers == 30; });
    QCOMPARE(server.begun(), 30);
}

QTEST_GUILESS_MAIN(HttpTransportTest)
#include "http_transport_test.moc"
