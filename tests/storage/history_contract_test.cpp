// SPDX-License-Identifier: Apache-2.0
// What a later run finds: the list of runs, and what an earlier one left open (sync-rules 9.8).
#include "tests/storage/store_fixture.h"

#include <QTest>
#include <memory>

using namespace devsync;
using namespace devsync::testing;
using core::RowState;
using core::RowStep;

class HistoryContractTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StoreFixture> m_fixture;
    std::uint64_t m_epoch = 0;

    void require(core::StoreBatch batch) { QVERIFY(!m_fixture->errorOf(std::move(batch))); }
    void sealAndClaim(const std::string& run, std::uint32_t rows) {
        m_fixture->sealRun(m_epoch, run, rows);
        require({core::Claim{.epoch = m_epoch, .run = run, .first = 0, .count = rows}});
    }
    std::vector<core::OpenWork::Run> openWork() {
        return m_fixture->ask<core::OpenWork>(core::LoadOpenWork{}).runs;
    }

private Q_SLOTS:
    void initTestCase_data() { StoreFixture::addBackends(); }

    void init() {
        QFETCH_GLOBAL(QString, backend);
        m_fixture = std::make_unique<StoreFixture>(backend);
        m_epoch = m_fixture->takeLease();
    }

    void cleanup() { m_fixture.reset(); }

    void runsAreListedNewestFirst() {
        core::RunHeader second = runHeader("run-2");
        second.startedAt = core::Millis(1); // a clock that was set back changes nothing
        require({core::BeginRun{m_epoch, runHeader("run-1")}, core::BeginRun{m_epoch, second},
                 core::BeginRun{m_epoch, runHeader("run-0")}, core::EndRun{m_epoch, "run-1", runEnd()}});
        m_fixture->reopen();
        const auto runs = m_fixture->ask<core::Runs>(core::ListRuns{.limit = 10}).runs;
        QCOMPARE(runs.size(), std::size_t{3});
        QVERIFY(same(runs[0].header, runHeader("run-0")));
        QVERIFY(same(runs[1].header, second));
        QVERIFY(same(runs[2].header, runHeader("run-1")));
        QVERIFY(!runs[0].end && !runs[0].sealed);
        QVERIFY(runs[2].end && same(*runs[2].end, runEnd()));
        QCOMPARE(m_fixture->ask<core::Runs>(core::ListRuns{.limit = 2}).runs.size(), std::size_t{2});
        QVERIFY(m_fixture->ask<core::Runs>(core::ListRuns{.limit = 0}).runs.empty());
    }

    void theLastEndStands() {
        core::RunEnd later = runEnd(core::VerdictKind::Success);
        later.error.reset();
        require({core::BeginRun{m_epoch, runHeader("run-1")}, core::EndRun{m_epoch, "run-1", runEnd()}});
        require({core::EndRun{m_epoch, "run-1", later}});
        const auto runs = m_fixture->ask<core::Runs>(core::ListRuns{}).runs;
        QVERIFY(same(*runs.at(0).end, later));
    }

    void anEndedRunWithoutOpenRowsIsNoWork() {
        sealAndClaim("run-1", 2);
        require({core::RecordOutcomes{m_epoch, "run-1", {{.row = 0}, {.row = 1}}},
                 core::EndRun{m_epoch, "run-1", runEnd()}});
        QVERIFY(openWork().empty());
    }

    void aRunThatNeverEndedIsWorkEvenWithoutRows() {
        require({core::BeginRun{m_epoch, runHeader("run-1")}});
        m_fixture->reopen();
        const auto work = openWork();
        QCOMPARE(work.size(), std::size_t{1});
        QVERIFY(same(work[0].record.header, runHeader("run-1")));
        QVERIFY(!work[0].record.sealed);
        QVERIFY(work[0].open.empty());
    }

    void afterACrashClaimedRowsAreOpen() {
        m_fixture->sealRun(m_epoch, "run-1", 6);
        require({core::Claim{.epoch = m_epoch,
                             .run = "run-1",
                             .first = 0,
                             .count = 5,
                             .writeTimeout = core::Millis(9'000),
                             .wall = core::Millis(5)}});
        require({core::RecordOutcomes{m_epoch,
                                      "run-1",
                                      {{.row = 0, .state = RowState::Done},
                                       {.row = 2, .state = RowState::Done},
                                       {.row = 3, .state = RowState::Claimed, .step = RowStep::Second},
                                       {.row = 1, .state = RowState::Done}}}});
        m_fixture->reopen();
        const auto work = openWork();
        QCOMPARE(work.size(), std::size_t{1});
        QCOMPARE(work[0].open.size(), std::size_t{2});
        QVERIFY(work[0].open[0].change == plannedChange(3));
        QVERIFY(work[0].open[0].step == RowStep::Second);
        QVERIFY(work[0].open[1].change == plannedChange(4));
        QVERIFY(work[0].open[1].step == RowStep::First);
        QVERIFY(work[0].open[1].writeTimeout == core::Millis(9'000));
        QVERIFY(work[0].open[1].claimedAt == core::Millis(5));
        QCOMPARE(work[0].open[1].epoch, m_epoch);
        const core::RowsByState rows{1, 2, 3}; // not started, claimed, done
        QVERIFY(work[0].rows == rows);
        // Even rows create portal users, odd ones do not.
        const std::vector<std::string> created{"person0@example.com", "person2@example.com"};
        QVERIFY(work[0].createdUsers == created);
    }

    void aStartedTwoStepRowOutlivesTheEndOfItsRun_data() {
        QTest::addColumn<int>("state");
        QTest::newRow("given back") << static_cast<int>(RowState::NotStarted);
        QTest::newRow("claimed") << static_cast<int>(RowState::Claimed);
        QTest::newRow("failed") << static_cast<int>(RowState::Failed);
    }

    void aStartedTwoStepRowOutlivesTheEndOfItsRun() {
        QFETCH(int, state);
        sealAndClaim("run-1", 2);
        require(
            {core::RecordOutcomes{
                 m_epoch,
                 "run-1",
                 {{.row = 0}, {.row = 1, .state = static_cast<RowState>(state), .step = RowStep::Second}}},
             core::EndRun{m_epoch, "run-1", runEnd()}});
        const auto work = openWork();
        QCOMPARE(work.size(), std::size_t{1});
        QCOMPARE(work[0].open.size(), std::size_t{1});
        QCOMPARE(work[0].open[0].change.row, 1u);
        require({core::RecordOutcomes{m_epoch, "run-1", {{.row = 1, .state = RowState::Cancelled}}}});
        QVERIFY(openWork().empty());
    }

    void openWorkComesOldestFirst() {
        sealAndClaim("run-b", 1);
        sealAndClaim("run-a", 1);
        const auto work = openWork();
        QCOMPARE(work.size(), std::size_t{2});
        QCOMPARE(work[0].record.header.id, std::string("run-b"));
        QCOMPARE(work[1].record.header.id, std::string("run-a"));
    }

    void anotherWorkerSettlesWhatIsOpen() {
        sealAndClaim("run-1", 1);
        m_epoch = m_fixture->ask<core::LeaseState>(core::TakeLease{owner(200), m_epoch, 0}).epoch;
        require({core::RecordOutcomes{m_epoch, "run-1", {{.row = 0, .state = RowState::Done}}},
                 core::EndRun{m_epoch, "run-1", runEnd(core::VerdictKind::Interrupted)}});
        QVERIFY(openWork().empty());
    }
};

QTEST_GUILESS_MAIN(HistoryContractTest)
#include "history_contract_test.moc"
