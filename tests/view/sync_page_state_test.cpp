// SPDX-License-Identifier: Apache-2.0
// The rules of what is offered, over every combination of facts.
#include "ui/view/sync_page_state.h"

#include <QTest>

#include <functional>

using namespace devsync;
using view::Activity;
using view::Background;
using view::LeftOver;
using view::Placeholder;
using view::SyncPageFacts;
using view::SyncPageState;
using view::WhyNot;

namespace {

struct Plans {
    engine::PreparedPlan empty;
    engine::PreparedPlan full;
    engine::PreparedPlan refused;
    Plans() {
        full.plan.rows.resize(1);
        refused.plan.rows.resize(1);
        refused.refusal = core::Error{.kind = core::ErrorKind::SafetyLimit};
    }
};
const Plans kPlans;

using Check = std::function<bool(const SyncPageFacts&, const SyncPageState&)>;

void eachPlan(SyncPageFacts facts, const std::function<void(const SyncPageFacts&)>& use) {
    for (const engine::PreparedPlan* const plan :
         {static_cast<const engine::PreparedPlan*>(nullptr), &kPlans.empty, &kPlans.full, &kPlans.refused})
        for (const bool used : {false, true})
            for (const std::uint32_t shown : {0U, 1U})
                for (const bool verdict : {false, true}) {
                    facts.plan = plan;
                    facts.planUsed = used;
                    facts.rowsShown = shown;
                    facts.verdict = verdict ? std::optional(core::VerdictKind::Success) : std::nullopt;
                    use(facts);
                }
}

/// All 2 × 4 × 4 × 2 × 3 × 2 × 32 combinations.
void eachFacts(const std::function<void(const SyncPageFacts&)>& use) {
    for (int bits = 0; bits < 8; ++bits)
        for (int activity = 0; activity < 4; ++activity)
            for (int background = 0; background < 4; ++background)
                for (int leftOver = 0; leftOver < 3; ++leftOver)
                    eachPlan({.hasProfile = (bits & 1) != 0,
                              .activity = static_cast<Activity>(activity),
                              .background = static_cast<Background>(background),
                              .waitsForSlice = (bits & 2) != 0,
                              .leftOver = static_cast<LeftOver>(leftOver),
                              .executingElsewhere = (bits & 4) != 0},
                             use);
}

int violations(const Check& holds) {
    int broken = 0;
    eachFacts([&](const SyncPageFacts& facts) { broken += holds(facts, syncPageState(facts)) ? 0 : 1; });
    return broken;
}

bool isIdle(const SyncPageFacts& facts) {
    return facts.activity == Activity::Idle;
}

} // namespace

class SyncPageStateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void without_a_profile_nothing_is_offered() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     return facts.hasProfile
                            || (!state.compare.enabled && !state.run.enabled && !state.background.enabled
                                && state.placeholder == Placeholder::NoProfile);
                 }),
                 0);
    }

    void nothing_begins_while_something_goes_on() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     return isIdle(facts)
                            || (!state.compare.enabled && !state.run.enabled && !state.background.enabled);
                 }),
                 0);
    }

    void stop_is_there_as_soon_as_something_goes_on() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     const bool works = facts.activity == Activity::Comparing
                                        || facts.activity == Activity::Running
                                        || (isIdle(facts) && facts.background == Background::Working);
                     return state.stop.enabled == works;
                 }),
                 0);
    }

    void what_is_off_says_why() {
        QCOMPARE(violations([](const auto&, const SyncPageState& state) {
                     for (const view::Control& control :
                          {state.compare, state.run, state.background, state.stop, state.exportPlan})
                         if (!control.enabled && control.whyNot == WhyNot::None)
                             return false;
                     return true;
                 }),
                 0);
    }

    void reading_is_always_possible_in_between() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     return state.compare.enabled == (facts.hasProfile && isIdle(facts));
                 }),
                 0);
    }

    void a_run_waits_for_what_must_come_first() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     const bool blocked = facts.leftOver == LeftOver::Interrupted || facts.executingElsewhere
                                          || (facts.plan != nullptr && facts.plan->refusal);
                     return state.run.enabled == (facts.hasProfile && isIdle(facts) && !blocked);
                 }),
                 0);
    }

    void the_queue_waits_for_another_process_itself() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     const bool elsewhereOnly = facts.hasProfile && isIdle(facts) && facts.executingElsewhere
                                                && facts.leftOver != LeftOver::Interrupted;
                     return !elsewhereOnly
                            || (state.background.enabled
                                && state.background.whyNot == WhyNot::ExecutingElsewhere);
                 }),
                 0);
    }

    void a_second_press_says_that_it_joins() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     const bool open = state.background.enabled && facts.background != Background::None
                                       && !facts.executingElsewhere;
                     return !open || state.background.whyNot == WhyNot::JobWaits;
                 }),
                 0);
    }

    void the_reason_is_the_first_thing_to_mend() {
        QVERIFY(view::syncPageState({}).run.whyNot == WhyNot::NoProfile);
        QVERIFY(view::syncPageState({.hasProfile = true, .activity = Activity::Stopping}).run.whyNot
                == WhyNot::Stopping);
        QVERIFY(view::syncPageState({.hasProfile = true, .activity = Activity::Running}).run.whyNot
                == WhyNot::Busy);
        SyncPageFacts facts{.hasProfile = true,
                            .leftOver = LeftOver::Interrupted,
                            .executingElsewhere = true,
                            .plan = &kPlans.refused};
        QVERIFY(syncPageState(facts).run.whyNot == WhyNot::InterruptedRun);
        facts.leftOver = LeftOver::Stopped;
        QVERIFY(syncPageState(facts).run.whyNot == WhyNot::ExecutingElsewhere);
        facts.executingElsewhere = false;
        QVERIFY(syncPageState(facts).run.whyNot == WhyNot::Refused);
    }

    void the_table_is_there_exactly_when_it_has_rows() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     const bool rows = facts.hasProfile && facts.plan != nullptr && facts.rowsShown > 0;
                     return (state.placeholder == Placeholder::None) == rows;
                 }),
                 0);
    }

    void an_empty_table_says_why() {
        SyncPageFacts facts{.hasProfile = true};
        QVERIFY(syncPageState(facts).placeholder == Placeholder::NeverCompared);
        facts.activity = Activity::Comparing;
        QVERIFY(syncPageState(facts).placeholder == Placeholder::Reading);
        facts.activity = Activity::Idle;
        facts.plan = &kPlans.empty;
        QVERIFY(syncPageState(facts).placeholder == Placeholder::BothAgree);
        facts.plan = &kPlans.full;
        QVERIFY(syncPageState(facts).placeholder == Placeholder::NoMatches);
    }

    void closing_asks_only_while_a_run_writes() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     const bool writes =
                         facts.activity == Activity::Running || facts.activity == Activity::Stopping;
                     return state.closesFreely != writes;
                 }),
                 0);
    }

    void the_end_is_said_once_it_is_there() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     return state.showsVerdict == (isIdle(facts) && facts.verdict.has_value())
                            && state.showsResume == (isIdle(facts) && facts.leftOver != LeftOver::None);
                 }),
                 0);
    }

    void a_bar_moves_only_while_something_goes_on() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     return state.showsProgress
                            == (!isIdle(facts) || facts.background == Background::Working);
                 }),
                 0);
    }

    void numbers_of_a_used_plan_are_not_said_again() {
        QCOMPARE(violations([](const auto& facts, const auto& state) {
                     return state.showsPlanPoints == (facts.plan == nullptr || !facts.planUsed);
                 }),
                 0);
    }

    void a_number_is_asked_only_for_what_it_lifts() {
        engine::PreparedPlan plan;
        QVERIFY(!view::asksForNumber(plan));
        plan.limitsExceeded = {{.kind = core::LimitKind::Updates}, {.kind = core::LimitKind::Removals}};
        QVERIFY(view::asksForNumber(plan));
        plan.limitsExceeded.push_back({.kind = core::LimitKind::SideEmpty});
        QVERIFY(!view::asksForNumber(plan));
        plan.limitsExceeded.pop_back();
        plan.refusal = core::Error{.kind = core::ErrorKind::SafetyLimit};
        QVERIFY(!view::asksForNumber(plan));
    }

    void jobs_and_runs_as_facts() {
        QVERIFY(view::backgroundOf(nullptr) == Background::None);
        core::Job job;
        const std::array expected{Background::Waiting, Background::Working, Background::NeedsApproval,
                                  Background::Waiting, Background::Waiting, Background::None,
                                  Background::None,    Background::None};
        for (std::size_t state = 0; state < expected.size(); ++state) {
            job.state = static_cast<core::JobState>(state);
            QVERIFY(view::backgroundOf(&job) == expected[state]);
        }
        QVERIFY(view::leftOverOf(nullptr) == LeftOver::None);
        core::ListedRun run;
        const std::array left{LeftOver::Stopped, LeftOver::None, LeftOver::None, LeftOver::Interrupted};
        for (std::size_t condition = 0; condition < left.size(); ++condition) {
            run.condition = static_cast<core::RunCondition>(condition);
            QVERIFY(view::leftOverOf(&run) == left[condition]);
        }
    }
};

QTEST_GUILESS_MAIN(SyncPageStateTest)
#include "sync_page_state_test.moc"
