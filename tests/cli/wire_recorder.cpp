// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/wire_recorder.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QTcpSocket>

namespace devsync::tests {

WireRecorder::WireRecorder(quint16 serverPort) : m_serverPort(serverPort) {
    if (!listen(QHostAddress::LocalHost))
        qFatal("no port");
    connect(this, &QTcpServer::newConnection, this, &WireRecorder::accept);
}

QList<QByteArray> WireRecorder::sentMatching(const char* pattern) const {
    QList<QByteArray> found;
    const QRegularExpression expression(QString::fromUtf8(pattern));
    for (auto each = expression.globalMatch(QString::fromUtf8(m_sent)); each.hasNext();)
        if (const QByteArray match = each.next().captured(1).toUtf8(); !found.contains(match))
            found << match;
    return found;
}

void WireRecorder::accept() {
    while (QTcpSocket* client = nextPendingConnection()) {
        auto* server = new QTcpSocket(client);
        connect(client, &QTcpSocket::readyRead, server, [this, client, server] {
            const QByteArray bytes = client->readAll();
            m_sent += bytes;
            server->write(bytes);
        });
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_serverPort);
    }
}

} // namespace devsync::tests
