// SPDX-License-Identifier: Apache-2.0
// Accounts that were probably renamed (sync-rules 2): the baseline knows an id under another address. Spans
// rows, so it is found before the rows are decided. Called by makePlan().
#pragma once

#include "sync/core/plan.h"

#include <map>
#include <set>

namespace devsync::core {

/// By pair, the pairs it names: the other addresses of the same id. Empty when the other address is on
/// neither side any more; the pair is held all the same.
using Renames = std::map<Comparison::PairIndex, std::set<Comparison::PairIndex>>;

Renames findRenames(const PlanInputs& inputs);

} // namespace devsync::core
