// SPDX-License-Identifier: Apache-2.0
// One executing run a profile (sync-rules 9.10): who may take the lease, and what an old holder can still do.
#include "tests/storage/store_fixture.h"

#include <QTest>
#include <memory>

using namespace devsync;
using namespace devsync::testing;
using core::ErrorKind;
using core::LeaseState;
using OwnerProcess = core::LeaseState::OwnerProcess;

class LeaseContractTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StoreFixture> m_fixture;

private Q_SLOTS:
    void initTestCase_data() { StoreFixture::addBackends(); }

    void init() {
        QFETCH_GLOBAL(QString, backend);
        m_fixture = std::make_unique<StoreFixture>(backend, [](const core::LeaseOwner& asked) {
            return asked.pid == 666 ? OwnerProcess::Gone : OwnerProcess::Alive;
        });
    }

    void cleanup() { m_fixture.reset(); }

    void neverTakenIsFree() {
        const auto lease = m_fixture->ask<LeaseState>(core::ReadLease{});
        QCOMPARE(lease.epoch, 0u);
        QVERIFY(!lease.held);
        QVERIFY(lease.process == OwnerProcess::Unknown);
    }

    void takingStartsAnEpoch() {
        const auto taken = m_fixture->ask<LeaseState>(core::TakeLease{.owner = owner()});
        QCOMPARE(taken.epoch, 1u);
        QCOMPARE(taken.beat, 0u);
        QVERIFY(taken.held);
        QVERIFY(taken.owner == owner());
        const auto read = m_fixture->ask<LeaseState>(core::ReadLease{});
        QCOMPARE(read.epoch, 1u);
        QVERIFY(read.owner == owner());
        QVERIFY(read.process == OwnerProcess::Alive);
    }

    void heartbeatsCount() {
        const std::uint64_t epoch = m_fixture->takeLease();
        QVERIFY(!m_fixture->errorOf({core::Heartbeat{epoch}, core::Heartbeat{epoch}}));
        QCOMPARE(m_fixture->ask<LeaseState>(core::ReadLease{}).beat, 2u);
    }

    void aHeldLeaseIsRefused() {
        const std::uint64_t epoch = m_fixture->takeLease();
        QVERIFY(!m_fixture->errorOf({core::Heartbeat{epoch}}));
        const auto tryTake = [&](std::uint64_t seenEpoch, std::uint64_t seenBeat) {
            return m_fixture->errorOf({core::TakeLease{owner(200), seenEpoch, seenBeat}});
        };
        QVERIFY(tryTake(0, 0) == ErrorKind::LeaseTaken);
        QVERIFY(tryTake(0, 1) == ErrorKind::LeaseTaken);
        QVERIFY(tryTake(epoch, 0) == ErrorKind::LeaseTaken);
        QVERIFY(tryTake(epoch + 1, 1) == ErrorKind::LeaseTaken);
        QVERIFY(m_fixture->ask<LeaseState>(core::ReadLease{}).owner == owner());
    }

    void takenOverWhenStillAsSeen() {
        const std::uint64_t old = m_fixture->takeLease();
        QVERIFY(!m_fixture->errorOf({core::Heartbeat{old}}));
        const auto taken = m_fixture->ask<LeaseState>(core::TakeLease{owner(200), old, 1});
        QCOMPARE(taken.epoch, old + 1);
        QCOMPARE(taken.beat, 0u);
        QVERIFY(taken.owner == owner(200));
        QVERIFY(m_fixture->errorOf({core::Heartbeat{old}}) == ErrorKind::LeaseLost);
        QVERIFY(m_fixture->errorOf({core::ReleaseLease{old}}) == ErrorKind::LeaseLost);
        QVERIFY(!m_fixture->errorOf({core::Heartbeat{old + 1}}));
    }

    void releasedIsFreeAndTheEpochGoesOn() {
        const std::uint64_t epoch = m_fixture->takeLease();
        QVERIFY(!m_fixture->errorOf({core::ReleaseLease{epoch}}));
        QVERIFY(!m_fixture->ask<LeaseState>(core::ReadLease{}).held);
        QVERIFY(m_fixture->errorOf({core::Heartbeat{epoch}}) == ErrorKind::LeaseLost);
        QVERIFY(m_fixture->errorOf({core::ReleaseLease{epoch}}) == ErrorKind::LeaseLost);
        QCOMPARE(m_fixture->takeLease(), epoch + 1);
    }

    void everyOperationOfAnOldEpochIsRefused() {
        const std::uint64_t old = m_fixture->takeLease();
        m_fixture->sealRun(old, "run-1", 1);
        const auto current = m_fixture->ask<LeaseState>(core::TakeLease{owner(200), old, 0}).epoch;
        const std::string run = "run-1";
        const std::vector<core::StoreOperation> operations = {
            core::Heartbeat{old},
            core::ReleaseLease{old},
            core::BeginRun{old, runHeader("run-2")},
            core::AddPlanRows{old, run, plannedChanges(1, 1)},
            core::SealPlan{old, run, "abc123", 1},
            core::Claim{.epoch = old, .run = run, .first = 0, .count = 1},
            core::RecordOutcomes{old, run, {{.row = 0}}},
            core::EndRun{old, run, {}},
            core::SaveBaseline{old, {baselineRow("a@example.com", 1, 1)}},
        };
        for (const core::StoreOperation& operation : operations) {
            QVERIFY(m_fixture->errorOf({operation}) == ErrorKind::LeaseLost);
        }
        QVERIFY(!m_fixture->errorOf({core::Claim{.epoch = current, .run = run, .first = 0, .count = 1}}));
    }

    void theHoldersProcessIsProbed() {
        m_fixture->ask<LeaseState>(core::TakeLease{.owner = owner(666)});
        const auto lease = m_fixture->ask<LeaseState>(core::ReadLease{});
        QVERIFY(lease.process == OwnerProcess::Gone);
        QVERIFY(!m_fixture->errorOf({core::ReleaseLease{lease.epoch}}));
        QVERIFY(m_fixture->ask<LeaseState>(core::ReadLease{}).process == OwnerProcess::Unknown);
    }

    void theLeaseSurvivesARestart() {
        const std::uint64_t epoch = m_fixture->takeLease();
        QVERIFY(!m_fixture->errorOf({core::Heartbeat{epoch}}));
        m_fixture->reopen();
        const auto lease = m_fixture->ask<LeaseState>(core::ReadLease{});
        QVERIFY(lease.held);
        QCOMPARE(lease.epoch, epoch);
        QCOMPARE(lease.beat, 1u);
        QVERIFY(lease.owner == owner());
    }
};

QTEST_GUILESS_MAIN(LeaseContractTest)
#include "lease_contract_test.moc"
