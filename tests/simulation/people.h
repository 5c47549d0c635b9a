// SPDX-License-Identifier: Apache-2.0
// Accounts of simulated worlds: plain single values, so that an account can be read without the product's
// codecs.
#pragma once

#include "sync/core/account.h"
#include "sync/core/mapping.h"
#include "sync/sandbox/random.h"
#include "sync/sandbox/world.h"

#include <map>
#include <optional>
#include <string>

namespace devsync::testing {

/// company and plan, both single CSV texts.
core::Mapping simMapping();

/// Both sides of every person, by folded address; system accounts left out.
struct SimPerson {
    std::optional<core::Account> apigee;
    std::optional<core::Account> portal;
};
std::map<std::string, SimPerson> peopleOf(const sandbox::World& world);

struct SimWorldOptions {
    std::uint32_t people = 8;
};
/// At least three accounts a side: newer in Apigee, newer in the portal, ties, equal, one-sided, blocked.
sandbox::World seededWorld(std::uint64_t seed, const SimWorldOptions& options);

inline constexpr char kPortalUser[] = "sync";
inline constexpr char kPortalPassword[] = "simulated-password";
inline constexpr char kApigeeToken[] = "simulated-token";

} // namespace devsync::testing
