// SPDX-License-Identifier: Apache-2.0
// What the baseline holds after a run (sync-rules 7): after a write of ours, and after an equal reading.
#pragma once

#include "sync/core/baseline.h"
#include "sync/core/journal.h"
#include "sync/core/plan.h"
#include "sync/core/row_details.h"

#include <optional>

namespace devsync::core {

/// `written` is the target as its answer, or the reading that settled the write, shows it. The target's edit
/// time becomes the winner's, so that our own write never counts as somebody's edit.
BaselineRow baselineAfterWrite(const PlannedChange& change, Side target, const Account& written);

/// For a row of action Same with both sides present. nullopt when `known` already says exactly this.
std::optional<BaselineRow> baselineAfterReading(const RowDetails& details, const BaselineEntry* known);

} // namespace devsync::core
