// SPDX-License-Identifier: Apache-2.0
// Output that cannot be written is told: a script must not take half a document, or none, for a result. A
// reader that went away is no fault.
#include "tests/cli/program.h"

#include <QTest>

using devsync::tests::finish;
using devsync::tests::Finished;
using devsync::tests::Home;
using devsync::tests::Sandbox;

namespace {

const QString kFull = QStringLiteral("/dev/full");

QStringList words(const QString& line) {
    return line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

class LostOutputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fullDiskIsToldAndFails_data();
    void fullDiskIsToldAndFails();
    void helpAndVersionToo_data();
    void helpAndVersionToo();
    void sandboxThatNobodyCanFindEnds();
    void readerThatWentAwayIsNoFault();
    void fullLogIsOneWarning();
};

void LostOutputTest::fullDiskIsToldAndFails_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<bool>("json");
    QTest::newRow("plan") << QStringLiteral("plan") << false;
    QTest::newRow("plan --json") << QStringLiteral("plan --json") << true;
    QTest::newRow("check --json, differences") << QStringLiteral("check --json --detailed-exitcode") << true;
    QTest::newRow("check --jsonl") << QStringLiteral("check --jsonl") << true;
    QTest::newRow("sync --json") << QStringLiteral("sync --yes --json") << true;
}

void LostOutputTest::fullDiskIsToldAndFails() {
    QFETCH(QString, command);
    QFETCH(bool, json);
    const Home home;
    const Sandbox sandbox(home, {QStringLiteral("--developers=10")});
    const Finished lost =
        home.runInto(kFull, QStringList{QStringLiteral("--config"), sandbox.profile()} + words(command));
    QCOMPARE(lost.exitCode, 1);
    if (json)
        QCOMPARE(lost.error()[QStringLiteral("code")].toString(), QStringLiteral("OUTPUT-FAILED"));
    else
        QVERIFY2(lost.err.contains("[OUTPUT-FAILED] "), lost.err);
}

void LostOutputTest::helpAndVersionToo_data() {
    QTest::addColumn<QString>("command");
    QTest::newRow("version") << QStringLiteral("--version");
    QTest::newRow("help") << QStringLiteral("--help");
    QTest::newRow("help of a command") << QStringLiteral("sync --help");
}

void LostOutputTest::helpAndVersionToo() {
    QFETCH(QString, command);
    const Finished lost = Home().runInto(kFull, words(command));
    QCOMPARE(lost.exitCode, 1);
    QVERIFY2(lost.err.startsWith("[OUTPUT-FAILED] "), lost.err);
}

void LostOutputTest::sandboxThatNobodyCanFindEnds() {
    QCOMPARE(Home().runInto(kFull, words(QStringLiteral("sandbox --developers=3"))).exitCode, 1);
}

void LostOutputTest::readerThatWentAwayIsNoFault() {
    const Home home;
    const Sandbox sandbox(home, {QStringLiteral("--developers=10")});
    const auto process = home.start({QStringLiteral("--config"), sandbox.profile(), QStringLiteral("plan"),
                                     QStringLiteral("--json"), QStringLiteral("--progress=none")});
    process->closeReadChannel(QProcess::StandardOutput);
    const Finished finished = finish(*process);
    QCOMPARE(finished.exitCode, 0);
    QCOMPARE(finished.err, QByteArray());
}

void LostOutputTest::fullLogIsOneWarning() {
    const Home home;
    const Sandbox sandbox(home, {QStringLiteral("--developers=10")});
    const Finished finished = home.run({QStringLiteral("--config"), sandbox.profile(),
                                        QStringLiteral("--log-file"), kFull, QStringLiteral("check")});
    QCOMPARE(finished.exitCode, 0);
    QVERIFY2(finished.err.count("The log /dev/full is not complete") == 1, finished.err);
}

QTEST_GUILESS_MAIN(LostOutputTest)
#include "lost_output_test.moc"
