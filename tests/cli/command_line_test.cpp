// SPDX-License-Identifier: Apache-2.0
// The command line itself: what is understood, what is refused, and how it is said.
#include "tests/cli/program.h"

#include <QTest>

using devsync::tests::Finished;
using devsync::tests::Home;

class CommandLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void versionOpensNothing();
    void helpIsAResult();
    void refusesAsUsage_data();
    void refusesAsUsage();
    void helpOffersOnlyWhatThereIs();
    void wrongChoiceNamesOptionAndChoices_data();
    void wrongChoiceNamesOptionAndChoices();
    void usageIsAnErrorDocumentWithJson();
    void everyCommandTakesYes_data();
    void everyCommandTakesYes();
};

void CommandLineTest::versionOpensNothing() {
    const Home home;
    const Finished version = home.run({QStringLiteral("--version")});
    QCOMPARE(version.exitCode, 0);
    QVERIFY(version.out.startsWith("devsync "));
    QVERIFY(version.err.isEmpty());
    QVERIFY(QDir(home.path(QString())).isEmpty());
}

void CommandLineTest::helpIsAResult() {
    const Finished help = Home().run({QStringLiteral("sync"), QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.out.contains("--confirm"));
    QVERIFY(help.err.isEmpty());
}

void CommandLineTest::refusesAsUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char* line) {
        QTest::newRow(line) << QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    row("");
    row("synk");
    row("sync --nonsense");
    row("sync --confirm=none");
    row("sync --confirm=-3");
    row("sync --direction=sideways");
    row("sync --only delete");
    row("--progress=loud check");
    row("--profile a --config b check");
    row("runs");
    row("runs show");
    row("demo --story nobody");
    row("--log-file /proc/nowhere/log demo");
    row("sandbox --mix nonsense");
    row("sandbox --fault nonsense");
    row("sandbox --world /dev/null");
    // later versions
    row("doctor");
    row("queue work");
    row("sync --audit");
}

void CommandLineTest::refusesAsUsage() {
    QFETCH(QStringList, arguments);
    const Finished refused = Home().run(arguments);
    QCOMPARE(refused.exitCode, 64);
    QVERIFY(refused.out.isEmpty());
    QVERIFY2(refused.err.startsWith("[USAGE] "), refused.err);
}

void CommandLineTest::helpOffersOnlyWhatThereIs() {
    const Home home;
    const QByteArray sandbox = home.run({QStringLiteral("sandbox"), QStringLiteral("--help")}).out;
    QVERIFY2(sandbox.contains("--mix peer|small|demo ") && !sandbox.contains("hybrid"), sandbox);
    const QByteArray sync = home.run({QStringLiteral("sync"), QStringLiteral("--help")}).out;
    QVERIFY2(sync.contains("--confirm N "), sync);
}

void CommandLineTest::wrongChoiceNamesOptionAndChoices_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* command, const char* named) {
        QTest::newRow(command) << QString::fromLatin1(command) << QByteArray(named);
    };
    row("--color blue check", "--color: must be one of always|auto|never, not \"blue\"");
    row("sync --only delete", "--only: must be one of create|update, not \"delete\"");
    row("plan --direction up", "--direction: must be one of apigee-to-portal|portal-to-apigee|two-way");
    row("sandbox --mix big", "the mix must be peer, small or demo (--mix)");
    row("sandbox --mix conflicts", "the mix conflicts; peer, small and demo are (--mix)");
    row("sandbox --dialect y", "the dialect must be x (--dialect)");
    row("sandbox --dialect edge", "the dialect edge; x is (--dialect)");
}

void CommandLineTest::wrongChoiceNamesOptionAndChoices() {
    QFETCH(QString, command);
    QFETCH(QByteArray, named);
    const Finished refused = Home().run(command.split(QLatin1Char(' ')));
    QVERIFY(refused.exitCode == 64 || refused.exitCode == 10);
    QVERIFY2(refused.err.contains(named), refused.err);
}

void CommandLineTest::usageIsAnErrorDocumentWithJson() {
    const Finished refused =
        Home().run({QStringLiteral("sync"), QStringLiteral("--json"), QStringLiteral("--no")});
    QCOMPARE(refused.exitCode, 64);
    const QJsonObject error = refused.error();
    QCOMPARE(error.keys(),
             (QStringList{QStringLiteral("code"), QStringLiteral("kind"), QStringLiteral("message"),
                          QStringLiteral("remedy"), QStringLiteral("schema")}));
    QCOMPARE(error.value(QLatin1String("code")).toString(), QStringLiteral("USAGE"));
    QCOMPARE(error.value(QLatin1String("kind")).toString(), QStringLiteral("error"));
    QCOMPARE(error.value(QLatin1String("schema")).toInt(), 1);
}

void CommandLineTest::everyCommandTakesYes_data() {
    QTest::addColumn<QString>("command");
    for (const char* command : {"check", "plan", "sync", "apigee-edge:sync", "apigee_edge:sync", "runs list"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void CommandLineTest::everyCommandTakesYes() {
    QFETCH(QString, command);
    const Finished missing = Home().run(command.split(QLatin1Char(' '))
                                        + QStringList{QStringLiteral("--yes"), QStringLiteral("--json")});
    QCOMPARE(missing.exitCode, 10); // understood: what is missing is the profile
    QCOMPARE(missing.error().value(QLatin1String("code")).toString(), QStringLiteral("PROFILE-MISSING"));
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
