// SPDX-License-Identifier: Apache-2.0
// Safety stops, judged on the whole plan before the first write (sync-rules 8). Pure; every front end asks
// the same.
#pragma once

#include "sync/core/plan.h"

#include <cstdint>
#include <vector>

namespace devsync::core {

enum class LimitKind : std::uint8_t {
    SideEmpty, ///< the baseline knows accounts there, the listing has none: no override but `baseline forget`
    SideShrunk, ///< halved against the baseline: likewise
    Updates,    ///< needs a typed number
    Creations,
    Removals,
    Conflicts,
};

struct LimitExceeded {
    LimitKind kind = LimitKind::Updates;
    Side side = Side::Apigee; ///< for Removals and Conflicts meaningless
    std::uint32_t count = 0;  ///< what the plan has; SideEmpty/SideShrunk: accounts listed now
    std::uint32_t allowed =
        0; ///< up to which nothing is asked; SideEmpty/SideShrunk: accounts the baseline knows
    bool operator==(const LimitExceeded&) const = default;
};

/// True for the stops that no number lifts.
constexpr bool isAbsolute(LimitKind kind) {
    return kind == LimitKind::SideEmpty || kind == LimitKind::SideShrunk;
}

struct LimitInputs {
    const Plan& plan;
    const Limits& limits;
    BothSides<std::uint32_t> listedAccounts;   ///< before scope
    BothSides<std::uint32_t> people;           ///< peopleListed(): what a baseline may be measured against
    BothSides<std::uint32_t> baselineAccounts; ///< 0 = no baseline
    bool baselineExisted = false;              ///< before the run or job began
};

/// Addresses listed on each side that a baseline can know, before scope: without accounts that have no
/// address and without protected ones that exist on one side only. A portal always lists some of those, so
/// with them it would never look empty.
BothSides<std::uint32_t> peopleListed(const PlanInputs& inputs, const Plan& plan);

/// In the order of LimitKind, Apigee before portal.
std::vector<LimitExceeded> judgeLimits(const LimitInputs& inputs);

/// `confirm` rows that write lift the liftable limits, when the plan has no more of them.
bool mayProceed(const std::vector<LimitExceeded>& exceeded, const PlanCounts& counts, std::uint64_t confirm);

} // namespace devsync::core
