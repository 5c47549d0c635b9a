// SPDX-License-Identifier: Apache-2.0
// Requests and answers as data. Made and read by the codecs, carried by the transport, answered by the
// sandbox. Nothing here knows a socket, a base address or a secret's text: the transport adds those.
#pragma once

#include "sync/core/error.h"
#include "sync/core/now.h"
#include "sync/core/secret.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace devsync::protocol {

/// Delete exists so that the sandbox can answer it; the transport refuses to send it (sync-rules 5).
enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete };

std::string_view methodName(Method method);

struct Header {
    std::string name; ///< compared without case
    std::string value;
    bool operator==(const Header&) const = default;
};

/// A secret of the profile, or the password the transport generates for a new portal user.
enum class SecretId : std::uint8_t { ApigeeToken, ApigeePassword, PortalPassword, GeneratedPassword };

/// A header whose value is secret: `prefix` then the secret.
struct SecretHeader {
    std::string name;
    std::string prefix; ///< e.g. "Bearer "
    std::variant<SecretId, std::shared_ptr<const core::Secret>> value;
};

/// Where the transport inserts a secret into the body, JSON-escaped, without quotation marks.
/// Slots are ordered by offset; offsets count bytes of `body` as given.
struct BodySlot {
    std::size_t offset = 0;
    SecretId secret = SecretId::PortalPassword;
};

struct HttpRequest {
    Method method = Method::Get;
    std::string target; ///< path and query below the side's base address, percent-encoded, begins with '/'
    std::vector<Header> headers; ///< without Host, Content-Length, Content-Type
    std::string contentType;     ///< exactly as sent; empty = no such header
    std::string body;            ///< UTF-8
    std::vector<BodySlot> bodySlots;
    std::vector<SecretHeader> secretHeaders;
};

/// Bytes of an answer with room behind them for simdjson (SIMDJSON_PADDING, 64). Move-only, parsed in place.
class PaddedBytes {
public:
    static constexpr std::size_t kPadding = 64;

    PaddedBytes() = default;
    explicit PaddedBytes(std::string_view bytes);
    PaddedBytes(PaddedBytes&&) noexcept = default;
    PaddedBytes& operator=(PaddedBytes&&) noexcept = default;
    PaddedBytes(const PaddedBytes&) = delete;
    PaddedBytes& operator=(const PaddedBytes&) = delete;

    void append(std::string_view bytes);
    std::string_view view() const { return {m_data.data(), m_size}; }
    std::size_t size() const { return m_size; }
    /// Bytes that may be read from view().data(), at least size() + kPadding once anything was appended.
    std::size_t capacity() const { return m_data.size(); }

private:
    std::string m_data;
    std::size_t m_size = 0;
};

struct HttpResponse {
    int status = 0;
    std::vector<Header> headers; ///< in order received
    PaddedBytes body;

    /// First header of that name, compared without case; empty if absent.
    std::string_view header(std::string_view name) const;
};

/// What a send ended with. The error kinds are Network*, Redirect*, AnswerTooLarge, SecretUnavailable.
using HttpResult = core::Result<HttpResponse>;

} // namespace devsync::protocol
