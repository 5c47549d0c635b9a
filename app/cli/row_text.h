// SPDX-License-Identifier: Apache-2.0
// One row of a plan at full length, as the stories of the demo tell it.
#pragma once

#include "sync/core/row_details.h"
#include "sync/engine/run_view.h"

#include <cstdint>
#include <string>

namespace devsync::cli {

/// A line with action, address, changes and why; a second one with reason and remedy where the row is held.
std::string planRowText(const engine::PreparedPlan& plan, std::uint32_t row,
                        core::RowDetailsScratch& scratch);

} // namespace devsync::cli
