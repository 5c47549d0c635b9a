// SPDX-License-Identifier: Apache-2.0
// Stands between the program and a server and keeps what the program sends: so a test knows the secrets that
// only the two know. Needs a running event loop.
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpServer>

namespace devsync::tests {

class WireRecorder : public QTcpServer {
    Q_OBJECT
public:
    explicit WireRecorder(quint16 serverPort);

    const QByteArray& sent() const { return m_sent; }
    /// First group of each match.
    QList<QByteArray> sentMatching(const char* pattern) const;

private:
    void accept();

    quint16 m_serverPort;
    QByteArray m_sent;
};

} // namespace devsync::tests
