// SPDX-License-Identifier: Apache-2.0
// User names of portal users to create: one that is taken in the portal, or that an earlier row of the plan
// takes, holds the row with a free name as its note (sync-rules 4). Spans rows, so it runs after the rows are
// decided. Called by makePlan().
#pragma once

#include "sync/core/plan.h"

namespace devsync::core {

/// Changes rows of action CreatePortalUser, adds notes (proposed names) by pair. With
/// UserNameClashMode::ProposeAndCreate the rows go on under the name in their note.
void settleUserNames(const PlanInputs& inputs, Plan& plan);

} // namespace devsync::core
