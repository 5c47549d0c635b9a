// SPDX-License-Identifier: Apache-2.0
// From a plan to the rows the store keeps when it is approved. Pure; called by the engine at go-ahead and by
// whoever saves a plan.
#pragma once

#include "sync/core/journal.h"
#include "sync/core/row_details.h"

namespace devsync::core {

/// A row of a plan and its number among the planned rows of the run.
struct PlannedRow {
    std::uint32_t planRow = 0;
    std::uint32_t number = 0;
};

/// Rows that write or are held, in the order of the plan.
std::vector<PlannedRow> plannedRows(const Plan& plan);

/// A plan of these rows and no others, as a file keeps it; see PlanInputs::saved.
struct SavedPlanFacts {
    PlanCounts counts; ///< of the whole plan, with what is not planned
    std::int64_t offsetSeconds = 0;
    bool firstRun = false;
};
Plan planOfSaved(const std::vector<PlannedChange>& changes, const SavedPlanFacts& facts);

/// Whether a row from outside can be described and executed with this mapping: a folded address, the accounts
/// its action needs with as many fields as the mapping, no mask beyond them.
bool isWellFormed(const PlannedChange& change, const Mapping& mapping);

PlannedChange toPlannedChange(const PlanInputs& inputs, const Plan& plan, PlannedRow row,
                              RowDetailsScratch& scratch);

} // namespace devsync::core
