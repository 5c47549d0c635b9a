// SPDX-License-Identifier: Apache-2.0
#include "ui/view/sync_page_state.h"

#include <algorithm>

namespace devsync::view {

namespace {

Control offered(WhyNot whyNot) {
    return {whyNot == WhyNot::None, whyNot};
}

/// What stands in the way of anything that reads or writes.
WhyNot obstacle(const SyncPageFacts& facts) {
    if (!facts.hasProfile)
        return WhyNot::NoProfile;
    if (facts.activity == Activity::Stopping)
        return WhyNot::Stopping;
    return facts.activity == Activity::Idle ? WhyNot::None : WhyNot::Busy;
}

/// What stands in the way of writing.
WhyNot writeObstacle(const SyncPageFacts& facts) {
    if (const WhyNot whyNot = obstacle(facts); whyNot != WhyNot::None)
        return whyNot;
    if (facts.leftOver == LeftOver::Interrupted)
        return WhyNot::InterruptedRun;
    if (facts.executingElsewhere)
        return WhyNot::ExecutingElsewhere;
    return facts.plan != nullptr && facts.plan->refusal ? WhyNot::Refused : WhyNot::None;
}

Control backgroundControl(const SyncPageFacts& facts) {
    const WhyNot whyNot = writeObstacle(facts);
    if (whyNot == WhyNot::ExecutingElsewhere) // the queue waits for it
        return {true, WhyNot::ExecutingElsewhere};
    if (whyNot == WhyNot::None && facts.background != Background::None)
        return {true, WhyNot::JobWaits};
    return offered(whyNot);
}

Control stopControl(const SyncPageFacts& facts) {
    if (facts.activity == Activity::Stopping)
        return {false, WhyNot::Stopping};
    const bool works = facts.activity != Activity::Idle || facts.background == Background::Working;
    return offered(works ? WhyNot::None : WhyNot::NothingRuns);
}

Placeholder placeholderOf(const SyncPageFacts& facts) {
    if (!facts.hasProfile)
        return Placeholder::NoProfile;
    if (facts.plan == nullptr)
        return facts.activity == Activity::Idle ? Placeholder::NeverCompared : Placeholder::Reading;
    if (facts.rowsShown > 0)
        return Placeholder::None;
    return facts.plan->plan.rows.empty() ? Placeholder::BothAgree : Placeholder::NoMatches;
}

} // namespace

SyncPageState syncPageState(const SyncPageFacts& facts) {
    const bool idle = facts.activity == Activity::Idle;
    return {.compare = offered(obstacle(facts)),
            .run = offered(writeObstacle(facts)),
            .background = backgroundControl(facts),
            .stop = stopControl(facts),
            .exportPlan = offered(facts.plan != nullptr ? WhyNot::None : WhyNot::NothingRuns),
            .placeholder = placeholderOf(facts),
            .showsPlanPoints = facts.plan == nullptr || !facts.planUsed,
            .showsProgress = !idle || facts.background == Background::Working,
            .showsVerdict = idle && facts.verdict.has_value(),
            .showsResume = idle && facts.leftOver != LeftOver::None,
            .closesFreely = facts.activity != Activity::Running && facts.activity != Activity::Stopping};
}

bool asksForNumber(const engine::PreparedPlan& plan) {
    return !plan.refusal && !plan.limitsExceeded.empty()
           && std::none_of(plan.limitsExceeded.begin(), plan.limitsExceeded.end(),
                           [](const core::LimitExceeded& limit) { return core::isAbsolute(limit.kind); });
}

Background backgroundOf(const core::Job* job) {
    if (job == nullptr || core::isEnded(job->state))
        return Background::None;
    if (job->state == core::JobState::Running)
        return Background::Working;
    return job->state == core::JobState::NeedsApproval ? Background::NeedsApproval : Background::Waiting;
}

LeftOver leftOverOf(const core::ListedRun* run) {
    if (run == nullptr)
        return LeftOver::None;
    switch (run->condition) {
    case core::RunCondition::Ended:
        return LeftOver::Stopped;
    case core::RunCondition::Interrupted:
        return LeftOver::Interrupted;
    case core::RunCondition::Executing:
    case core::RunCondition::Queued:
        return LeftOver::None;
    }
    return LeftOver::None;
}

} // namespace devsync::view
