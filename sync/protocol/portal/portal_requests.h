// SPDX-License-Identifier: Apache-2.0
// Targets of the portal's JSON:API, everything in them percent-encoded. Called by the portal store and
// lister.
#pragma once

#include "sync/core/mapping.h"
#include "sync/protocol/http.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace devsync::protocol::portal {

inline constexpr const char* kUsersTarget = "/jsonapi/user/user";
inline constexpr const char* kApiMediaType = "application/vnd.api+json";

/// Users with low < uid ≤ high, ascending, 50 a page; no upper bound at core::UidRange::kOpenEnd.
std::string rangeTarget(const core::Mapping& mapping, std::uint32_t low, std::uint32_t high);
/// The one user with the highest uid.
std::string highestTarget();
std::string userTarget(std::string_view uuid);
std::string userWithFieldsTarget(const core::Mapping& mapping, std::string_view uuid);
/// The database decides how it compares: the answer's addresses must be checked (facts:
/// drupal-portal.md 1.8).
std::string mailTarget(const core::Mapping& mapping, std::string_view email);

HttpRequest apiRequest(Method method, std::string target);

} // namespace devsync::protocol::portal
