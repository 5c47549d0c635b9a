// SPDX-License-Identifier: Apache-2.0
// The facts of one pair, gathered from the inputs of a plan. Called by makePlan() and describeRow().
#pragma once

#include "sync/core/decide.h"

namespace devsync::core {

/// Views into the inputs and into `scratch`; valid until scratch is used again. `twins` is set; `renamed`
/// spans rows and is left false.
PairFacts pairFacts(const PlanInputs& inputs, Comparison::PairIndex pair, BothSides<AccountScratch>& scratch);

/// The operator's answer for an address; null = none.
const RowDecision* decisionFor(const PlanInputs& inputs, std::string_view foldedEmail);

} // namespace devsync::core
