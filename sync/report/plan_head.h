// SPDX-License-Identifier: Apache-2.0
// The members of a plan document before its rows. Only for the files of sync/report.
#pragma once

#include "sync/report/json_text.h"
#include "sync/report/plan_document.h"

namespace devsync::report {

Json planHeadJson(const engine::PreparedPlan& plan, const PlanContext& context);

} // namespace devsync::report
