// SPDX-License-Identifier: Apache-2.0
// A loopback server on raw sockets that dies in every way and counts what it saw on the wire.
// For tests of the transport; lives on the test's thread (or, for the benchmark, on its own).
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace devsync::net::test {

struct SeenRequest {
    QByteArray head; ///< request line and headers, without the empty line
    QByteArray body;
    QByteArray line() const { return head.left(head.indexOf('\r')); }
    QByteArray header(const QByteArray& name) const; ///< lower-case name; null if absent
};

/// Answers or kills; called when a request is whole.
using Answerer = std::function<void(QTcpSocket&, const SeenRequest&)>;

enum class Moment { Accepted, FirstBytes, HeadSeen };

class WireServer : public QTcpServer {
    Q_OBJECT
public:
    explicit WireServer(QObject* parent = nullptr);

    QUrl url(const QString& path = {}) const;
    void onRequest(Answerer answerer) { m_answerer = std::move(answerer); }
    /// Called at an early moment of each connection; what it closes is never answered.
    void onMoment(Moment moment, std::function<void(QTcpSocket&)> action);

    /// Requests whose first byte arrived, whole or not.
    int begun() const { return m_begun; }
    const QList<SeenRequest>& seen() const { return m_seen; }
    int connections() const { return m_connections; }
    int openNow() const { return m_openNow; }

protected:
    void incomingConnection(qintptr handle) override;
    virtual QTcpSocket* makeSocket(qintptr handle);

private:
    struct Peer {
        QByteArray unread;
        bool begun = false;
        bool headSeen = false;
    };
    void readFrom(QTcpSocket& socket, Peer& peer);
    bool takeRequest(QTcpSocket& socket, Peer& peer);
    void act(Moment moment, QTcpSocket& socket);

    Answerer m_answerer;
    QHash<int, std::function<void(QTcpSocket&)>> m_actions;
    QList<SeenRequest> m_seen;
    int m_begun = 0;
    int m_connections = 0;
    int m_openNow = 0;
};

/// A whole answer with Content-Length; `extraHeaders` are whole lines.
QByteArray answerText(const QByteArray& status, const QByteArray& body, const QByteArray& extraHeaders = {});
Answerer answerWith(const QByteArray& text);
/// FIN after what was written.
void closeGently(QTcpSocket& socket);
/// RST; nothing more is sent.
void reset(QTcpSocket& socket);

} // namespace devsync::net::test
