// SPDX-License-Identifier: Apache-2.0
// What a safety limit says: what is exceeded, by how much, and which number lifts it.
#pragma once

#include "sync/core/limits.h"
#include "sync/core/plan.h"

#include <string>
#include <vector>

namespace devsync::texts {

/// "The portal would get 412 updates; up to 100 need no confirmation."
std::string limitText(const core::LimitExceeded& exceeded);

/// What to do about a side that is empty or has shrunk.
std::string absoluteLimitRemedy();

/// What to do about all of them: the number to type, or why none helps. Empty when nothing is exceeded.
std::string limitRemedy(const std::vector<core::LimitExceeded>& exceeded, const core::PlanCounts& counts);

} // namespace devsync::texts
