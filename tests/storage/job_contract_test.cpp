// SPDX-License-Identifier: Apache-2.0
// The queue of a state: one open job at most, changed only by whoever saw it as it is.
#include "tests/storage/store_fixture.h"

#include <QTest>
#include <memory>

using namespace devsync;
using namespace devsync::testing;
using core::ErrorKind;
using core::Job;
using core::JobAnswer;
using core::JobState;

class JobContractTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StoreFixture> m_fixture;

    JobAnswer add(const char* who = "ana@console") {
        return m_fixture->ask<JobAnswer>(
            core::AddJob{{.requestedBy = who, .requestedAt = core::Millis(1'234)}});
    }
    JobAnswer update(const Job& job) { return m_fixture->ask<JobAnswer>(core::UpdateJob{job}); }
    core::Jobs jobs(std::uint32_t limit = 100) {
        return m_fixture->ask<core::JobList>(core::ListJobs{limit}).jobs;
    }
    /// Every member holds something.
    static Job full(Job job) {
        job.state = JobState::Running;
        job.done = 3;
        job.total = 4'000'000'000U;
        job.worker = owner(7);
        job.leaseUntil = core::Millis(5'000'000'000'000);
        job.attempts = 2;
        job.nextTry = core::Millis(77);
        job.runId = "run-1";
        job.writes = 11;
        job.approved = 12;
        job.error = someError();
        job.verdict = core::VerdictKind::Interrupted;
        return job;
    }

private Q_SLOTS:
    void initTestCase_data() { StoreFixture::addBackends(); }

    void init() {
        QFETCH_GLOBAL(QString, backend);
        m_fixture = std::make_unique<StoreFixture>(backend);
    }

    void cleanup() { m_fixture.reset(); }

    void aNewQueueIsEmpty() { QVERIFY(jobs().empty()); }

    void anAddedJobWaits() {
        Job asked = full({.id = 99, .revision = 99});
        asked.requestedBy = "ana@console";
        const auto added = m_fixture->ask<JobAnswer>(core::AddJob{asked});
        QVERIFY(added.taken);
        const Job expected{.id = 1, .revision = 1, .requestedBy = "ana@console"};
        QVERIFY(added.job == expected);
        m_fixture->reopen();
        QVERIFY(jobs() == core::Jobs{expected});
    }

    void aSecondOneJoinsWhileTheFirstIsOpen_data() {
        QTest::addColumn<int>("state");
        for (int state = 0; state <= static_cast<int>(JobState::Cancelled); ++state) {
            QTest::newRow(core::jobStateName(static_cast<JobState>(state)).data()) << state;
        }
    }

    void aSecondOneJoinsWhileTheFirstIsOpen() {
        QFETCH(int, state);
        Job first = add().job;
        first.state = static_cast<JobState>(state);
        first = update(first).job;
        const JobAnswer second = add("bo@console");
        QCOMPARE(second.taken, core::isEnded(first.state));
        QCOMPARE(second.job.id, second.taken ? first.id + 1 : first.id);
        QCOMPARE(second.job.requestedBy, std::string(second.taken ? "bo@console" : "ana@console"));
        QCOMPARE(jobs().size(), std::size_t{second.taken ? 2U : 1U});
    }

    void everyMemberComesBack() {
        const Job changed = full(add().job);
        const JobAnswer answer = update(changed);
        QVERIFY(answer.taken);
        Job expected = changed;
        ++expected.revision;
        QVERIFY(answer.job == expected);
        m_fixture->reopen();
        QVERIFY(jobs() == core::Jobs{expected});
    }

    void membersCanBeTakenBack() {
        Job job = update(full(add().job)).job;
        job.worker.reset();
        job.leaseUntil.reset();
        job.nextTry.reset();
        job.error.reset();
        job.verdict.reset();
        const std::uint64_t revision = job.revision;
        job = update(job).job;
        QCOMPARE(job.revision, revision + 1);
        QVERIFY(!job.worker && !job.leaseUntil && !job.nextTry && !job.error && !job.verdict);
    }

    void whoRequestedItNeverChanges() {
        Job job = add().job;
        job.requestedBy = "somebody else";
        job.requestedAt = core::Millis(1);
        QVERIFY(update(job).taken);
        QCOMPARE(jobs().front().requestedBy, std::string("ana@console"));
        QVERIFY(jobs().front().requestedAt == core::Millis(1'234));
    }

    void ofTwoWhoSawTheSameOneWins() {
        Job mine = add().job;
        Job yours = mine;
        mine.worker = owner(1);
        yours.worker = owner(2);
        QVERIFY(update(mine).taken);
        const JobAnswer late = update(yours);
        QVERIFY(!late.taken);
        QVERIFY(late.job.worker == owner(1));
        QCOMPARE(late.job.revision, std::uint64_t{2});
        QVERIFY(jobs().front().worker == owner(1));
    }

    void anEndedJobNeverChanges() {
        Job job = add().job;
        job.state = JobState::Cancelled;
        job = update(job).job;
        job.state = JobState::Waiting;
        const JobAnswer late = update(job);
        QVERIFY(!late.taken);
        QVERIFY(late.job.state == JobState::Cancelled);
        QCOMPARE(late.job.revision, job.revision);
    }

    void anUnknownJobIsNotFound() {
        QVERIFY(m_fixture->errorOf({core::UpdateJob{{.id = 1, .revision = 1}}}) == ErrorKind::NotFound);
    }

    void theyAreListedNewestFirst() {
        for (int i = 0; i < 3; ++i) {
            Job job = add().job;
            job.state = JobState::Done;
            update(job);
        }
        const core::Jobs all = jobs();
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0].id, 3);
        QCOMPARE(all[2].id, 1);
        QCOMPARE(jobs(2).size(), std::size_t{2});
        QCOMPARE(jobs(2)[0].id, 3);
        QVERIFY(jobs(0).empty());
    }

    void aBatchThatFailsAddsNothing() {
        QVERIFY(m_fixture->errorOf({core::AddJob{}, core::Heartbeat{1}}) == ErrorKind::LeaseLost);
        QVERIFY(jobs().empty());
    }
};

QTEST_GUILESS_MAIN(JobContractTest)
#include "job_contract_test.moc"
