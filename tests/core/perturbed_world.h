// SPDX-License-Identifier: Apache-2.0
// One agreed world, its sides changed independently of each other, as people do between two runs. From a
// seed, and made smaller while it still shows something. For the differential test of the rule.
#pragma once

#include "tests/core/plan_world.h"

#include <cstdint>
#include <functional>
#include <string>

namespace devsync::testing {

/// 6 to 12 people whom both sides and the baseline agree on, then: edits, touches, ties, names, statuses,
/// spellings, renames, deletions, new accounts. Rules are drawn, too.
PlanWorld perturbedWorld(std::uint64_t seed);

/// Takes away accounts, baseline rows and rules as long as `fails` stays true.
PlanWorld smallest(PlanWorld world, const std::function<bool(const PlanWorld&)>& fails);

/// A line an account and baseline row.
std::string worldText(const PlanWorld& world);

} // namespace devsync::testing
