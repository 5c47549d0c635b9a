// SPDX-License-Identifier: Apache-2.0
// The queue's decisions: over every small world for a worker's next step, and over every way a slice ends.
#include "sync/core/job_step.h"

#include <QTest>

#include <array>
#include <functional>

using namespace devsync::core;
using OwnerProcess = LeaseState::OwnerProcess;

namespace {

constexpr Millis kNow{1'000'000};
const LeaseOwner kSelf{.host = "here", .pid = 1, .processStart = 10};
const LeaseOwner kOther{.host = "there", .pid = 2, .processStart = 20};

constexpr std::array kStates{JobState::Waiting, JobState::Running,  JobState::NeedsApproval,
                             JobState::Paused,  JobState::Parked,   JobState::Done,
                             JobState::Failed,  JobState::Cancelled};
constexpr std::array kProcesses{OwnerProcess::Unknown, OwnerProcess::Alive, OwnerProcess::Gone};
constexpr std::array kRuns{JobRun::None, JobRun::Left, JobRun::Superseded, JobRun::Ended};
constexpr std::array kCauses{StopCause::None,        StopCause::Operator, StopCause::Terminated,
                             StopCause::Credentials, StopCause::Lost,     StopCause::Limit,
                             StopCause::BeforeWrite};

LedgerCounts counts(std::uint32_t done, std::uint32_t left, std::uint32_t failed = 0) {
    return {.planned = done + left + failed, .done = done, .failed = failed, .notStarted = left};
}

Error errorOf(ErrorKind kind) {
    return {.kind = kind};
}

SliceEnd failure(StopCause cause, ErrorKind kind) {
    return {.cause = cause,
            .verdict = judge({.cause = cause, .error = kind, .leaseTaken = kind == ErrorKind::LeaseTaken}),
            .error = errorOf(kind)};
}

/// Every cause with and without a begun run, whole and partly, and with errors of each class.
std::vector<SliceEnd> everyEnd() {
    std::vector<SliceEnd> ends;
    for (const StopCause cause : kCauses)
        for (const bool begun : {false, true})
            for (const std::uint32_t left : {0U, 5U})
                for (const std::uint32_t failed : {0U, 1U})
                    for (const bool lifts : {false, true})
                        for (const ErrorKind kind : {ErrorKind::LeaseTaken, ErrorKind::PlanOutdated,
                                                     ErrorKind::SideLost, ErrorKind::SignInRefused}) {
                            SliceEnd end = failure(cause, kind);
                            end.begun = begun;
                            end.counts = begun ? counts(7, left, failed) : LedgerCounts{};
                            end.numberLifts = lifts;
                            end.writes = 12;
                            ends.push_back(end);
                        }
    return ends;
}

void forEveryJob(const std::function<void(const Job&, OwnerProcess)>& check) {
    for (const JobState state : kStates)
        for (const std::optional<LeaseOwner>& worker : {std::optional<LeaseOwner>(), {kSelf}, {kOther}})
            for (const OwnerProcess process : kProcesses)
                for (const std::optional<Millis> lease :
                     {std::optional<Millis>(), {kNow}, {kNow + Millis(1)}})
                    for (const std::optional<Millis> next :
                         {std::optional<Millis>(), {kNow}, {kNow + Millis(1)}})
                        check({.id = 1,
                               .state = state,
                               .worker = worker,
                               .leaseUntil = lease,
                               .nextTry = next,
                               .runId = "run"},
                              process);
}

Job running() {
    return {.id = 1, .state = JobState::Running, .worker = kSelf, .leaseUntil = kNow, .runId = "run"};
}

RunRecord record(const char* id, bool sealed, std::optional<std::uint32_t> left) {
    RunRecord run{.header = {.id = id}, .sealed = sealed};
    if (left)
        run.end = RunEnd{.counts = counts(3, *left)};
    return run;
}

} // namespace

Q_DECLARE_METATYPE(devsync::core::SliceEnd)

class JobStepTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStepIsTakenExactlyWhenTheJobIsFree() {
        forEveryJob([](const Job& job, OwnerProcess process) {
            const bool forWorkers = job.state == JobState::Waiting || job.state == JobState::Running;
            const bool anothers = job.worker == kOther;
            const bool silentTooLong = !job.leaseUntil || *job.leaseUntil <= kNow;
            const bool held =
                anothers
                && (process == OwnerProcess::Alive || (process == OwnerProcess::Unknown && !silentTooLong));
            const bool due = !job.nextTry || *job.nextTry <= kNow;
            for (const JobRun run : kRuns)
                for (const bool others : {false, true}) {
                    const JobStep step = nextStep(job, {kNow, kSelf, process, others, run});
                    QCOMPARE(step != JobStep::Nothing, forWorkers && !held && due && !others);
                }
        });
    }

    void theRunSaysWhichStep() {
        const Job job{.id = 1, .runId = "run"};
        const auto step = [&](JobRun run) { return nextStep(job, {.now = kNow, .self = kSelf, .run = run}); };
        QVERIFY(step(JobRun::None) == JobStep::Start);
        QVERIFY(step(JobRun::Left) == JobStep::GoOn);
        QVERIFY(step(JobRun::Superseded) == JobStep::Start);
        QVERIFY(step(JobRun::Ended) == JobStep::Finish);
    }

    void theStoreSaysWhatBecameOfTheRun() {
        const Job job{.id = 1, .runId = "run"};
        QVERIFY(jobRun({}, {record("run", true, 1)}) == JobRun::None);
        QVERIFY(jobRun(job, {}) == JobRun::None);
        QVERIFY(jobRun(job, {record("other", true, 1)}) == JobRun::None);
        QVERIFY(jobRun(job, {record("run", false, std::nullopt)}) == JobRun::None);
        QVERIFY(jobRun(job, {record("run", false, 4)}) == JobRun::None); // a limit stopped it
        QVERIFY(jobRun(job, {record("run", true, std::nullopt)}) == JobRun::Left);
        QVERIFY(jobRun(job, {record("run", true, 4)}) == JobRun::Left);
        QVERIFY(jobRun(job, {record("run", true, 0)}) == JobRun::Ended);
        QVERIFY(jobRun(job, {record("other", true, 0), record("run", true, 4)}) == JobRun::Superseded);
        QVERIFY(jobRun(job, {record("other", true, 0), record("run", true, 0)}) == JobRun::Ended);
    }

    void aClaimedJobIsOurs() {
        const JobFacts facts{.now = kNow, .self = kSelf, .worker = OwnerProcess::Gone, .run = JobRun::Left};
        Job job = running();
        job.worker = kOther;
        job.done = 3;
        job.total = 9;
        job.nextTry = kNow;
        const Job same = claimed(job, facts, "run");
        QVERIFY(same.state == JobState::Running && same.worker == kSelf && !same.nextTry);
        QVERIFY(*same.leaseUntil > kNow);
        QCOMPARE(same.done, 3U);
        const Job fresh = claimed(job, facts, "another");
        QCOMPARE(fresh.runId, std::string("another"));
        QCOMPARE(fresh.done + fresh.total, 0U);
    }

    void afterASliceEveryJobIsInOrder() {
        for (const SliceEnd& end : everyEnd())
            for (const JobState state : kStates) {
                Job job = running();
                job.state = state;
                const Job next = afterSlice(job, end, kNow);
                if (isEnded(state)) {
                    QVERIFY(next == job); // cancelled meanwhile
                    continue;
                }
                QVERIFY(next.state == JobState::Running || (!next.worker && !next.leaseUntil));
                QVERIFY(!next.nextTry || (next.state == JobState::Waiting && *next.nextTry > kNow));
                QVERIFY(next.verdict.has_value() == isEnded(next.state));
                QVERIFY(state != JobState::Paused || next.state == JobState::Paused || isEnded(next.state));
                QVERIFY(next.state != JobState::NeedsApproval || end.cause == StopCause::Limit);
                QVERIFY(next.state != JobState::Cancelled);
                QVERIFY(!isEnded(next.state) || (end.cause == StopCause::None && end.counts.notStarted == 0));
                QVERIFY(next.state != JobState::Parked || next.error);
                QVERIFY(next.done <= next.total);
            }
    }

    void howASliceEnds_data() {
        QTest::addColumn<SliceEnd>("end");
        QTest::addColumn<int>("state");
        const auto row = [](const char* name, const SliceEnd& end, JobState state) {
            QTest::newRow(name) << end << static_cast<int>(state);
        };
        row("rows are left", {.begun = true, .counts = counts(200, 300)}, JobState::Running);
        row("all done", {.begun = true, .counts = counts(200, 0)}, JobState::Done);
        row("nothing to do", {.begun = true}, JobState::Done);
        row("a row failed", {.begun = true, .counts = counts(200, 0, 1)}, JobState::Failed);
        row("a limit that a number lifts", {.begun = true, .cause = StopCause::Limit, .writes = 120},
            JobState::NeedsApproval);
        row("a limit that none lifts", {.begun = true, .cause = StopCause::Limit, .numberLifts = false},
            JobState::Parked);
        row("stopped by a person", {.begun = true, .cause = StopCause::Operator, .counts = counts(1, 9)},
            JobState::Paused);
        row("console closed", {.begun = true, .cause = StopCause::Terminated, .counts = counts(1, 9)},
            JobState::Waiting);
        row("another run executes", failure(StopCause::BeforeWrite, ErrorKind::LeaseTaken),
            JobState::Waiting);
        row("no answer", failure(StopCause::BeforeWrite, ErrorKind::NetworkRefused), JobState::Waiting);
        row("lost midway", failure(StopCause::Lost, ErrorKind::SideLost), JobState::Waiting);
        row("rules changed", failure(StopCause::BeforeWrite, ErrorKind::PlanOutdated), JobState::Waiting);
        row("wrong password", failure(StopCause::BeforeWrite, ErrorKind::SignInRefused), JobState::Parked);
        row("refused midway", failure(StopCause::Credentials, ErrorKind::SignInRefused), JobState::Parked);
    }

    void howASliceEnds() {
        QFETCH(SliceEnd, end);
        QFETCH(int, state);
        const Job next = afterSlice(running(), end, kNow);
        QCOMPARE(static_cast<int>(next.state), state);
        QCOMPARE(next.writes, end.writes);
        if (end.begun && end.cause != StopCause::Limit) {
            QCOMPARE(next.total, end.counts.planned);
            QCOMPARE(next.done, end.counts.planned - end.counts.notStarted);
        }
    }

    void whoWaitsForALeaseHasNotFailed() {
        const Job next = afterSlice(running(), failure(StopCause::BeforeWrite, ErrorKind::LeaseTaken), kNow);
        QCOMPARE(next.attempts, 0U);
        QCOMPARE(next.runId, std::string("run"));
        QVERIFY(*next.nextTry <= kNow + Millis(60'000));
    }

    void outdatedRulesMeanANewComparison() {
        const Job next =
            afterSlice(running(), failure(StopCause::BeforeWrite, ErrorKind::PlanOutdated), kNow);
        QVERIFY(next.runId.empty());
    }

    void repeatedFailureWaitsLongerAndIsParked() {
        Job job = running();
        Millis waited{};
        int failures = 0;
        while (job.state != JobState::Parked && failures < 100) {
            job.state = JobState::Running;
            job = afterSlice(job, failure(StopCause::Lost, ErrorKind::SideLost), kNow);
            ++failures;
            if (job.nextTry) {
                QVERIFY(*job.nextTry - kNow > waited || waited >= Millis(1'800'000));
                waited = *job.nextTry - kNow;
            }
        }
        QCOMPARE(failures, 8);
    }

    void aSliceThatMovedNothingHasFailed() {
        Job job = afterSlice(running(), {.begun = true, .counts = counts(10, 1)}, kNow);
        QVERIFY(job.state == JobState::Running && job.attempts == 0);
        job = afterSlice(job, {.begun = true, .counts = counts(10, 1)}, kNow);
        QVERIFY(job.state == JobState::Waiting && job.nextTry);
        QCOMPARE(job.attempts, 1U);
    }

    void successForgetsFailures() {
        Job job = running();
        job.attempts = 5;
        job.error = errorOf(ErrorKind::SideLost);
        const Job next = afterSlice(job, {.begun = true, .counts = counts(10, 1)}, kNow);
        QCOMPARE(next.attempts, 0U);
        QVERIFY(!next.error);
    }

    void aRunThatEndedByAnotherHand() {
        QVERIFY(afterRun(running(), counts(3, 0)).state == JobState::Done);
        QVERIFY(afterRun(running(), counts(3, 0, 1)).state == JobState::Failed);
        LedgerCounts discarded = counts(3, 0);
        discarded.cancelled = 2;
        QVERIFY(afterRun(running(), discarded).state == JobState::Cancelled);
    }

    void givenBackItWaits() {
        const Job waiting = givenBack(running());
        QVERIFY(waiting.state == JobState::Waiting && !waiting.worker && !waiting.leaseUntil);
        for (const JobState state : kStates)
            if (state != JobState::Running)
                QVERIFY(givenBack({.state = state}).state == state);
    }

    void commandsByState_data() {
        QTest::addColumn<int>("command");
        QTest::addColumn<QString>("after"); // of each state in order; "-" is a refusal
        QTest::newRow("pause") << int(JobCommand::Pause) << "paused paused - paused - - - -";
        QTest::newRow("resume") << int(JobCommand::Resume) << "waiting running - waiting waiting - - -";
        QTest::newRow("cancel") << int(JobCommand::Cancel)
                                << "cancelled cancelled cancelled cancelled cancelled - - -";
        QTest::newRow("approve") << int(JobCommand::Approve) << "- - waiting - - - - -";
    }

    void commandsByState() {
        QFETCH(int, command);
        QFETCH(QString, after);
        QStringList found;
        for (const JobState state : kStates) {
            const auto next =
                afterCommand({.id = 1, .state = state, .writes = 5}, static_cast<JobCommand>(command), 5);
            found << (next ? QString::fromStdString(std::string(jobStateName(next->state)))
                           : QStringLiteral("-"));
            QVERIFY(next || next.error().kind == ErrorKind::Usage);
        }
        QCOMPARE(found.join(QLatin1Char(' ')), after);
    }

    void anApprovalCoversWhatWasShown() {
        const Job job{.id = 1, .state = JobState::NeedsApproval, .writes = 120};
        QVERIFY(!afterCommand(job, JobCommand::Approve, 119));
        QCOMPARE(afterCommand(job, JobCommand::Approve, 120)->approved, std::uint64_t{120});
        const Job stopped =
            afterSlice(running(), {.begun = true, .cause = StopCause::Limit, .writes = 500}, kNow);
        QCOMPARE(stopped.approved, std::uint64_t{0});
    }

    void resumedItIsTriedAtOnce() {
        const auto job =
            afterCommand({.state = JobState::Parked, .attempts = 8, .nextTry = kNow}, JobCommand::Resume);
        QVERIFY(job && job->attempts == 0 && !job->nextTry);
    }

    void askedAgainOnlyAParkedOneMoves() {
        for (const JobState state : kStates) {
            const Job job{.id = 1, .state = state, .attempts = 3};
            const Job again = askedAgain(job);
            QCOMPARE(again == job, state != JobState::Parked);
        }
        QVERIFY(askedAgain({.state = JobState::Parked}).state == JobState::Waiting);
    }

    void slicesAreSmallButNotManyThousands() {
        QCOMPARE(sliceRows({}), 200U);
        QCOMPARE(sliceRows({.total = 20'000}), 200U);
        QCOMPARE(sliceRows({.total = 1'000'000}), 10'000U);
    }
};

QTEST_APPLESS_MAIN(JobStepTest)
#include "job_step_test.moc"
