// SPDX-License-Identifier: Apache-2.0
// A client that shows what is on the wire: bytes, closing, resets. Needs a running event loop in the test's
// thread.
#pragma once

#include <QByteArray>
#include <QTcpSocket>

#include <cstdint>

namespace devsync::sandbox::testing {

struct RawAnswer {
    int status = 0; ///< 0 = none arrived
    QByteArray headers;
    QByteArray body;
};

class RawClient {
public:
    explicit RawClient(std::uint16_t port);

    void send(const QByteArray& bytes);
    /// Waits for one whole answer, or until the connection ends.
    RawAnswer answer();
    /// Waits until the server closed; false if it did not.
    bool closed();

private:
    QByteArray m_buffer; // before the socket: its slot writes here
    QTcpSocket m_socket;
};

enum class Ending { Fin, Reset, Bytes, None };

/// Sends and says how the connection ends; Bytes if anything arrives before. (QTcpSocket does not tell a
/// reset from a close.)
Ending endingOf(std::uint16_t port, const QByteArray& bytes);

QByteArray get(const QByteArray& target, const QByteArray& headers = {});
QByteArray post(const QByteArray& target, const QByteArray& body, const QByteArray& headers = {});

} // namespace devsync::sandbox::testing
