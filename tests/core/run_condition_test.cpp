// SPDX-License-Identifier: Apache-2.0
// A run without an end is executing, queued or interrupted.
#include "sync/core/run_condition.h"

#include <QTest>

using namespace devsync::core;
using OwnerProcess = LeaseState::OwnerProcess;

namespace {

constexpr LeaseState kFree{};

LeaseState heldBy(OwnerProcess process) {
    return {.epoch = 1, .held = true, .process = process};
}

RunRecord run(const char* id, std::optional<std::uint32_t> left = std::nullopt, bool sealed = true) {
    RunRecord record{.header = {.id = id}, .sealed = sealed};
    if (left)
        record.end = RunEnd{.counts = {.planned = 9, .notStarted = *left}};
    return record;
}

Jobs jobOf(const char* id, JobState state) {
    return {{.id = 1, .state = state, .runId = id}};
}

RunCondition newest(const RunRecord& record, const LeaseState& lease, const Jobs& jobs = {}) {
    return withConditions({record, run("older")}, lease, jobs).front().condition;
}

} // namespace

class RunConditionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutAHolderItWasInterrupted() {
        QVERIFY(newest(run("a"), kFree) == RunCondition::Interrupted);
        QVERIFY(newest(run("a"), heldBy(OwnerProcess::Gone)) == RunCondition::Interrupted);
    }
    void whoHoldsTheLeaseExecutesTheNewest() {
        for (const auto process : {OwnerProcess::Alive, OwnerProcess::Unknown}) {
            const auto listed = withConditions({run("b"), run("a")}, heldBy(process), {});
            QVERIFY(listed[0].condition == RunCondition::Executing);
            QVERIFY(listed[1].condition == RunCondition::Interrupted);
        }
    }
    void anEndedRunIsEnded() {
        QVERIFY(newest(run("a", 0), heldBy(OwnerProcess::Alive)) == RunCondition::Ended);
        QVERIFY(newest(run("a", 4), kFree) == RunCondition::Ended);
    }
    void theQueueGoesOnWithItsRun() {
        for (const auto state : {JobState::Waiting, JobState::Running, JobState::Paused, JobState::Parked}) {
            QVERIFY(newest(run("a"), kFree, jobOf("a", state)) == RunCondition::Queued);
            QVERIFY(newest(run("a", 4), kFree, jobOf("a", state)) == RunCondition::Queued);
        }
        QVERIFY(newest(run("a"), heldBy(OwnerProcess::Alive), jobOf("a", JobState::Running))
                == RunCondition::Executing);
        QVERIFY(newest(run("a"), kFree, jobOf("a", JobState::Cancelled)) == RunCondition::Interrupted);
        QVERIFY(newest(run("a"), kFree, jobOf("b", JobState::Running)) == RunCondition::Interrupted);
        QVERIFY(newest(run("a", 0), kFree, jobOf("a", JobState::Running)) == RunCondition::Ended);
        QVERIFY(newest(run("a", std::nullopt, false), kFree, jobOf("a", JobState::Running))
                == RunCondition::Interrupted);
    }
    void unfinishedIsWhatCanBeGoneOnWith() {
        QVERIFY(isUnfinished(run("a")));
        QVERIFY(isUnfinished(run("a", 1)));
        QVERIFY(!isUnfinished(run("a", 0)));
        QVERIFY(!isUnfinished(run("a", std::nullopt, false)));
    }
};

QTEST_APPLESS_MAIN(RunConditionTest)
#include "run_condition_test.moc"
