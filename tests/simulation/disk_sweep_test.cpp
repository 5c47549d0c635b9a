// SPDX-License-Identifier: Apache-2.0
// As failure_sweep_test, for what is below the store and around the engine: each write and flush of the disk
// under SQLite fails, and the process is killed or asked to stop at each step it takes.
#include "sync/core/mutant.h"
#include "tests/simulation/sweep.h"

#include <QTest>

namespace devsync::core {
int activeMutant = 0;
} // namespace devsync::core

using namespace devsync::testing;
using What = Strike::What;

class DiskSweepTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FailingDisk::install(); }
    void everyDiskOperation_data();
    void everyDiskOperation();
    void everyStep_data();
    void everyStep();
};

void DiskSweepTest::everyDiskOperation_data() {
    QTest::addColumn<int>("fault");
    const auto row = [](const char* name, DiskFault fault) {
        QTest::newRow(name) << static_cast<int>(fault);
    };
    row("half a write", DiskFault::WriteFails);
    row("full", DiskFault::Full);
    row("full for the whole run", DiskFault::StaysFull);
}

void DiskSweepTest::everyDiskOperation() {
    QFETCH(int, fault);
    const Strike strike{.what = What::Disk, .disk = static_cast<DiskFault>(fault)};
    const std::uint64_t before = FailingDisk::struck();
    const std::uint64_t points = playReferenceRun({}, StateKind::Sqlite).diskOperations;
    QVERIFY(points >= 100);
    QCOMPARE(firstWrong(strike, points, StateKind::Sqlite), QString());
    QVERIFY(FailingDisk::struck() - before >= points);
    qInfo("%llu points", static_cast<unsigned long long>(points));
}

void DiskSweepTest::everyStep_data() {
    QTest::addColumn<int>("what");
    QTest::newRow("killed") << static_cast<int>(What::Kill);
    QTest::newRow("stopped") << static_cast<int>(What::Stop);
}

void DiskSweepTest::everyStep() {
    QFETCH(int, what);
    const Strike strike{.what = static_cast<What>(what)};
    const std::uint64_t points = playReferenceRun().steps;
    QVERIFY(points >= 300);
    QCOMPARE(firstWrong(strike, points, StateKind::Model), QString());
    qInfo("%llu points", static_cast<unsigned long long>(points));
}

QTEST_GUILESS_MAIN(DiskSweepTest)
#include "disk_sweep_test.moc"
