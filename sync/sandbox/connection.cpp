// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/connection.h"

#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace devsync::sandbox {

namespace {

/// A client that sends more than this ahead waits until its requests are answered.
constexpr qint64 kReadAhead = 1 << 20;
/// So much of an endless answer is written ahead of the client.
constexpr qsizetype kFlooded = 1 << 20;

std::string_view reason(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 413:
        return "Payload Too Large";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    default:
        return "Status";
    }
}

} // namespace

Connection::Connection(QTcpSocket* socket, Serve serve, core::Millis latency, QObject* parent)
    : QObject(parent), m_socket(socket), m_serve(std::move(serve)), m_latency(latency) {
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(kReadAhead);
    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::readMore);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    readMore();
}

void Connection::readMore() {
    // While a request is being answered the rest stays in the socket, once enough is here.
    if (m_busy && m_reader.buffered() > static_cast<std::size_t>(kReadAhead))
        return;
    const QByteArray bytes = m_socket->readAll();
    m_reader.append({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    takeNext();
}

void Connection::takeNext() {
    while (!m_busy && m_keepAlive) {
        auto received = m_reader.next();
        if (!received)
            break;
        m_busy = true;
        m_keepAlive = received->keepAlive;
        m_isHead = received->request.method == protocol::Method::Head;
        m_served = m_serve(received->request);
        const core::Millis wait = m_served.isControl ? core::Millis(0) : m_latency + m_served.delay;
        if (wait.count() > 0) {
            QTimer::singleShot(std::chrono::milliseconds(wait), Qt::PreciseTimer, this, [this] {
                deliver();
                readMore();
            });
            return;
        }
        deliver();
    }
    if (!m_busy && m_keepAlive && m_reader.refusal() != 0)
        refuse(m_reader.refusal());
}

void Connection::deliver() {
    m_busy = false;
    switch (m_served.delivery) {
    case Delivery::Answer:
        write(m_served.response);
        break;
    case Delivery::Half:
        m_keepAlive = false;
        write(m_served.response);
        break;
    case Delivery::Close:
        m_keepAlive = false;
        break;
    case Delivery::Reset:
        reset();
        return;
    case Delivery::Flood:
        connect(m_socket, &QTcpSocket::bytesWritten, this, &Connection::flood);
        write(m_served.response);
        return;
    case Delivery::Drip:
        m_keepAlive = false;
        m_rest = QByteArray::fromStdString(answerBytes(m_served.response));
        drip();
        return;
    }
    if (!m_keepAlive)
        m_socket->disconnectFromHost();
}

void Connection::write(const protocol::HttpResponse& response) {
    const std::string out = answerBytes(response);
    m_socket->write(out.data(), static_cast<qint64>(out.size()));
}

std::string Connection::answerBytes(const protocol::HttpResponse& response) const {
    std::string_view body = response.body.view();
    std::string out =
        "HTTP/1.1 " + std::to_string(response.status) + ' ' + std::string(reason(response.status)) + "\r\n";
    for (const protocol::Header& header : response.headers)
        out += header.name + ": " + header.value + "\r\n";
    if (response.status != 204 && m_served.delivery != Delivery::Flood)
        out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    out += m_keepAlive || m_served.delivery == Delivery::Half ? "Connection: keep-alive\r\n\r\n"
                                                              : "Connection: close\r\n\r\n";
    if (m_served.delivery == Delivery::Half)
        body = body.substr(0, body.size() / 2);
    if (!m_isHead)
        out += body;
    return out;
}

/// Until the client goes away: this answer ends with the connection.
void Connection::flood() {
    static const QByteArray kBlanks(kFlooded, ' ');
    m_keepAlive = false;
    if (m_socket->bytesToWrite() == 0)
        m_socket->write(kBlanks);
}

void Connection::drip() {
    m_socket->write(m_rest.left(1));
    m_rest.remove(0, 1);
    if (m_rest.isEmpty())
        m_socket->disconnectFromHost();
    else
        QTimer::singleShot(std::chrono::milliseconds(m_served.delay), Qt::PreciseTimer, this,
                           &Connection::drip);
}

void Connection::refuse(int status) {
    m_keepAlive = false;
    m_served = {};
    m_served.response.status = status;
    write(m_served.response);
    m_socket->disconnectFromHost();
}

void Connection::reset() {
    m_keepAlive = false;
    const linger abortive{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &abortive,
                 sizeof abortive);
    m_socket->abort();
}

} // namespace devsync::sandbox
