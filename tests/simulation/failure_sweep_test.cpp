// SPDX-License-Identifier: Apache-2.0
// A run of 50 people in which exactly one operation fails: for each request, each batch of the store and each
// way it can fail. Then it is run again until there is nothing to do, and the end must be that of an
// undisturbed run: the same worlds, as many writes carried out, no promise broken (I2, I3, I8, I10, I17). And
// a run in which one account alone is refused (I14). The disk and the process are disk_sweep_test's.
#include "sync/core/mutant.h"
#include "tests/simulation/sweep.h"

#include <QTest>

namespace devsync::core {
int activeMutant = 0;
} // namespace devsync::core

using namespace devsync::testing;
using Fate = Network::Fate;
using What = Strike::What;

class FailureSweepTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { devsync::core::activeMutant = 0; }
    void theUndisturbedRun();
    void everyRequest_data();
    void everyRequest();
    void everyBatch_data();
    void everyBatch();
    void everyAccount();
    void aMutantIsSeen_data();
    void aMutantIsSeen();
};

void FailureSweepTest::theUndisturbedRun() {
    const ReferenceRun run = playReferenceRun();
    QVERIFY2(run.violations.empty(), run.violations.empty() ? "" : run.violations.front().c_str());
    QCOMPARE(run.verdict, devsync::core::VerdictKind::Success);
    QCOMPARE(run.runs, 2u);
    QVERIFY(run.executedWrites >= 30);
    QVERIFY(run.requests >= 80 && run.batches >= 10);
    qInfo("%u writes, %llu requests, %llu batches", run.executedWrites,
          static_cast<unsigned long long>(run.requests), static_cast<unsigned long long>(run.batches));
}

void FailureSweepTest::everyRequest_data() {
    QTest::addColumn<int>("fate");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, Fate fate, int status = 0) {
        QTest::newRow(name) << static_cast<int>(fate) << status;
    };
    row("refused", Fate::Refused);
    row("closed, not executed", Fate::DropBefore);
    row("executed, answer lost", Fate::DropAfter);
    row("executed, answer cut", Fate::Cut);
    row("closed, executed late", Fate::LateLanding);
    row("time-out, not executed", Fate::TimeoutBefore);
    row("time-out, executed", Fate::TimeoutAfter);
    row("429", Fate::Status, 429);
    row("500", Fate::Status, 500);
    row("503", Fate::Status, 503);
    row("504", Fate::Status, 504);
    row("executed, answered with 500 to 504", Fate::StatusAfter);
    row("session expired", Fate::Expired);
    row("a page instead", Fate::Garbled);
}

void FailureSweepTest::everyRequest() {
    QFETCH(int, fate);
    QFETCH(int, status);
    const Strike strike{.what = What::Request, .fate = static_cast<Fate>(fate), .status = status};
    QCOMPARE(firstWrong(strike, playReferenceRun().requests, StateKind::Model), QString());
}

void FailureSweepTest::everyBatch_data() {
    QTest::addColumn<int>("fault");
    const auto row = [](const char* name, StoreFault fault) {
        QTest::newRow(name) << static_cast<int>(fault);
    };
    row("busy", StoreFault::Busy);
    row("full", StoreFault::Full);
    row("failed", StoreFault::Failed);
    row("stored, answer lost", StoreFault::LostAnswer);
}

void FailureSweepTest::everyBatch() {
    QFETCH(int, fault);
    const Strike strike{.what = What::Batch, .batch = static_cast<StoreFault>(fault)};
    QCOMPARE(firstWrong(strike, playReferenceRun().batches, StateKind::Model), QString());
}

void FailureSweepTest::everyAccount() {
    const ReferenceRun undisturbed = playReferenceRun();
    std::uint32_t failed = 0;
    for (int person = 0; person < 50; ++person) {
        const std::string email = "person" + std::to_string(person) + "@example.com";
        const ReferenceRun run = playReferenceRun({.what = What::Account, .account = email});
        failed += run.counts.failed;
        QCOMPARE(email + ": " + differenceFrom(undisturbed, run), email + ": ");
    }
    QCOMPARE(failed, undisturbed.counts.done);
}

void FailureSweepTest::aMutantIsSeen_data() {
    QTest::addColumn<int>("mutant");
    QTest::newRow("unknown taken as failed") << devsync::core::kMutantUnknownIsFailed;
    QTest::newRow("unknown taken as done") << devsync::core::kMutantUnknownIsDone;
    QTest::newRow("one reading settles") << devsync::core::kMutantOneReadingSettles;
    QTest::newRow("second step forgotten") << devsync::core::kMutantSecondStepForgotten;
}

void FailureSweepTest::aMutantIsSeen() {
    QFETCH(int, mutant);
    const ReferenceRun undisturbed = playReferenceRun();
    devsync::core::activeMutant = mutant;
    for (const Fate fate : {Fate::DropBefore, Fate::DropAfter, Fate::LateLanding})
        for (std::uint64_t nth = 1; nth <= undisturbed.requests; ++nth)
            if (!differenceFrom(undisturbed, playReferenceRun({.nth = nth, .fate = fate})).empty())
                return;
    QFAIL("not seen by the sweep over all requests");
}

QTEST_GUILESS_MAIN(FailureSweepTest)
#include "failure_sweep_test.moc"
