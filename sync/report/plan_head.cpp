// SPDX-License-Identifier: Apache-2.0
#include "sync/report/plan_head.h"

#include "sync/report/names.h"
#include "sync/texts/limit_text.h"

#include <nlohmann/json.hpp>

namespace devsync::report {

namespace {

using core::Side;

Json sideJson(const engine::PreparedPlan& plan, const PlanContext& context, Side side) {
    Json json = Json::object();
    if (side == Side::Apigee)
        json["organization"] = context.identity.organization;
    else
        json["url"] = context.identity.portal;
    json["accounts"] = plan.accounts[side];
    const auto& offset = plan.clockOffsetMs[side];
    json["clock_offset_ms"] = offset ? Json(*offset) : Json(nullptr);
    return json;
}

Json countsJson(const core::PlanCounts& counts) {
    return {{"same", counts.same},
            {"create_portal_user", counts.createPortalUser},
            {"create_developer", counts.createDeveloper},
            {"update_portal_user", counts.updatePortalUser},
            {"update_developer", counts.updateDeveloper},
            {"update_both", counts.updateBoth},
            {"held", counts.held},
            {"excluded", counts.excluded},
            {"conflicts", counts.conflicts},
            {"differs_not_synchronised", counts.differsNotSynchronised}};
}

Json limitsJson(const std::vector<core::LimitExceeded>& limits) {
    Json exceeded = Json::array();
    for (const core::LimitExceeded& limit : limits) {
        const bool ofSide =
            limit.kind != core::LimitKind::Removals && limit.kind != core::LimitKind::Conflicts;
        exceeded.push_back({{"limit", limitName(limit.kind)},
                            {"side", ofSide ? Json(sideName(limit.side)) : Json(nullptr)},
                            {"count", limit.count},
                            {"allowed", limit.allowed},
                            {"message", texts::limitText(limit)}});
    }
    return {{"exceeded", exceeded}};
}

} // namespace

Json planHeadJson(const engine::PreparedPlan& plan, const PlanContext& context) {
    Json json = Json::object();
    json["schema"] = 1;
    json["kind"] = "plan";
    json["plan_sha256"] = context.planSha256;
    json["created_at"] = timeText(plan.createdAt);
    json["profile"] = context.profile;
    json["direction"] = directionName(plan.inputs.policy->direction);
    json["first_run"] = plan.plan.firstRun;
    json["apigee"] = sideJson(plan, context, Side::Apigee);
    json["portal"] = sideJson(plan, context, Side::Portal);
    json["counts"] = countsJson(plan.plan.counts);
    json["limits"] = limitsJson(plan.limitsExceeded);
    json["expected"] = {{"apigee_requests", plan.expected.requests.apigee},
                        {"portal_requests", plan.expected.requests.portal},
                        {"seconds", plan.expected.seconds}};
    return json;
}

} // namespace devsync::report
