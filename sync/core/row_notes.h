// SPDX-License-Identifier: Apache-2.0
// What a row has to say besides its action, as stable codes. Words are made in sync/texts. Called by reports,
// views and the command line.
#pragma once

#include "sync/core/plan.h"

#include <string_view>
#include <vector>

namespace devsync::core {

/// In the order of the list; codes are never renamed.
std::vector<std::string_view> rowNotes(const PlanRow& row);

} // namespace devsync::core
