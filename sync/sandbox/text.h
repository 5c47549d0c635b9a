// SPDX-License-Identifier: Apache-2.0
// Text helpers of the sandbox's handlers: folding, UTF-8, percent-encoding, e-mail and number checks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace devsync::sandbox {

/// Folded as the portal's database and the module fold; bytes that are not UTF-8 stay as they are.
std::string folded(std::string_view text);

/// Code points; a byte that is not UTF-8 counts as one.
std::size_t codePoints(std::string_view text);

/// Next code point at `at`, which moves on; U+FFFD for a byte that is not UTF-8.
char32_t nextCodePoint(std::string_view text, std::size_t& at);

void appendUtf8(std::string& out, char32_t codePoint);

/// rawurlencode: all but [A-Za-z0-9._~-] as %XX.
std::string percentEncoded(std::string_view text);
/// %XX and '+' (= space, as form data and Apigee's front end read it) decoded; a broken escape stays as it
/// is.
std::string percentDecoded(std::string_view text);

/// The addresses the portal accepts: one '@', a legal unquoted local part, a domain with a dot.
bool isMailAddress(std::string_view text);

/// A whole decimal integer with optional sign, nothing else.
std::optional<std::int64_t> wholeNumber(std::string_view text);

/// Standard base64 with its padding.
std::string base64Encoded(std::string_view bytes);
/// Standard base64; empty optional if malformed.
std::optional<std::string> base64Decoded(std::string_view text);

} // namespace devsync::sandbox
