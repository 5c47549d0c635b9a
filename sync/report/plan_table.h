// SPDX-License-Identifier: Apache-2.0
// The plan for a terminal: what it would do in one sentence, both systems, exceeded limits, a table of its
// rows with glyph and word. Pure, ends with a line end.
#pragma once

#include "sync/core/row_details.h"
#include "sync/report/plan_document.h"
#include "sync/report/terminal_text.h"

#include <string>

namespace devsync::report {

/// With RowsShown::None the table is left out.
std::string planTable(const engine::PreparedPlan& plan, const PlanContext& context, RowsShown rows,
                      const TextOptions& options);

/// The texts of a value, "–" for none.
std::string valueText(core::ValueView value);

/// "Last name: Souza → Silva; company: – → Acme"; of a new account only what it will hold.
std::string changesText(const core::RowDetails& details, const core::Mapping& mapping);

} // namespace devsync::report
