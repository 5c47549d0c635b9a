// SPDX-License-Identifier: Apache-2.0
// `sync` at a terminal: it shows the plan and asks once; over a limit a number is typed; signals are heard
// while a question stands.
#include "tests/cli/pseudo_terminal.h"

#include <QTest>

#include <csignal>

using devsync::tests::Home;
using devsync::tests::PseudoTerminal;
using devsync::tests::Sandbox;
using devsync::tests::word;

namespace {

constexpr const char* kQuestion = "Go ahead? [y/N] ";
constexpr const char* kNumber = "to go ahead: ";

} // namespace

class TerminalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksOnce_data();
    void asksOnce();
    void yesAnswersTheQuestion();
    void overALimitANumberIsTyped_data();
    void overALimitANumberIsTyped();
    void confirmIsTheNumber();
    void noInputMeansNoQuestion();
    void signalEndsAQuestion_data();
    void signalEndsAQuestion();
    void progressIsOneLine();

private:
    static QStringList sync(const Sandbox& sandbox, const QStringList& more = {}) {
        return QStringList{word("--config"), sandbox.profile(), word("sync")} + more;
    }
};

void TerminalTest::asksOnce_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<bool>("writes");
    QTest::newRow("y") << QByteArray("y") << 0 << true;
    QTest::newRow("yes") << QByteArray("yes") << 0 << true;
    QTest::newRow("n") << QByteArray("n") << 130 << false;
    QTest::newRow("nothing") << QByteArray() << 130 << false;
    QTest::newRow("end of input") << QByteArray("\x04") << 130 << false;
}

void TerminalTest::asksOnce() {
    QFETCH(QByteArray, answer);
    QFETCH(int, exitCode);
    QFETCH(bool, writes);
    const Home home;
    const Sandbox sandbox(home, {word("--developers=10")});
    PseudoTerminal terminal(home, sync(sandbox));
    QVERIFY2(terminal.shows(kQuestion), terminal.screen());
    QVERIFY(terminal.screen().contains("Developer synchronization will: "));
    QCOMPARE(sandbox.writes(), 0);
    terminal.type(answer);
    QCOMPARE(terminal.exitCode(), exitCode);
    QCOMPARE(sandbox.writes() > 0, writes);
}

void TerminalTest::yesAnswersTheQuestion() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=10")});
    PseudoTerminal terminal(home, sync(sandbox, {word("--yes")}));
    QCOMPARE(terminal.exitCode(), 0);
    QVERIFY(!terminal.screen().contains(kQuestion));
}

void TerminalTest::overALimitANumberIsTyped_data() {
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("right") << QStringList() << QByteArray("534") << 0;
    QTest::newRow("too small") << QStringList() << QByteArray("533") << 6;
    QTest::newRow("yes is no number") << QStringList() << QByteArray("yes") << 130;
    QTest::newRow("--yes does not answer this") << QStringList{word("--yes")} << QByteArray("no") << 130;
}

void TerminalTest::overALimitANumberIsTyped() {
    QFETCH(QStringList, more);
    QFETCH(QByteArray, answer);
    QFETCH(int, exitCode);
    const Home home;
    const Sandbox sandbox(home, {word("--developers=400")});
    PseudoTerminal terminal(home, sync(sandbox, more));
    QVERIFY2(terminal.shows(kNumber), terminal.screen());
    terminal.type(answer);
    QCOMPARE(terminal.exitCode(), exitCode);
    QCOMPARE(sandbox.writes() > 0, exitCode == 0);
    QCOMPARE(terminal.screen().contains("That is not the number of accounts that are written, 534."),
             exitCode != 0);
}

void TerminalTest::confirmIsTheNumber() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=400")});
    PseudoTerminal terminal(home, sync(sandbox, {word("--confirm=534")}));
    QVERIFY2(terminal.shows(kQuestion), terminal.screen()); // the first question remains
    terminal.type("y");
    QCOMPARE(terminal.exitCode(), 0);
}

void TerminalTest::noInputMeansNoQuestion() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=10")});
    PseudoTerminal terminal(home, sync(sandbox, {word("--no-input")}));
    QCOMPARE(terminal.exitCode(), 64);
    QVERIFY(terminal.screen().contains("Developer synchronization will: "));
    QCOMPARE(sandbox.writes(), 0);
}

void TerminalTest::signalEndsAQuestion_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TerminalTest::signalEndsAQuestion() {
    QFETCH(int, signal);
    const Home home;
    const Sandbox sandbox(home, {word("--developers=10")});
    PseudoTerminal terminal(home, sync(sandbox));
    QVERIFY(terminal.shows(kQuestion));
    terminal.sendSignal(signal);
    QCOMPARE(terminal.exitCode(), 128 + signal);
    QCOMPARE(sandbox.writes(), 0);
}

void TerminalTest::progressIsOneLine() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=30"), word("--latency-ms=100")});
    PseudoTerminal terminal(home, sync(sandbox, {word("--yes")}));
    QCOMPARE(terminal.exitCode(), 0);
    QVERIFY(terminal.screen().contains("\rWriting"));
    QVERIFY(terminal.screen().contains("\r\x1b[K")); // cleared before the result
    QVERIFY(!terminal.screen().contains("Writing… 1 of 40\r\n"));
}

QTEST_GUILESS_MAIN(TerminalTest)
#include "terminal_test.moc"
