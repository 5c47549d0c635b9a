// SPDX-License-Identifier: Apache-2.0
// A record as the store keeps it in one column. What can be read is written and read again the same; a
// planned row that is well formed can also be shown, saved in a plan file and read from it.
#include "sync/core/journal_codec.h"
#include "sync/core/planned_change.h"
#include "sync/report/plan_file.h"
#include "sync/report/plan_hash.h"
#include "sync/report/plan_table.h"
#include "tests/fuzz/accounts.h"
#include "tests/report/report_world.h"

namespace devsync::fuzz {
namespace {

engine::PreparedPlan planOf(const core::PlannedChange& change, const core::Policy& policy) {
    engine::PreparedPlan plan;
    plan.inputs.policy = std::make_shared<const core::Policy>(policy);
    plan.inputs.saved = std::make_shared<const std::vector<core::PlannedChange>>(1, change);
    core::PlanCounts counts;
    counts.held = 1;
    plan.plan = core::planOfSaved(*plan.inputs.saved, {.counts = counts});
    return plan;
}

Broken judgeSaved(core::PlannedChange change) {
    static const devsync::testing::ReportWorld kWorld;
    if (!core::isWellFormed(change, kWorld.policy.mapping))
        return nullptr;
    change.row = 0;
    const engine::PreparedPlan plan = planOf(change, kWorld.policy);
    report::PlanContext context = kWorld.context;
    context.planSha256 = report::planSha256(plan, context.identity);
    const std::string table = report::planTable(plan, context, report::RowsShown::All, {});
    if (table.empty())
        return "a plan that is not shown";
    const std::string file = devsync::testing::collected(
        [&](const report::Sink& sink) { report::writePlanFile(plan, context, sink); });
    const auto read = report::readPlanFile(file, context.identity, kWorld.policy);
    if (!read)
        return "a saved row is refused";
    return *(*read)->inputs.saved == *plan.inputs.saved ? nullptr : "a saved row comes back changed";
}

Broken fuzzOne(std::string_view bytes) {
    if (const auto change = core::unpackPlannedChange(bytes)) {
        const auto again = core::unpackPlannedChange(core::pack(*change));
        if (!again || *again != *change)
            return "a planned row comes back changed";
        if (const Broken broken = judgeSaved(*change))
            return broken;
    }
    if (const auto error = core::unpackError(bytes)) {
        const auto again = core::unpackError(core::pack(*error));
        if (!again || *again != *error)
            return "an error comes back changed";
    }
    if (const auto row = core::unpackBaselineRow(bytes)) {
        const std::string packed = core::pack(*row);
        const auto again = core::unpackBaselineRow(packed);
        if (!again || core::pack(*again) != packed)
            return "a baseline row comes back changed";
    }
    return nullptr;
}

const Target kTarget{"packed_record", fuzzOne};

} // namespace
} // namespace devsync::fuzz
