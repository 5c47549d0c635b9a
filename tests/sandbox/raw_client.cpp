// SPDX-License-Identifier: Apache-2.0
#include "tests/sandbox/raw_client.h"

#include <QHostAddress>
#include <QTest>

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace devsync::sandbox::testing {

namespace {

constexpr int kWait = 10000;

int contentLength(const QByteArray& headers) {
    const QByteArray name = "content-length: ";
    const qsizetype at = headers.toLower().indexOf(name);
    if (at < 0)
        return 0;
    const qsizetype begin = at + name.size();
    return headers.mid(begin, headers.indexOf('\r', begin) - begin).toInt();
}

} // namespace

RawClient::RawClient(std::uint16_t port) {
    QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket,
                     [this] { m_buffer += m_socket.readAll(); });
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

void RawClient::send(const QByteArray& bytes) {
    m_socket.write(bytes);
}

RawAnswer RawClient::answer() {
    const auto whole = [this] {
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        return end >= 0 && m_buffer.size() >= end + 4 + contentLength(m_buffer.left(end + 2));
    };
    const auto ended = [this] { return m_socket.state() == QAbstractSocket::UnconnectedState; };
    (void)QTest::qWaitFor([&] { return whole() || ended(); }, kWait);
    if (!whole())
        return {0, {}, m_buffer};
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    RawAnswer answer{m_buffer.mid(9, 3).toInt(), m_buffer.left(end + 2), {}};
    answer.body = m_buffer.mid(end + 4, contentLength(answer.headers));
    m_buffer.remove(0, end + 4 + answer.body.size());
    return answer;
}

bool RawClient::closed() {
    return QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, kWait);
}

Ending endingOf(std::uint16_t port, const QByteArray& bytes) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Ending ending = Ending::None;
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0
        && ::send(fd, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL)
               == bytes.size()) {
        const auto ended = [&] {
            char byte = 0;
            const ssize_t got = ::recv(fd, &byte, 1, MSG_DONTWAIT);
            if (got < 0 && errno != ECONNRESET)
                return false;
            ending = got > 0 ? Ending::Bytes : got == 0 ? Ending::Fin : Ending::Reset;
            return true;
        };
        (void)QTest::qWaitFor(ended, kWait);
    }
    ::close(fd);
    return ending;
}

QByteArray get(const QByteArray& target, const QByteArray& headers) {
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
}

QByteArray post(const QByteArray& target, const QByteArray& body, const QByteArray& headers) {
    return "POST " + target
           + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
           + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
}

} // namespace devsync::sandbox::testing
