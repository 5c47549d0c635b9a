// SPDX-License-Identifier: Apache-2.0
// One row of a plan document. Only for plan_document.cpp.
#pragma once

#include "sync/core/row_details.h"
#include "sync/engine/run_view.h"
#include "sync/report/json_text.h"

namespace devsync::report {

Json planRowJson(const engine::PreparedPlan& plan, const core::RowDetails& details);

/// null = absent, "" = empty, a text, or a list where the field holds several values.
Json valueJson(core::ValueView value, const core::Mapping& mapping, core::FieldIndex field);

} // namespace devsync::report
