// SPDX-License-Identifier: Apache-2.0
#include "sync/report/plan_document.h"
#include "sync/core/row_details.h"

#include "sync/report/plan_head.h"
#include "sync/report/row_document.h"

#include <nlohmann/json.hpp>

namespace devsync::report {

void writePlanDocument(const engine::PreparedPlan& plan, const PlanContext& context, RowsShown rows,
                       const Sink& sink) {
    const Json head = planHeadJson(plan, context);
    if (rows == RowsShown::None)
        return sink(jsonText(head) + "\n");
    ListDocument document(head, "rows", sink);
    core::RowDetailsScratch scratch;
    for (std::uint32_t row = 0; row < plan.plan.rows.size(); ++row)
        if (rows == RowsShown::All || plan.plan.rows[row].planned())
            document.add(planRowJson(plan, core::describeRow(plan.inputs, plan.plan, row, scratch)));
    document.finish(Json::object());
}

} // namespace devsync::report
