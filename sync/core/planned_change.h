// SPDX-License-Identifier: Apache-2.0
// From a plan to the rows the store keeps when it is approved. Pure; called by the engine at go-ahead and by
// whoever saves a plan.
#pragma once

#include "sync/core/journal.h"

namespace devsync::core {

/// A row of a plan and its number among the planned rows of the run.
struct PlannedRow {
    std::uint32_t planRow = 0;
    std::uint32_t number = 0;
};

/// Rows that write or are held, in the order of the plan.
std::vector<PlannedRow> plannedRows(const Plan& plan);

PlannedChange toPlannedChange(const PlanInputs& inputs, const Plan& plan, PlannedRow row,
                              RowDetailsScratch& scratch);

} // namespace devsync::core
