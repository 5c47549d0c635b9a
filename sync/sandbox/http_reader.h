// SPDX-License-Identifier: Apache-2.0
// Bytes of a connection into requests. Wraps Boost.Beast's parser, which is private to http_reader.cpp.
#pragma once

#include "sync/protocol/http.h"

#include <memory>
#include <optional>
#include <string_view>

namespace devsync::sandbox {

struct ReceivedRequest {
    protocol::HttpRequest request;
    bool keepAlive = true;
};

class HttpReader {
public:
    static constexpr std::size_t kMaxHeader = 64 * 1024;
    static constexpr std::size_t kMaxBody = 64 * 1024 * 1024;

    HttpReader();
    ~HttpReader();
    HttpReader(const HttpReader&) = delete;
    HttpReader& operator=(const HttpReader&) = delete;

    void append(std::string_view bytes);
    /// The next whole request, if it is there.
    std::optional<ReceivedRequest> next();
    /// Status of a request that cannot be read (400, 413, 431, 501); nothing more is read then. 0 = none.
    int refusal() const { return m_refusal; }
    std::size_t buffered() const;

private:
    struct Parser;
    std::optional<ReceivedRequest> taken();

    std::unique_ptr<Parser> m_parser;
    std::string m_buffer;
    std::size_t m_consumed = 0; ///< bytes of m_buffer already parsed
    int m_refusal = 0;
};

} // namespace devsync::sandbox
