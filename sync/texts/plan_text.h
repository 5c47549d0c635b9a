// SPDX-License-Identifier: Apache-2.0
// What a plan would do, in one sentence and in bullet points, as window and command line show it.
#pragma once

#include "sync/core/plan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace devsync::texts {

/// "create 18 portal users for Apigee developers not yet in the portal (random password)", …, "never delete".
/// Only what the plan really does; "never delete" is always last.
std::vector<std::string> planPoints(const core::PlanCounts& counts);

/// "Developer synchronization will: …; never delete." or, with nothing planned,
/// "Both sides agree (N accounts). Nothing will be written."
std::string planSentence(const core::PlanCounts& counts);

/// "Saved in FILE. Execute it with `devsync apply FILE`."
std::string planSavedText(const std::string& file);
/// "12 more accounts would be written; --limit-rows leaves them for later."
std::string rowsLeftOutText(std::uint32_t rows);

/// "That is not the number of accounts that are written, 534."
std::string wrongNumberText(std::uint32_t writes);
/// "`sync` and `apply` will refuse this plan: …"
std::string runRefusedText(const core::Error& refusal);

/// Accounts of the plan that are in its scope: same and planned.
std::uint64_t accountsInScope(const core::PlanCounts& counts);

} // namespace devsync::texts
