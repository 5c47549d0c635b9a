// SPDX-License-Identifier: Apache-2.0
#include "tests/net/wire_server.h"

#include <QUrl>

#include <sys/socket.h>
#include <utility>

namespace devsync::net::test {

QByteArray SeenRequest::header(const QByteArray& name) const {
    for (const QByteArray& text : head.split('\n')) {
        const auto colon = text.indexOf(':');
        if (colon > 0 && text.left(colon).toLower() == name)
            return text.mid(colon + 1).trimmed();
    }
    return {};
}

WireServer::WireServer(QObject* parent) : QTcpServer(parent) {
    setListenBacklogSize(512);
    m_answerer = answerWith(answerText("200 OK", "{}"));
    if (!listen(QHostAddress::LocalHost))
        qFatal("no loopback port");
}

QUrl WireServer::url(const QString& path) const {
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
}

void WireServer::onMoment(Moment moment, std::function<void(QTcpSocket&)> action) {
    m_actions.insert(static_cast<int>(moment), std::move(action));
}

QTcpSocket* WireServer::makeSocket(qintptr handle) {
    auto* socket = new QTcpSocket(this);
    socket->setSocketDescriptor(handle);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    return socket;
}

void WireServer::incomingConnection(qintptr handle) {
    QTcpSocket* socket = makeSocket(handle);
    ++m_connections;
    ++m_openNow;
    auto peer = std::make_shared<Peer>();
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, peer] { readFrom(*socket, *peer); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        --m_openNow;
        socket->deleteLater();
    });
    act(Moment::Accepted, *socket);
}

void WireServer::act(Moment moment, QTcpSocket& socket) {
    if (const auto action = m_actions.value(static_cast<int>(moment)))
        action(socket);
}

void WireServer::readFrom(QTcpSocket& socket, Peer& peer) {
    peer.unread += socket.readAll();
    while (!peer.unread.isEmpty()) {
        if (!std::exchange(peer.begun, true)) {
            ++m_begun;
            act(Moment::FirstBytes, socket);
        }
        if (!takeRequest(socket, peer))
            return;
        peer.begun = peer.headSeen = false;
    }
}

bool WireServer::takeRequest(QTcpSocket& socket, Peer& peer) {
    const auto headEnd = peer.unread.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    SeenRequest request{.head = peer.unread.left(headEnd)};
    if (!std::exchange(peer.headSeen, true))
        act(Moment::HeadSeen, socket);
    const auto length = request.header("content-length").toLongLong();
    if (peer.unread.size() < headEnd + 4 + length)
        return false;
    request.body = peer.unread.mid(headEnd + 4, length);
    peer.unread.remove(0, headEnd + 4 + length);
    m_seen.append(request);
    if (socket.state() == QAbstractSocket::ConnectedState)
        m_answerer(socket, request);
    return true;
}

QByteArray answerText(const QByteArray& status, const QByteArray& body, const QByteArray& extraHeaders) {
    return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + extraHeaders
           + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

Answerer answerWith(const QByteArray& text) {
    return [text](QTcpSocket& socket, const SeenRequest&) { socket.write(text); };
}

void closeGently(QTcpSocket& socket) {
    socket.disconnectFromHost();
}

void reset(QTcpSocket& socket) {
    const linger now{.l_onoff = 1, .l_linger = 0};
    setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    socket.abort();
}

} // namespace devsync::net::test
