// SPDX-License-Identifier: Apache-2.0
// Each seeded bug is found within 1,000 schedules, else the simulator is broken.
#include "sync/core/mutant.h"
#include "tests/simulation/schedule.h"

#include <QTest>

#include <algorithm>

namespace devsync::core {
int activeMutant = 0;
} // namespace devsync::core

class MutantsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isFound_data();
    void isFound();
    void anUnclaimedWriteIsSeenByASecondConnection();
};

void MutantsTest::isFound_data() {
    QTest::addColumn<int>("mutant");
    QTest::newRow("send before claim") << devsync::core::kMutantSendBeforeClaim;
    QTest::newRow("repeat a create") << devsync::core::kMutantRepeatCreate;
    QTest::newRow("own write counted as an edit") << devsync::core::kMutantOwnWriteIsEdit;
    QTest::newRow("tie to the portal") << devsync::core::kMutantTieToPortal;
    QTest::newRow("plan on a partial listing") << devsync::core::kMutantPlanOnPartialListing;
    QTest::newRow("status written") << devsync::core::kMutantStatusWritten;
    QTest::newRow("unknown taken as failed") << devsync::core::kMutantUnknownIsFailed;
    QTest::newRow("two executors") << devsync::core::kMutantTwoExecutors;
    QTest::newRow("lease end ignored") << devsync::core::kMutantLeaseEndIgnored;
    QTest::newRow("precondition skipped") << devsync::core::kMutantPreconditionSkipped;
    QTest::newRow("one reading settles") << devsync::core::kMutantOneReadingSettles;
    QTest::newRow("unmanaged attributes dropped") << devsync::core::kMutantUnmanagedDropped;
    QTest::newRow("clock ignored") << devsync::core::kMutantClockIgnored;
    QTest::newRow("second step forgotten") << devsync::core::kMutantSecondStepForgotten;
    QTest::newRow("foreign edit is ours") << devsync::core::kMutantForeignEditIsOurs;
    QTest::newRow("unknown taken as done") << devsync::core::kMutantUnknownIsDone;
    QTest::newRow("baseline not saved") << devsync::core::kMutantBaselineNotSaved;
    QTest::newRow("ledger loses a row") << devsync::core::kMutantLedgerLosesARow;
    QTest::newRow("loser is copied") << devsync::core::kMutantLoserIsCopied;
    QTest::newRow("field forgotten") << devsync::core::kMutantFieldForgotten;
}

void MutantsTest::isFound() {
    QFETCH(int, mutant);
    devsync::core::activeMutant = mutant;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        const devsync::testing::ScheduleResult result = devsync::testing::playSchedule(seed);
        if (result.violations.empty())
            continue;
        qInfo("found by seed %llu: %s", static_cast<unsigned long long>(seed),
              result.violations.front().c_str());
        return;
    }
    QFAIL("not found within 1,000 seeds");
}

void MutantsTest::anUnclaimedWriteIsSeenByASecondConnection() {
    devsync::core::activeMutant = devsync::core::kMutantSendBeforeClaim;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        const auto result = devsync::testing::playSchedule(seed, devsync::testing::StateKind::Sqlite);
        if (std::ranges::count(result.violations, "claim durable before the request (I10)") > 0)
            return;
    }
    QFAIL("not found within 1,000 seeds");
}

QTEST_GUILESS_MAIN(MutantsTest)
#include "mutants_test.moc"
