// SPDX-License-Identifier: Apache-2.0
// Every story of tests/simulation/scenarios, one data row a file. DEVSYNC_ACCEPT=1 writes what was seen into
// the expectations instead of failing; a broken invariant is never accepted.
#include "tests/simulation/scenario_player.h"

#include <QDir>
#include <QFile>
#include <QTest>

using devsync::testing::parseScenario;
using devsync::testing::Scenario;
using devsync::testing::ScenarioPlayer;
using devsync::testing::Surprise;

namespace {

constexpr char kFolder[] = "tests/simulation/scenarios";

void acceptWhatWasSeen(QFile& file, Scenario scenario, const std::vector<Surprise>& surprises) {
    for (const Surprise& surprise : surprises)
        scenario.lines.at(surprise.line - 1) = surprise.seen;
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    for (const std::string& line : scenario.lines)
        file.write(QByteArray::fromStdString(line + "\n"));
}

QString complaint(const Scenario& scenario, const ScenarioPlayer& player) {
    QStringList words;
    for (const Surprise& surprise : player.surprises())
        words += QStringLiteral("line %1: %2\n   seen: %3")
                     .arg(surprise.line)
                     .arg(QString::fromStdString(scenario.lines.at(surprise.line - 1)),
                          QString::fromStdString(surprise.seen));
    for (const std::string& failure : player.failures())
        words += QString::fromStdString(failure);
    return words.join(QLatin1Char('\n'));
}

} // namespace

class ScenarioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void story_data();
    void story();
    void aWrongLineIsRefused_data();
    void aWrongLineIsRefused();
    void aWrongExpectationIsNoticed();
    void aCueThatNeverComesIsNoticed();
};

void ScenarioTest::story_data() {
    QTest::addColumn<QString>("path");
    const QDir folder(QString::fromLatin1(kFolder));
    const QStringList names = folder.entryList({QStringLiteral("*.scenario")}, QDir::Files, QDir::Name);
    QVERIFY(names.size() >= 12);
    for (const QString& name : names)
        QTest::newRow(qPrintable(name.chopped(9))) << folder.filePath(name);
}

void ScenarioTest::story() {
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto scenario = parseScenario(file.readAll().toStdString(), path.toStdString());
    file.close();
    if (!scenario)
        QFAIL((scenario.error().where + ": " + scenario.error().detail).c_str());
    ScenarioPlayer player(*scenario);
    player.play();
    const bool accept = qEnvironmentVariableIntValue("DEVSYNC_ACCEPT") == 1;
    if (accept && player.failures().empty() && !player.surprises().empty())
        return acceptWhatWasSeen(file, *scenario, player.surprises());
    if (!player.failures().empty() || !player.surprises().empty())
        QFAIL(qPrintable(complaint(*scenario, player)));
}

void ScenarioTest::aWrongLineIsRefused_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* name, const char* line, const char* error) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(error);
    };
    row("statement", "walk",
        "\"walk\" is no statement; known are set, world, fault, edit, kill, stop, at, "
        "when, run, start, finish, pass, expect, clock, sleep");
    row("side", "world drupal a@example.com", "\"drupal\" is no side; known are apigee, portal");
    row("missing word", "world apigee", "missing: e-mail address");
    row("key", "world apigee a@example.com first", "\"first\" is not KEY=VALUE");
    row("field", "world portal a@example.com shoe=42", "the portal has no field for \"shoe\"");
    row("status", "world portal a@example.com status=inactive", "status is active or blocked");
    row("time", "edit apigee a@example.com time=soon", "time is 0 or seconds before now, e.g. -3600");
    row("empty edit", "edit apigee a@example.com", "missing: what the edit changes");
    row("setting", "set colour red", "no setting is called colour");
    row("value", "set baseline maybe", "the setting baseline cannot be maybe");
    row("method", "fault apigee PULL * drop-after",
        "\"PULL\" is no method; known are GET, HEAD, POST, PUT, PATCH, DELETE, *");
    row("path", "fault apigee PUT developers drop-after",
        "\"developers\" is no path pattern: it begins with / or *");
    row("kind", "fault apigee PUT * bite",
        "\"bite\" is no kind of fault; known are drop-before, drop-after, truncate, delay, html, status");
    row("status of a fault", "fault apigee PUT * status", "a status fault says status=300…599");
    row("too many words", "pass 10 20", "\"20\" is one word too many");
    row("quotation mark", "edit apigee a@example.com first=\"Ana", "a quotation mark is missing");
    row("number", "pass soon", "\"soon\" is no number for milliseconds");
    row("moment", "when eaten apigee PUT * kill", "\"eaten\" is no moment; known are sent, executed");
    row("expectation", "expect rain",
        "\"rain\" is no expectation; known are plan, outcome, requests, "
        "executed, world, verdict, counts, ended, created, limits");
}

void ScenarioTest::aWrongLineIsRefused() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, error);
    const auto scenario = parseScenario("# a story\n" + line.toStdString() + "\n", "story");
    QVERIFY(!scenario);
    QCOMPARE(QByteArray::fromStdString(scenario.error().detail), error);
    QCOMPARE(scenario.error().where, std::string("story:2"));
}

void ScenarioTest::aWrongExpectationIsNoticed() {
    const auto scenario = parseScenario("world apigee a@example.com first=Ana last=Lind\n"
                                        "run\n"
                                        "expect verdict nothing-to-do 0\n",
                                        "story");
    QVERIFY(scenario);
    ScenarioPlayer player(*scenario);
    player.play();
    QVERIFY(player.failures().empty());
    QCOMPARE(player.surprises().size(), std::size_t{1});
    QCOMPARE(player.surprises().front().line, std::size_t{3});
    QCOMPARE(player.surprises().front().seen, std::string("expect verdict success 0"));
}

void ScenarioTest::aCueThatNeverComesIsNoticed() {
    const auto scenario = parseScenario("when sent apigee PUT * kill\nrun\n", "story");
    QVERIFY(scenario);
    ScenarioPlayer player(*scenario);
    player.play();
    QCOMPARE(player.failures().size(), std::size_t{1});
    QCOMPARE(player.failures().front(), std::string("line 1: never happened"));
}

QTEST_APPLESS_MAIN(ScenarioTest)
#include "scenario_test.moc"
