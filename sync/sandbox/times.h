// SPDX-License-Identifier: Apache-2.0
// The notations of time the two systems use. Instants are seconds since 1970-01-01 UTC; years 1..9999.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace devsync::sandbox {

/// "Mon, 23 Nov 2026 23:52:02 GMT"
std::string httpDate(std::int64_t seconds);

/// "2026-11-23T23:52:01+00:00"
std::string rfc3339(std::int64_t seconds);

/// What the portal accepts for a timestamp: unix seconds, or "Y-m-dTH:i:s" with an offset or Z.
std::optional<std::int64_t> timestampFrom(std::string_view text);

} // namespace devsync::sandbox
