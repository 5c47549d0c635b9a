// SPDX-License-Identifier: Apache-2.0
// The body of a request as a device that can be read only once. This is what keeps a request from being
// repeated: QNetworkAccessManager sends again when a connection closes before the answer, unless it cannot
// rewind the body. Requests without content get an empty one for the same reason. Wipes its bytes: they may
// hold secrets.
#pragma once

#include <QIODevice>

#include <string>

namespace devsync::net {

class OneShotBody final : public QIODevice {
public:
    explicit OneShotBody(std::string bytes);
    ~OneShotBody() override;

    qint64 totalBytes() const { return static_cast<qint64>(m_bytes.size()); }
    /// Whether any byte was handed to the connection.
    bool touched() const { return m_read > 0; }

    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    bool atEnd() const override;
    qint64 bytesAvailable() const override;

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 maxSize) override;

private:
    std::string m_bytes;
    qint64 m_read = 0;
};

} // namespace devsync::net
