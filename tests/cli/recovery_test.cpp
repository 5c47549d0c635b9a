// SPDX-License-Identifier: Apache-2.0
// Runs that die, and servers that do: what takes its time, because a lost write is given up only after its
// time-out and two readings ten seconds apart.
#include "tests/cli/disturbed_run.h"

#include <QTest>

#include <csignal>

using devsync::tests::comesTrue;
using devsync::tests::DisturbedRun;
using devsync::tests::Finished;
using devsync::tests::word;

class RecoveryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void killedRunIsSettledByTheNext();
    void secondSignalEndsAtOnce();
    void halfAPageIsNoPage();
};

void RecoveryTest::killedRunIsSettledByTheNext() {
    const DisturbedRun test;
    const auto process = test.startAndWaitForWrites(20);
    devsync::tests::sendSignal(*process, SIGKILL);
    QVERIFY(devsync::tests::finish(*process).crashed);
    QCOMPARE(test.nextRunIsRight(), QString());
    const QJsonArray runs = test.home()
                                .run(test.with({word("runs"), word("list"), word("--json")}))
                                .document()[word("runs")]
                                .toArray();
    QCOMPARE(runs.size(), 3);
    QCOMPARE(runs[2][word("verdict")].toString(), word("interrupted"));
}

void RecoveryTest::secondSignalEndsAtOnce() {
    const DisturbedRun test;
    const auto process = test.startAndWaitForWrites(3);
    devsync::tests::sendSignal(*process, SIGINT);
    devsync::tests::sendSignal(*process, SIGTERM);
    const Finished stopped = devsync::tests::finish(*process);
    QVERIFY(stopped.exitCode == 143 || stopped.exitCode == 130); // the first may have been enough
    QCOMPARE(test.nextRunIsRight(), QString());
}

void RecoveryTest::halfAPageIsNoPage() {
    const DisturbedRun test;
    test.sandbox().control("/sandbox/fault",
                           R"({"side":"apigee","match":"GET */developers*","kind":"truncate"})");
    const Finished failed = test.home().run(test.sync());
    QVERIFY2(failed.exitCode == 5, failed.err);
    QCOMPARE(failed.error()[word("code")].toString(), word("NET-CLOSED"));
    QCOMPARE(test.sandbox().writes(), 0);
}

QTEST_GUILESS_MAIN(RecoveryTest)
#include "recovery_test.moc"
