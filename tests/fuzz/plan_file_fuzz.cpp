// SPDX-License-Identifier: Apache-2.0
// A saved plan. The checksum is mended first, so that what lies behind it is reached.
#include "sync/core/planned_change.h"
#include "sync/report/plan_file.h"
#include "sync/report/plan_hash.h"
#include "sync/report/sha256.h"
#include "tests/fuzz/accounts.h"
#include "tests/report/report_world.h"

namespace devsync::fuzz {
namespace {

constexpr std::string_view kChecksumBegin = ",\n\"file_sha256\":\"";

std::string withChecksum(std::string_view bytes) {
    const std::string_view covered = bytes.substr(0, bytes.rfind(kChecksumBegin));
    report::Sha256 hash;
    hash.add(covered);
    return std::string(covered) + std::string(kChecksumBegin) + hash.finish() + "\"}\n";
}

Broken fuzzOne(std::string_view bytes) {
    static const devsync::testing::ReportWorld kWorld;
    const auto read = report::readPlanFile(withChecksum(bytes), kWorld.context.identity, kWorld.policy);
    if (!read)
        return judgeError(read.error());
    const engine::PreparedPlan& plan = **read;
    for (const core::PlannedChange& change : *plan.inputs.saved)
        if (!core::isWellFormed(change, plan.inputs.policy->mapping))
            return "a row of an accepted plan is not well formed";
    report::PlanContext context = kWorld.context;
    context.planSha256 = report::planSha256(plan, context.identity);
    const std::string again = devsync::testing::collected(
        [&](const report::Sink& sink) { report::writePlanFile(plan, context, sink); });
    const auto second = report::readPlanFile(again, kWorld.context.identity, kWorld.policy);
    return second && *(*second)->inputs.saved == *plan.inputs.saved
               ? nullptr
               : "a plan does not survive saving it again";
}

const Target kTarget{"plan_file", fuzzOne};

} // namespace
} // namespace devsync::fuzz
