// SPDX-License-Identifier: Apache-2.0
// Plans and runs for spreadsheets and line-wise tools. Pure.
#pragma once

#include "sync/report/plan_document.h"
#include "sync/report/run_document.h"

namespace devsync::report {

/// One line a planned row and field that is written; a row that writes no field has one line.
void writePlanCsv(const engine::PreparedPlan& plan, const Sink& sink);
/// One line a row: what was planned, how it ended, why not.
void writeRunCsv(const RunFacts& run, const Sink& sink);
/// One JSON object a line: the planned rows of the plan document.
void writePlanLines(const engine::PreparedPlan& plan, const Sink& sink);

} // namespace devsync::report
