// SPDX-License-Identifier: Apache-2.0
#include "sync/net/one_shot_body.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace devsync::net {

OneShotBody::OneShotBody(std::string bytes) : m_bytes(std::move(bytes)) {
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

OneShotBody::~OneShotBody() {
    OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
}

bool OneShotBody::atEnd() const {
    return m_read == totalBytes();
}

qint64 OneShotBody::bytesAvailable() const {
    return totalBytes() - m_read;
}

qint64 OneShotBody::readData(char* data, qint64 maxSize) {
    const qint64 count = std::min(maxSize, bytesAvailable());
    if (count <= 0)
        return -1;
    std::memcpy(data, m_bytes.data() + m_read, static_cast<std::size_t>(count));
    m_read += count;
    return count;
}

qint64 OneShotBody::writeData(const char*, qint64) {
    return -1;
}

} // namespace devsync::net
