// SPDX-License-Identifier: Apache-2.0
// Both sides, the baseline and the rules as plain values, and a run carried out purely: what a fault-free run
// without foreign edits would leave behind. For tests of the plan.
#pragma once

#include "sync/core/plan.h"

#include <string>
#include <vector>

namespace devsync::testing {

struct PlanWorld {
    core::BothSides<std::vector<core::Account>> accounts;
    std::vector<core::BaselineRow> baseline;
    core::Policy policy;
    core::Decisions decisions;
    core::Protected protectedAccounts;
    std::int64_t offsetSeconds = 0;
    std::int64_t clock = 10'000; ///< seconds of Apigee's clock; later than any edit

    PlanWorld();
    /// An account with names, a company and a topic; edited at second 100, with an id made of its address.
    core::Account& add(core::Side side, const std::string& email);
};

core::PlanInputs inputsOf(const PlanWorld& world);

/// The world after the run: every row that writes is written, the baseline follows.
PlanWorld afterRun(const PlanWorld& world);

/// A line a row with its note: "ana@acme.com held - - renamed (b@acme.com)"; rows in the order of the plan.
std::vector<std::string> planText(const core::PlanInputs& inputs, const core::Plan& plan);

} // namespace devsync::testing
