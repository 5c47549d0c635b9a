// SPDX-License-Identifier: Apache-2.0
// Times as the two systems write them in text. Pure; used by the protocol room for the Date header and for
// the portal's `changed`, never for anything the operator reads.
#pragma once

#include "sync/core/error.h"

#include <cstdint>
#include <string_view>

namespace devsync::core {

/// HTTP's IMF-fixdate, "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7), in seconds since 1970-01-01 UTC.
/// The two obsolete forms are refused: no server of ours sends them. AnswerUnexpected otherwise.
Result<std::int64_t> parseHttpDate(std::string_view text);

/// RFC 3339 as JSON:API gives it, "2026-11-23T23:45:37+00:00", in seconds since 1970-01-01 UTC. "Z", any
/// offset and a fraction (cut off) are understood; a time without an offset is not. AnswerUnexpected
/// otherwise.
Result<std::int64_t> parseRfc3339(std::string_view text);

} // namespace devsync::core
