// SPDX-License-Identifier: Apache-2.0
// Percent-encoding for request targets. Everything but RFC 3986's unreserved characters is encoded, '+', '/'
// and '[' too: Apigee X answers 404 for a raw '+' and Edge reads it as a space (facts:
// apigee-management-api.md 3.7). Called by the codecs for every path segment, query name and query value.
#pragma once

#include <string>
#include <string_view>

namespace devsync::protocol {

/// Bytes in, ASCII out; upper-case hexadecimal digits. Encoding twice differs from encoding once.
std::string percentEncoded(std::string_view text);

} // namespace devsync::protocol
