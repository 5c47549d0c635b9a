// SPDX-License-Identifier: Apache-2.0
// Base64 with padding (RFC 4648, section 4), for records inside documents.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace devsync::report {

std::string toBase64(std::string_view bytes);
/// nullopt: not Base64, a wrong length, or white space in it.
std::optional<std::string> fromBase64(std::string_view text);

} // namespace devsync::report
