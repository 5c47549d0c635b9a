// SPDX-License-Identifier: Apache-2.0
#include "sync/report/plan_file.h"

#include "sync/core/journal_codec.h"
#include "sync/core/planned_change.h"
#include "sync/core/row_details.h"
#include "sync/report/base64.h"
#include "sync/report/names.h"
#include "sync/report/plan_file_parts.h"
#include "sync/report/plan_hash.h"
#include "sync/report/plan_head.h"
#include "sync/report/row_document.h"
#include "sync/report/sha256.h"

#include <nlohmann/json.hpp>

namespace devsync::report {

namespace {

Json madeWith(const engine::PreparedPlan& plan, const PlanContext& context) {
    const core::Policy& policy = *plan.inputs.policy;
    const RuleHashes rules = ruleHashes(policy);
    return {{"rule_version", kRuleVersion},
            {"created_at_ms", plan.createdAt.count()},
            {"edition", context.identity.edition},
            {"endpoint", context.identity.endpoint},
            {"mapping_sha256", rules.mapping},
            {"scope_sha256", rules.scope},
            {"settings_sha256", rules.settings},
            {"direction_given", context.directionGiven},
            {"only", onlyName(policy.only)},
            {"offset_seconds", plan.plan.offsetSeconds},
            {"apigee_people", plan.people.apigee},
            {"portal_people", plan.people.portal},
            {"attribute_removals", plan.plan.counts.removals}};
}

} // namespace

void writePlanFile(const engine::PreparedPlan& plan, const PlanContext& context, const Sink& sink) {
    Sha256 hash;
    const Sink hashing = [&](std::string_view part) {
        hash.add(part);
        sink(part);
    };
    Json head = planHeadJson(plan, context);
    head[std::string(plan_file::kMadeWith)] = madeWith(plan, context);
    ListDocument document(head, "rows", hashing);
    core::RowDetailsScratch scratch;
    for (const core::PlannedRow planned : core::plannedRows(plan.plan)) {
        Json row = planRowJson(plan, core::describeRow(plan.inputs, plan.plan, planned.planRow, scratch));
        row[std::string(plan_file::kRecord)] =
            toBase64(core::pack(core::toPlannedChange(plan.inputs, plan.plan, planned, scratch)));
        document.add(row);
    }
    document.endList();
    sink(plan_file::kChecksumBegin);
    sink(hash.finish());
    sink(plan_file::kEnd);
}

} // namespace devsync::report
