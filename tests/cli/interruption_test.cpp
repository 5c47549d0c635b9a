// SPDX-License-Identifier: Apache-2.0
// Runs that are stopped or met by another one: what is in flight is finished, nothing new is begun, and the
// next run ends in the same state as an undisturbed one.
#include "tests/cli/disturbed_run.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <csignal>

using devsync::tests::comesTrue;
using devsync::tests::DisturbedRun;
using devsync::tests::Finished;
using devsync::tests::word;

namespace {

/// As if another worker had found the holder silent for a whole lease.
void takeLeaseOver(const QString& state) {
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(word("QSQLITE"), word("taker"));
        database.setDatabaseName(state);
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(word("UPDATE lease SET epoch = epoch + 1, beat = 0")));
    }
    QSqlDatabase::removeDatabase(word("taker"));
}

int number(const QJsonObject& document, const char* key) {
    return document[word("counts")][word(key)].toInt(-1);
}

} // namespace

class InterruptionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firstSignalFinishesWhatIsInFlight_data();
    void firstSignalFinishesWhatIsInFlight();
    void beforeTheFirstWriteASignalEndsAtOnce();
    void secondSignalEndsAtOnceAndSaysSo_data();
    void secondSignalEndsAtOnceAndSaysSo();
    void onlyOneRunExecutes();
    void aRunThatIsTakenOverSaysSo();
    void lostAnswersAreSettledByReading();
};

void InterruptionTest::firstSignalFinishesWhatIsInFlight_data() {
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("SIGINT") << SIGINT << 130;
    QTest::newRow("SIGTERM") << SIGTERM << 143;
}

void InterruptionTest::firstSignalFinishesWhatIsInFlight() {
    QFETCH(int, signal);
    QFETCH(int, exitCode);
    const DisturbedRun test;
    const auto process = test.startAndWaitForWrites(5);
    devsync::tests::sendSignal(*process, signal);
    const Finished stopped = devsync::tests::finish(*process);
    QVERIFY(!stopped.crashed);
    QCOMPARE(stopped.exitCode, exitCode);
    const QJsonObject run = stopped.document();
    QCOMPARE(run[word("verdict")].toString(), word("stopped"));
    QVERIFY(number(run, "done") > 0);
    QVERIFY(number(run, "not_started") > 0);
    QCOMPARE(number(run, "done") + number(run, "not_started"), number(run, "planned"));
    QCOMPARE(test.nextRunIsRight(), QString());
}

void InterruptionTest::beforeTheFirstWriteASignalEndsAtOnce() {
    const DisturbedRun test;
    const auto process = test.home().start(test.sync());
    QVERIFY(comesTrue([&] { return test.sandbox().count({word("GET")}) > 0; }));
    devsync::tests::sendSignal(*process, SIGINT);
    const Finished stopped = devsync::tests::finish(*process);
    QCOMPARE(stopped.exitCode, 130);
    QVERIFY(stopped.out.isEmpty());
    QCOMPARE(stopped.error()[word("code")].toString(), word("STOPPED"));
    QCOMPARE(test.sandbox().writes(), 0);
}

void InterruptionTest::secondSignalEndsAtOnceAndSaysSo_data() {
    QTest::addColumn<bool>("json");
    QTest::newRow("text") << false;
    QTest::newRow("json") << true;
}

void InterruptionTest::secondSignalEndsAtOnceAndSaysSo() {
    QFETCH(bool, json);
    const DisturbedRun test;
    QStringList command = test.sync();
    if (!json)
        command.removeAll(word("--json"));
    const auto process = test.home().start(command);
    QVERIFY(comesTrue([&] { return test.sandbox().writes() >= 5; }));
    devsync::tests::sendSignal(*process, SIGINT);
    devsync::tests::sendSignal(*process, SIGTERM); // another one: two of a kind could become one
    const Finished stopped = devsync::tests::finish(*process);
    QVERIFY(stopped.exitCode == 130 || stopped.exitCode == 143);
    QCOMPARE(stopped.out, QByteArray());
    if (json)
        QCOMPARE(stopped.error()[word("code")].toString(), word("STOPPED"));
    else
        QVERIFY2(stopped.err.endsWith("\nEnded at once; the next run settles what was under way.\n"),
                 stopped.err);
    QCOMPARE(test.nextRunIsRight(), QString());
}

void InterruptionTest::onlyOneRunExecutes() {
    const DisturbedRun test;
    const auto process = test.startAndWaitForWrites(1);
    const Finished second = test.home().run(test.sync());
    QCOMPARE(second.exitCode, 11);
    QCOMPARE(second.error()[word("code")].toString(), word("LEASE-TAKEN"));
    QCOMPARE(test.home().run(test.with({word("check")})).exitCode, 0); // reading needs no lease
    const Finished first = devsync::tests::finish(*process);
    QVERIFY2(first.exitCode == 0, first.err);
    QCOMPARE(test.nextRunIsRight(), QString());
}

void InterruptionTest::aRunThatIsTakenOverSaysSo() {
    const DisturbedRun test;
    const auto process = test.startAndWaitForWrites(5);
    takeLeaseOver(test.home().path(word("state/devsync/hasty.db")));
    const Finished lost = devsync::tests::finish(*process);
    QCOMPARE(lost.exitCode, 5);
    QCOMPARE(lost.error()[word("code")].toString(), word("LEASE-LOST"));
    const QJsonObject run = lost.document();
    QCOMPARE(run[word("verdict")].toString(), word("stopped"));
    QCOMPARE(run[word("exit_code")].toInt(), 5);
    QCOMPARE(run[word("error")][word("code")].toString(), word("LEASE-LOST"));
    QCOMPARE(number(run, "done") + number(run, "not_started"), number(run, "planned"));
    QCOMPARE(test.nextRunIsRight(), QString());
}

void InterruptionTest::lostAnswersAreSettledByReading() {
    const DisturbedRun test;
    for (const char* match : {"PUT *", "POST /v1/organizations/*", "PATCH *", "POST /jsonapi/*"})
        test.sandbox().control("/sandbox/fault",
                               QByteArray(R"({"kind":"drop-after","count":2,"match":")") + match + "\"}");
    QCOMPARE(test.nextRunIsRight(), QString());
    // 30 updates a side: none was repeated.
    QCOMPARE(test.sandbox().count({word("PATCH")}), 30);
    QCOMPARE(test.sandbox().count({word("PUT")}), 30);
}

QTEST_GUILESS_MAIN(InterruptionTest)
#include "interruption_test.moc"
