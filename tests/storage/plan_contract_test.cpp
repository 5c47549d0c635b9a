// SPDX-License-Identifier: Apache-2.0
// The way of a plan through the store: begun, added, sealed, claimed, recorded (architecture, section 4).
#include "tests/storage/store_fixture.h"

#include <QTest>
#include <memory>

using namespace devsync;
using namespace devsync::testing;
using core::ErrorKind;
using core::RowState;
using core::RowStep;

class PlanContractTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StoreFixture> m_fixture;
    std::uint64_t m_epoch = 0;
    const std::string m_run = "run-1";

    core::Claim claimOf(std::uint32_t first, std::uint32_t count) const {
        return {.epoch = m_epoch,
                .run = m_run,
                .first = first,
                .count = count,
                .writeTimeout = core::Millis(30'000),
                .wall = core::Millis(1'700'000'000'777)};
    }
    std::vector<core::StoredRow> claim(std::uint32_t first, std::uint32_t count) {
        return m_fixture->ask<core::ClaimedRows>(claimOf(first, count)).rows;
    }
    std::optional<ErrorKind> record(core::RowOutcome outcome) {
        return m_fixture->errorOf({core::RecordOutcomes{m_epoch, m_run, {std::move(outcome)}}});
    }
    core::StoredRow row(std::uint32_t number) {
        return m_fixture->ask<core::RunRows>(core::LoadRun{m_run}).rows.at(number);
    }

private Q_SLOTS:
    void initTestCase_data() { StoreFixture::addBackends(); }

    void init() {
        QFETCH_GLOBAL(QString, backend);
        m_fixture = std::make_unique<StoreFixture>(backend);
        m_epoch = m_fixture->takeLease();
    }

    void cleanup() { m_fixture.reset(); }

    void rowsComeBackAsTheyWereAdded() {
        m_fixture->sealRun(m_epoch, m_run, 4);
        m_fixture->reopen();
        const auto loaded = m_fixture->ask<core::RunRows>(core::LoadRun{m_run});
        QCOMPARE(loaded.rows.size(), std::size_t{4});
        for (std::uint32_t i = 0; i < 4; ++i) {
            QVERIFY(same(loaded.rows[i], core::StoredRow{.change = plannedChange(i)}));
        }
        core::RunHeader header = runHeader(m_run);
        header.planSha256 = "abc123";
        QVERIFY(same(loaded.record.header, header));
        QVERIFY(loaded.record.sealed);
        QVERIFY(!loaded.record.end);
    }

    void aPlanWithoutRowsCanBeSealed() {
        m_fixture->sealRun(m_epoch, m_run, 0);
        QVERIFY(claim(0, 10).empty());
    }

    void aRunBeginsOnce() {
        const core::BeginRun begin{m_epoch, runHeader(m_run)};
        QVERIFY(!m_fixture->errorOf({begin}));
        QVERIFY(m_fixture->errorOf({begin}) == ErrorKind::Internal);
    }

    void anUnknownRunIsNotFound() {
        QVERIFY(m_fixture->errorOf({core::AddPlanRows{m_epoch, m_run, {}}}) == ErrorKind::NotFound);
        QVERIFY(m_fixture->errorOf({core::SealPlan{m_epoch, m_run, "", 0}}) == ErrorKind::NotFound);
        QVERIFY(m_fixture->errorOf({claimOf(0, 1)}) == ErrorKind::NotFound);
        QVERIFY(m_fixture->errorOf({core::RecordOutcomes{m_epoch, m_run, {}}}) == ErrorKind::NotFound);
        QVERIFY(m_fixture->errorOf({core::EndRun{m_epoch, m_run, {}}}) == ErrorKind::NotFound);
        QVERIFY(m_fixture->errorOf({core::LoadRun{m_run}}) == ErrorKind::NotFound);
    }

    void anUnknownRowIsNotFound() {
        m_fixture->sealRun(m_epoch, m_run, 2);
        QVERIFY(record({.row = 2}) == ErrorKind::NotFound);
    }

    void aRowIsAddedOnceAndBeforeSealing() {
        m_fixture->sealRun(m_epoch, m_run, 2);
        QVERIFY(m_fixture->errorOf({core::AddPlanRows{m_epoch, m_run, plannedChanges(2, 1)}})
                == ErrorKind::Internal);
        QVERIFY(!m_fixture->errorOf({core::BeginRun{m_epoch, runHeader("run-2")}}));
        const core::AddPlanRows add{m_epoch, "run-2", plannedChanges(0, 1)};
        QVERIFY(!m_fixture->errorOf({add}));
        QVERIFY(m_fixture->errorOf({add}) == ErrorKind::Internal);
    }

    void sealingChecksTheRows() {
        QVERIFY(!m_fixture->errorOf({core::BeginRun{m_epoch, runHeader(m_run)},
                                     core::AddPlanRows{m_epoch, m_run, plannedChanges(0, 2)},
                                     core::AddPlanRows{m_epoch, m_run, plannedChanges(3, 1)}}));
        const auto seal = [&](std::uint32_t rows) {
            return m_fixture->errorOf({core::SealPlan{m_epoch, m_run, "abc123", rows}});
        };
        QVERIFY(seal(3) == ErrorKind::Internal); // row 2 is missing
        QVERIFY(seal(4) == ErrorKind::Internal);
        QVERIFY(m_fixture->errorOf({claimOf(0, 4)}) == ErrorKind::Internal);
        QVERIFY(!m_fixture->errorOf({core::AddPlanRows{m_epoch, m_run, plannedChanges(2, 1)}}));
        QVERIFY(!seal(4));
        QVERIFY(!seal(4));
        QVERIFY(seal(3) == ErrorKind::Internal);
        QVERIFY(m_fixture->errorOf({core::SealPlan{m_epoch, m_run, "other", 4}}) == ErrorKind::Internal);
        QCOMPARE(m_fixture->ask<core::RunRows>(core::LoadRun{m_run}).record.header.planSha256,
                 std::string("abc123"));
    }

    void anOpenPlanCannotBeClaimed() {
        QVERIFY(!m_fixture->errorOf({core::BeginRun{m_epoch, runHeader(m_run)},
                                     core::AddPlanRows{m_epoch, m_run, plannedChanges(0, 2)}}));
        QVERIFY(m_fixture->errorOf({claimOf(0, 2)}) == ErrorKind::Internal);
        QVERIFY(row(0).state == RowState::NotStarted);
    }

    void aClaimAnswersTheRowsAsStored() {
        m_fixture->sealRun(m_epoch, m_run, 10);
        const auto rows = claim(3, 4);
        QCOMPARE(rows.size(), std::size_t{4});
        for (std::uint32_t i = 0; i < 4; ++i) {
            const core::StoredRow expected{.change = plannedChange(3 + i),
                                           .state = RowState::Claimed,
                                           .claimedAt = core::Millis(1'700'000'000'777),
                                           .writeTimeout = core::Millis(30'000),
                                           .epoch = m_epoch};
            QVERIFY(same(rows[i], expected));
            QVERIFY(same(row(3 + i), expected));
        }
        QVERIFY(row(2).state == RowState::NotStarted);
        QVERIFY(row(7).state == RowState::NotStarted);
    }

    void noRowIsClaimedTwice() {
        m_fixture->sealRun(m_epoch, m_run, 6);
        QCOMPARE(claim(0, 2).size(), std::size_t{2});
        QVERIFY(!record({.row = 3, .state = RowState::Cancelled}));
        const auto rest = claim(0, 0xFFFF'FFFF);
        QCOMPARE(rest.size(), std::size_t{3});
        QCOMPARE(rest[0].change.row, 2u);
        QCOMPARE(rest[1].change.row, 4u);
        QCOMPARE(rest[2].change.row, 5u);
        QVERIFY(claim(0, 6).empty());
        m_fixture->reopen();
        QVERIFY(claim(0, 6).empty());
        QVERIFY(claim(0xFFFF'FFFF, 0xFFFF'FFFF).empty());
    }

    void anotherWorkerClaimsWhatIsLeft() {
        m_fixture->sealRun(m_epoch, m_run, 3);
        QCOMPARE(claim(0, 1).size(), std::size_t{1});
        m_epoch = m_fixture->ask<core::LeaseState>(core::TakeLease{owner(200), m_epoch, 0}).epoch;
        const auto rows = claim(0, 3);
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0].epoch, m_epoch);
        QCOMPARE(row(0).epoch, m_epoch - 1);
    }

    void outcomesAreKept() {
        m_fixture->sealRun(m_epoch, m_run, 2);
        claim(0, 2);
        QVERIFY(!record({.row = 0, .state = RowState::Done}));
        QVERIFY(!record({.row = 1, .state = RowState::Failed, .error = someError()}));
        QVERIFY(row(0).state == RowState::Done);
        QVERIFY(!row(0).error);
        QVERIFY(row(1).state == RowState::Failed);
        QVERIFY(row(1).error == someError());
        QVERIFY(row(1).change == plannedChange(1));
    }

    void aFinalStateNeverGoesBack() {
        m_fixture->sealRun(m_epoch, m_run, 1);
        claim(0, 1);
        QVERIFY(!record({.row = 0, .state = RowState::Failed, .error = someError()}));
        for (const RowState state : {RowState::NotStarted, RowState::Claimed, RowState::Done}) {
            QVERIFY(!record({.row = 0, .state = state, .step = RowStep::Second}));
            QVERIFY(row(0).state == RowState::Failed);
            QVERIFY(row(0).step == RowStep::First);
            QVERIFY(row(0).error == someError());
        }
    }

    void theSecondStepKeepsTheRowOpenUntilItEnds() {
        m_fixture->sealRun(m_epoch, m_run, 1);
        claim(0, 1);
        QVERIFY(!record({.row = 0, .state = RowState::Claimed, .step = RowStep::Second}));
        QVERIFY(row(0).state == RowState::Claimed);
        QVERIFY(row(0).step == RowStep::Second);
        QVERIFY(!record({.row = 0, .state = RowState::Done, .step = RowStep::First}));
        QVERIFY(row(0).state == RowState::Done);
        QVERIFY(row(0).step == RowStep::Second); // a step never goes back
    }

    void aFailedSecondStepMayStillSucceed() {
        m_fixture->sealRun(m_epoch, m_run, 1);
        claim(0, 1);
        QVERIFY(
            !record({.row = 0, .state = RowState::Failed, .step = RowStep::Second, .error = someError()}));
        QVERIFY(row(0).error == someError());
        QVERIFY(claim(0, 1).empty());
        QVERIFY(!record({.row = 0, .state = RowState::Done, .step = RowStep::Second}));
        QVERIFY(row(0).state == RowState::Done);
        QVERIFY(!row(0).error);
        QVERIFY(!record({.row = 0, .state = RowState::Failed, .step = RowStep::Second}));
        QVERIFY(row(0).state == RowState::Done);
    }

    void aClaimCanBeGivenBack() {
        m_fixture->sealRun(m_epoch, m_run, 1);
        claim(0, 1);
        QVERIFY(!record({.row = 0, .state = RowState::NotStarted}));
        QCOMPARE(claim(0, 1).size(), std::size_t{1});
    }

    void operationsSeeEarlierOnesOfTheirBatch() {
        m_fixture->sealRun(m_epoch, m_run, 4);
        claim(0, 2);
        const auto result =
            m_fixture->perform({core::RecordOutcomes{m_epoch, m_run, {{.row = 0}, {.row = 1}}}, claimOf(1, 2),
                                core::LoadRun{m_run}});
        QVERIFY(result.has_value());
        QVERIFY(std::holds_alternative<core::Stored>(result->at(0)));
        QCOMPARE(std::get<core::ClaimedRows>(result->at(1)).rows.size(), std::size_t{1});
        const auto& rows = std::get<core::RunRows>(result->at(2)).rows;
        QVERIFY(rows[0].state == RowState::Done);
        QVERIFY(rows[2].state == RowState::Claimed);
        QVERIFY(rows[3].state == RowState::NotStarted);
    }

    void nothingOfAFailedBatchIsStored() {
        m_fixture->sealRun(m_epoch, m_run, 3);
        claim(0, 1);
        const core::BaselineRow baseline = baselineRow("a@example.com", 1, 1);
        const core::StoreBatch batch = {core::Heartbeat{m_epoch},
                                        core::RecordOutcomes{m_epoch, m_run, {{.row = 0}}},
                                        core::SaveBaseline{m_epoch, {baseline}},
                                        claimOf(1, 1),
                                        core::BeginRun{m_epoch, runHeader("run-2")},
                                        core::EndRun{m_epoch, m_run, runEnd()},
                                        core::RecordOutcomes{m_epoch, m_run, {{.row = 1}, {.row = 99}}}};
        QVERIFY(m_fixture->errorOf(batch) == ErrorKind::NotFound);
        QCOMPARE(m_fixture->ask<core::LeaseState>(core::ReadLease{}).beat, 0u);
        QVERIFY(row(0).state == RowState::Claimed);
        QVERIFY(row(1).state == RowState::NotStarted);
        QVERIFY(m_fixture->ask<core::BaselineEntries>(core::LoadBaseline{}).entries.empty());
        const auto runs = m_fixture->ask<core::Runs>(core::ListRuns{}).runs;
        QCOMPARE(runs.size(), std::size_t{1});
        QVERIFY(!runs[0].end);
        // The store goes on as if the batch had never been.
        QCOMPARE(claim(1, 1).size(), std::size_t{1});
    }

    void anEmptyBatchIsAnswered() {
        const auto result = m_fixture->perform({});
        QVERIFY(result.has_value());
        QVERIFY(result->empty());
    }

    void aLargePlanComesInChunks() {
        constexpr std::uint32_t kChunk = storage::kMaxPlanRowsAnOperation;
        QVERIFY(m_fixture->errorOf({core::BeginRun{m_epoch, runHeader(m_run)},
                                    core::AddPlanRows{m_epoch, m_run, plannedChanges(0, kChunk + 1)}})
                == ErrorKind::Internal);
        QVERIFY(!m_fixture->errorOf({core::BeginRun{m_epoch, runHeader(m_run)}}));
        for (const std::uint32_t first : {0u, kChunk, 2 * kChunk}) {
            const std::uint32_t count = first == 2 * kChunk ? kChunk / 2 : kChunk;
            QVERIFY(!m_fixture->errorOf(
                {core::AddPlanRows{m_epoch, m_run, plannedChanges(first, count)}, core::Heartbeat{m_epoch}}));
        }
        QVERIFY(!m_fixture->errorOf({core::SealPlan{m_epoch, m_run, "abc123", 25'000}}));
        const auto rows = claim(9'990, 64);
        QCOMPARE(rows.size(), std::size_t{64});
        QVERIFY(rows.front().change == plannedChange(9'990));
        QVERIFY(rows.back().change == plannedChange(10'053));
    }
};

QTEST_GUILESS_MAIN(PlanContractTest)
#include "plan_contract_test.moc"
