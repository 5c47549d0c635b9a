// SPDX-License-Identifier: Apache-2.0
// plan_sha256: what a plan would do, to whom, on which evidence (sync-rules 8). Covered: identity, rule
// version, mapping, scope, [sync] settings with module_push, the offset in force, account counts, every
// planned row with values and fingerprints. Not covered: times of creation, measured offsets, estimates,
// names of profiles.
#pragma once

#include "sync/engine/run_view.h"

#include <cstdint>
#include <string>

namespace devsync::report {

/// Counts changes of the rule itself: a plan made by another rule is stale.
inline constexpr std::uint32_t kRuleVersion = 1;

/// Hashes of the rules a plan was made by: another one makes a saved plan outdated.
struct RuleHashes {
    std::string mapping, scope, settings;
    bool operator==(const RuleHashes&) const = default;
};
RuleHashes ruleHashes(const core::Policy& policy);

/// Lower-case hex. Equal for equal inputs on every machine; read row by row.
std::string planSha256(const engine::PreparedPlan& plan, const core::Identity& identity);

} // namespace devsync::report
