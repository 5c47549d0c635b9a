// SPDX-License-Identifier: Apache-2.0
// One client of the sandbox: reads requests, has them served one after another, writes answers in that order
// (keep-alive, pipelining), deletes itself when the client is gone. Lives in the server's thread.
#pragma once

#include "sync/sandbox/http_reader.h"
#include "sync/sandbox/sandbox.h"

#include <QByteArray>
#include <QObject>

#include <deque>
#include <functional>

class QTcpSocket;

namespace devsync::sandbox {

class Connection : public QObject {
    Q_OBJECT
public:
    using Serve = std::function<Served(const protocol::HttpRequest&)>;

    /// Takes over `socket`. `latency` is added to every answer but control's.
    Connection(QTcpSocket* socket, Serve serve, core::Millis latency, QObject* parent);

private:
    void readMore();
    void takeNext();
    void deliver();
    void write(const protocol::HttpResponse& response);
    std::string answerBytes(const protocol::HttpResponse& response) const;
    void flood();
    void drip();
    void refuse(int status);
    void reset();

    QTcpSocket* m_socket;
    Serve m_serve;
    core::Millis m_latency;
    HttpReader m_reader;
    bool m_busy = false; ///< an answer is being waited for
    bool m_keepAlive = true;
    bool m_isHead = false;
    Served m_served{};
    QByteArray m_rest; ///< of an answer that comes byte by byte
};

} // namespace devsync::sandbox
