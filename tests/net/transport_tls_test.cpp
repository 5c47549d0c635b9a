// SPDX-License-Identifier: Apache-2.0
// TLS against a server with its own authority, made for the test.
#include "tests/net/transport_probe.h"
#include "tests/net/wire_server.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace devsync;
using namespace devsync::net::test;
using core::ErrorKind;
using protocol::Method;

namespace {

class TlsServer final : public WireServer {
public:
    explicit TlsServer(const QString& folder) {
        QFile key(folder + QStringLiteral("/key.pem"));
        if (!key.open(QIODevice::ReadOnly))
            qFatal("no key");
        m_key = QSslKey(&key, QSsl::Rsa);
        m_certificates = QSslCertificate::fromPath(folder + QStringLiteral("/cert.pem"));
    }
    QUrl tlsUrl(const QString& host) const {
        return QUrl(QStringLiteral("https://%1:%2").arg(host).arg(serverPort()));
    }

protected:
    QTcpSocket* makeSocket(qintptr handle) override {
        auto* socket = new QSslSocket(this);
        socket->setSocketDescriptor(handle);
        socket->setPrivateKey(m_key);
        socket->setLocalCertificateChain(m_certificates);
        socket->startServerEncryption();
        return socket;
    }

private:
    QSslKey m_key;
    QList<QSslCertificate> m_certificates;
};

} // namespace

class TransportTlsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void ownAuthority();
    void unknownAuthority();
    void wrongHost();
    void caFileMissing();
    void plainAnswerToTls();
    void closedAfterRequest();

private:
    net::HttpEndpoint endpoint(const TlsServer& server, const QString& host = QStringLiteral("localhost")) {
        net::HttpEndpoint e = endpointAt(server.tlsUrl(host));
        e.caFile = m_folder.filePath(QStringLiteral("cert.pem"));
        return e;
    }
    QTemporaryDir m_folder;
};

void TransportTlsTest::initTestCase() {
    if (QStandardPaths::findExecutable(QStringLiteral("openssl")).isEmpty())
        QSKIP("the openssl program, which makes the certificate, is not installed");
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.start(QStringLiteral("openssl"),
                  {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                   QStringLiteral("rsa:2048"), QStringLiteral("-nodes"), QStringLiteral("-keyout"),
                   QStringLiteral("key.pem"), QStringLiteral("-out"), QStringLiteral("cert.pem"),
                   QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                   QStringLiteral("/CN=localhost"), QStringLiteral("-addext"),
                   QStringLiteral("subjectAltName=DNS:localhost")});
    QVERIFY(openssl.waitForFinished(60000));
    QCOMPARE(openssl.exitCode(), 0);
}

void TransportTlsTest::ownAuthority() {
    TlsServer server(m_folder.path());
    TransportProbe probe(endpoint(server));
    for (const Method method : {Method::Get, Method::Post, Method::Patch}) {
        const auto& answer = probe.exchange(requestOf(method, "/x", method == Method::Get ? "" : "{}"));
        QVERIFY2(answer.result.has_value(), answer.result ? "" : answer.result.error().detail.c_str());
    }
    QCOMPARE(server.begun(), 3);
    QCOMPARE(server.connections(), 1);
}

void TransportTlsTest::unknownAuthority() {
    TlsServer server(m_folder.path());
    net::HttpEndpoint e = endpoint(server);
    e.caFile.clear();
    TransportProbe probe(e);
    const auto& answer = probe.exchange(requestOf(Method::Post, "/x", "{}"));
    QVERIFY(!answer.result && answer.result.error().kind == ErrorKind::NetworkTls);
    QVERIFY(!answer.result.error().detail.empty());
    QCOMPARE(server.begun(), 0);
}

void TransportTlsTest::wrongHost() {
    TlsServer server(m_folder.path());
    TransportProbe probe(endpoint(server, QStringLiteral("127.0.0.1")));
    const auto& answer = probe.exchange(requestOf(Method::Post, "/x", "{}"));
    QVERIFY(!answer.result && answer.result.error().kind == ErrorKind::NetworkTls);
    QCOMPARE(server.begun(), 0);
}

void TransportTlsTest::caFileMissing() {
    TlsServer server(m_folder.path());
    net::HttpEndpoint e = endpoint(server);
    e.caFile += QStringLiteral(".none");
    TransportProbe probe(e);
    const auto& answer = probe.exchange(requestOf(Method::Get, "/x"));
    QVERIFY(!answer.result && answer.result.error().kind == ErrorKind::NetworkTls);
    QCOMPARE(server.connections(), 0);
}

void TransportTlsTest::plainAnswerToTls() {
    WireServer server;
    server.onMoment(Moment::FirstBytes, [](QTcpSocket& socket) { socket.write("HTTP/1.1 400 Bad\r\n\r\n"); });
    QUrl url = server.url();
    url.setScheme(QStringLiteral("https"));
    TransportProbe probe(endpointAt(url));
    const auto& answer = probe.exchange(requestOf(Method::Post, "/x", "{}"));
    QVERIFY(!answer.result && answer.result.error().kind == ErrorKind::NetworkTls);
}

void TransportTlsTest::closedAfterRequest() {
    for (int round = 0; round < 10; ++round) {
        TlsServer server(m_folder.path());
        server.onRequest([](QTcpSocket& socket, const SeenRequest&) { closeGently(socket); });
        TransportProbe probe(endpoint(server));
        const Method method = round % 2 ? Method::Get : Method::Post;
        const auto& answer = probe.exchange(requestOf(method, "/x", round % 2 ? "" : "{}"));
        QVERIFY(!answer.result && answer.result.error().kind == ErrorKind::NetworkClosed);
        QCOMPARE(server.begun(), 1);
    }
}

QTEST_GUILESS_MAIN(TransportTlsTest)
#include "transport_tls_test.moc"
