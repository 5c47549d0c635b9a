// SPDX-License-Identifier: Apache-2.0
// The real program, killed at 200 operations and more: before it writes to or flushes its database, before a
// request leaves, before an answer is heard. Each is gone on with, by running again or by resuming, and must
// end as an undisturbed run: the same worlds, each write carried out once, a sound journal with nothing open
// (I8, I10). KILL_POINT=n kills at that one only.
#include "tests/cli/many_lives.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <atomic>

using namespace devsync::tests;

namespace {

constexpr int kPoints = 240;
constexpr int kMostRuns = 4;

/// One profile against a sandbox of its own: 12 writes on few connections, claimed in several goes.
class Life {
public:
    Life()
        : m_sandbox(m_home, {word("--developers=9")}),
          m_profile(m_home.write(word("hasty.toml"), m_sandbox.profileText()
                                                         + "apigee_concurrency = 1\nportal_concurrency = 1\n"
                                                           "timeout_seconds = 1\n")) {}

    /// 0: to its end. The note of the kill switch.
    QString runAndKillAt(int operation) {
        QProcessEnvironment environment = m_home.environment();
        environment.insert(word("LD_PRELOAD"), word(KILL_SWITCH));
        environment.insert(word("KILL_SWITCH_AT"), QString::number(operation));
        environment.insert(word("KILL_SWITCH_NOTE"), m_home.path(word("note")));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(programPath(), with(m_profile, "sync --yes --json"));
        m_killed = finish(process).crashed;
        QFile note(m_home.path(word("note")));
        return note.open(QIODevice::ReadOnly) ? QString::fromLatin1(note.readAll()).trimmed() : QString();
    }

    QString goOn(int operation) const {
        if (operation % 2 == 0)
            m_home.run(with(m_profile, "runs resume --confirm=100 --json"));
        return runUntilIdle(m_home, m_profile, kMostRuns);
    }

    bool wasKilled() const { return m_killed; }
    QByteArray world() const { return worldInWords(m_sandbox.world()); }
    QStringList writes() const { return executedWrites(m_sandbox); }
    QString openInState() const { return openInJournal(m_home.path(word("state/devsync/hasty.db"))); }

private:
    Home m_home;
    Sandbox m_sandbox;
    QString m_profile;
    bool m_killed = false;
};

} // namespace

class KillSweepTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyEndIsTheSame();

private:
    QString play(int operation);

    QByteArray m_world;
    QStringList m_writes;
    int m_operations = 0;
    std::atomic<int> m_killed{0};
    std::atomic<int> m_atStore{0};
    std::atomic<int> m_atWire{0};
};

void KillSweepTest::initTestCase() {
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the kill switch cannot be loaded before the sanitizer");
#endif
    Life undisturbed;
    m_operations = undisturbed.runAndKillAt(0).section(QLatin1Char(' '), 0, 0).toInt();
    QVERIFY(!undisturbed.wasKilled());
    QVERIFY(m_operations >= 200);
    m_world = undisturbed.world();
    m_writes = undisturbed.writes();
    QVERIFY(m_writes.size() >= 12);
    QCOMPARE(undisturbed.goOn(1), QString());
    QCOMPARE(undisturbed.writes(), m_writes);
}

QString KillSweepTest::play(int operation) {
    Life life;
    const QString note = life.runAndKillAt(operation);
    m_killed += life.wasKilled();
    m_atStore += note.contains(word("store"));
    m_atWire += note.contains(word("request")) || note.contains(word("answer"));
    QString wrong = life.goOn(operation);
    if (wrong.isEmpty() && life.world() != m_world)
        wrong = word("another world");
    if (wrong.isEmpty() && life.writes() != m_writes)
        wrong = word("other writes: ") + life.writes().join(word(", "));
    if (wrong.isEmpty())
        wrong = life.openInState();
    return wrong.isEmpty() ? wrong : QStringLiteral("killed at %1 (%2): %3").arg(operation).arg(note, wrong);
}

void KillSweepTest::everyEndIsTheSame() {
    bool one = false;
    if (const int point = qEnvironmentVariableIntValue("KILL_POINT", &one); one) {
        QCOMPARE(play(point), QString());
        return;
    }
    const int points = std::min(kPoints, m_operations);
    const QStringList wrong =
        playAll(points, [&](int number) { return play(1 + number * m_operations / points); });
    qInfo("%d operations, %d kills: %d at the store, %d at the wire", m_operations, m_killed.load(),
          m_atStore.load(), m_atWire.load());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    QVERIFY(m_killed >= 200);
    QVERIFY(m_atStore >= 50 && m_atWire >= 50);
}

QTEST_GUILESS_MAIN(KillSweepTest)
#include "kill_sweep_test.moc"
