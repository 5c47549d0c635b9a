// SPDX-License-Identifier: Apache-2.0
// The identity of one planned change by its content: creation UUIDs and jitter derive from it, and a row of a
// saved plan is recognised by it. Called by makePlan().
#pragma once

#include "sync/core/row_details.h"

namespace devsync::core {

/// Hash over address, action, masks, wanted values, user name, status and the fingerprints of what the plan
/// saw on both sides. `details.row->changeId` is not in it. Never 0.
std::uint64_t changeIdOf(const RowDetails& details);

} // namespace devsync::core
