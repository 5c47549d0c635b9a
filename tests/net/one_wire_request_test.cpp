// SPDX-License-Identifier: Apache-2.0
// At most one request on the wire a send, and the right error, for every way a server can die.
#include "tests/net/transport_probe.h"
#include "tests/net/wire_server.h"

#include <QTest>
#include <QTimer>

#include <sys/socket.h>

using namespace devsync;
using namespace devsync::net::test;
using core::ErrorKind;
using protocol::Method;

namespace {

constexpr int kRounds = 12; ///< the outcome of a death depends on timing

struct Death {
    const char* name;
    ErrorKind kind;
    std::function<void(WireServer&)> arm;
};

std::function<void(WireServer&)> at(Moment moment, std::function<void(QTcpSocket&)> action) {
    return [=](WireServer& server) { server.onMoment(moment, action); };
}

std::function<void(WireServer&)> afterRequest(std::function<void(QTcpSocket&)> action) {
    return [=](WireServer& server) {
        server.onRequest([=](QTcpSocket& socket, const SeenRequest&) { action(socket); });
    };
}

std::function<void(QTcpSocket&)> writeThen(QByteArray text, std::function<void(QTcpSocket&)> end) {
    return [=](QTcpSocket& socket) {
        socket.write(text);
        socket.flush();
        end(socket);
    };
}

void stopSending(QTcpSocket& socket) {
    ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR);
}

void drip(QTcpSocket& socket) {
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n");
    auto* timer = new QTimer(&socket);
    QObject::connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
    timer->start(5);
}

void answerOnceThen(WireServer& server, const std::function<void(QTcpSocket&)>& end) {
    auto first = std::make_shared<bool>(true);
    server.onRequest([=](QTcpSocket& socket, const SeenRequest&) {
        if (std::exchange(*first, false))
            socket.write(answerText("200 OK", "{}"));
        else
            end(socket);
    });
}

const QByteArray kHalfHead = "HTTP/1.1 200 OK\r\nContent-Ty";
const QByteArray kHalfBody = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":";
const QByteArray kChunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

QList<Death> deaths() {
    const auto closed = ErrorKind::NetworkClosed;
    const auto late = ErrorKind::NetworkTimeout;
    return {
        {"accepted, FIN, still reading", closed, at(Moment::Accepted, stopSending)},
        {"accepted, FIN", closed, at(Moment::Accepted, closeGently)},
        {"accepted, RST", closed, at(Moment::Accepted, reset)},
        {"first bytes, FIN", closed, at(Moment::FirstBytes, closeGently)},
        {"first bytes, RST", closed, at(Moment::FirstBytes, reset)},
        {"head, FIN", closed, at(Moment::HeadSeen, closeGently)},
        {"head, RST", closed, at(Moment::HeadSeen, reset)},
        {"request, FIN", closed, afterRequest(closeGently)},
        {"request, RST", closed, afterRequest(reset)},
        {"request, FIN, nobody listens any more", closed,
         [](WireServer& server) {
             server.onRequest([&server](QTcpSocket& socket, const SeenRequest&) {
                 server.close();
                 closeGently(socket);
             });
         }},
        {"half of the answer's head, FIN", closed, afterRequest(writeThen(kHalfHead, closeGently))},
        {"half of the answer's head, RST", closed, afterRequest(writeThen(kHalfHead, reset))},
        {"half of a counted body, FIN", closed, afterRequest(writeThen(kHalfBody, closeGently))},
        {"half of a counted body, RST", closed, afterRequest(writeThen(kHalfBody, reset))},
        {"counted body promised, none sent", closed,
         afterRequest(writeThen("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", closeGently))},
        {"inside a chunk, FIN", closed, afterRequest(writeThen(kChunked + "20\r\n{\"half\":", closeGently))},
        {"inside a chunk, RST", closed, afterRequest(writeThen(kChunked + "20\r\n{\"half\":", reset))},
        {"between chunks, FIN", closed, afterRequest(writeThen(kChunked + "2\r\n{}\r\n", closeGently))},
        {"before the first chunk, FIN", closed, afterRequest(writeThen(kChunked, closeGently))},
        {"half of a 500, FIN", closed,
         afterRequest(writeThen("HTTP/1.1 500 Oops\r\nContent-Length: 99\r\n\r\nx", closeGently))},
        {"not HTTP", closed, afterRequest(writeThen("SSH-2.0-OpenSSH_9.2\r\n", closeGently))},
        {"never answers", late, afterRequest([](QTcpSocket&) {})},
        {"drips", late, afterRequest(drip)},
        {"too long", ErrorKind::AnswerTooLarge,
         afterRequest(writeThen(answerText("200 OK", QByteArray(5000, 'x')), [](QTcpSocket&) {}))},
        {"too long, chunked", ErrorKind::AnswerTooLarge,
         afterRequest(
             writeThen(kChunked + "1388\r\n" + QByteArray(5000, 'x') + "\r\n0\r\n\r\n", [](QTcpSocket&) {}))},
    };
}

struct Verb {
    const char* name;
    Method method;
    std::string body;
};

QList<Verb> verbs() {
    return {{"GET", Method::Get, {}},
            {"POST", Method::Post, R"({"a":1})"},
            {"POST large", Method::Post, std::string(300000, 'x')},
            {"PUT", Method::Put, R"({"a":1})"},
            {"PATCH", Method::Patch, R"({"a":1})"},
            {"POST without body", Method::Post, {}}};
}

constexpr std::size_t kBodyLimit = 4000;

bool diesOnAccept(const Death& how) {
    return QByteArray(how.name).startsWith("accepted");
}

/// Qt now and then misses that a connection died before it wrote to it; then our time-out tells. Either way the
/// engine learns that the request may have been executed.
bool isExpected(const Death& how, ErrorKind kind) {
    return kind == how.kind || (diesOnAccept(how) && kind == ErrorKind::NetworkTimeout);
}

} // namespace

class OneWireRequestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dyingServer_data();
    void dyingServer();
    void reusedConnectionDies_data();
    void reusedConnectionDies();
    void nothingArrivesAfterwards();

private:
    std::vector<std::pair<std::unique_ptr<WireServer>, int>> m_finished; ///< with what they had seen
};

void OneWireRequestTest::dyingServer_data() {
    QTest::addColumn<int>("death");
    QTest::addColumn<int>("verb");
    for (int d = 0; d < deaths().size(); ++d) {
        for (int v = 0; v < verbs().size(); ++v)
            QTest::addRow("%s: %s", verbs().at(v).name, deaths().at(d).name) << d << v;
    }
}

void OneWireRequestTest::dyingServer() {
    QFETCH(int, death);
    QFETCH(int, verb);
    const Death how = deaths().at(death);
    const Verb what = verbs().at(verb);
    const bool waits = how.kind == ErrorKind::NetworkTimeout;
    const core::Millis timeout(waits ? 60 : diesOnAccept(how) ? 3000 : 20000);
    for (int round = 0; round < (waits ? 1 : kRounds); ++round) {
        auto server = std::make_unique<WireServer>();
        how.arm(*server);
        TransportProbe probe(endpointAt(server->url()), {}, kBodyLimit);
        const auto id =
            probe.send(requestOf(what.method, "/x?action=inactive", what.body), {.timeout = timeout});
        const auto& result = probe.await(id).result;
        QVERIFY(!result.has_value());
        QVERIFY2(isExpected(how, result.error().kind),
                 qPrintable(QString::number(static_cast<int>(result.error().kind))));
        QVERIFY2(server->begun() <= 1, qPrintable(QString::number(server->begun())));
        const int begun = server->begun();
        m_finished.emplace_back(std::move(server), begun);
    }
}

void OneWireRequestTest::reusedConnectionDies_data() {
    QTest::addColumn<bool>("rst");
    QTest::addColumn<int>("verb");
    for (int v = 0; v < verbs().size(); ++v) {
        QTest::addRow("%s, FIN", verbs().at(v).name) << false << v;
        QTest::addRow("%s, RST", verbs().at(v).name) << true << v;
    }
}

void OneWireRequestTest::reusedConnectionDies() {
    QFETCH(bool, rst);
    QFETCH(int, verb);
    const Verb what = verbs().at(verb);
    for (int round = 0; round < kRounds; ++round) {
        auto server = std::make_unique<WireServer>();
        answerOnceThen(*server, rst ? reset : closeGently);
        TransportProbe probe(endpointAt(server->url()));
        QVERIFY(probe.exchange(requestOf(Method::Get, "/first")).result.has_value());
        const auto& result = probe.exchange(requestOf(what.method, "/second", what.body)).result;
        QVERIFY(!result.has_value());
        QCOMPARE(static_cast<int>(result.error().kind), static_cast<int>(ErrorKind::NetworkClosed));
        QCOMPARE(server->connections(), 1);
        QCOMPARE(server->begun(), 2);
        m_finished.emplace_back(std::move(server), 2);
    }
}

void OneWireRequestTest::nothingArrivesAfterwards() {
    WireServer other;
    TransportProbe probe(endpointAt(other.url()));
    for (int i = 0; i < 50; ++i)
        QVERIFY(probe.exchange(requestOf(Method::Get, "/x")).result.has_value());
    for (const auto& [server, begun] : m_finished)
        QCOMPARE(server->begun(), begun);
}

QTEST_GUILESS_MAIN(OneWireRequestTest)
#include "one_wire_request_test.moc"
