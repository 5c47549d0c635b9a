// SPDX-License-Identifier: Apache-2.0
// Going on with a run that was killed, with real processes: resumed it ends as if undisturbed, discarded it
// writes nothing more.
#include "tests/cli/program.h"
#include "tests/cli/world_facts.h"

#include <QTest>

#include <csignal>

using devsync::tests::comesTrue;
using devsync::tests::Finished;
using devsync::tests::firstDifference;
using devsync::tests::firstTouched;
using devsync::tests::Home;
using devsync::tests::number;
using devsync::tests::Sandbox;
using devsync::tests::with;
using devsync::tests::word;

namespace {

/// A run that has written some accounts when it is ended by `signal`.
void interruptedRun(const Home& home, const Sandbox& sandbox, const QString& profile, int signal) {
    const auto process = home.start(with(profile, "sync --yes"));
    QVERIFY(comesTrue([&sandbox] { return sandbox.writes() >= 5; }));
    devsync::tests::sendSignal(*process, signal);
    devsync::tests::finish(*process);
}

} // namespace

class ResumeProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resumed_data();
    void resumed();
    void discarded();
    void nothingToGoOnWith();
    void anUnknownRun();
};

void ResumeProcessTest::resumed_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("killed") << SIGKILL;
    QTest::newRow("stopped") << SIGINT;
}

void ResumeProcessTest::resumed() {
    QFETCH(int, signal);
    const Home home;
    const Sandbox sandbox(home, {word("--developers=60"), word("--latency-ms=30")});
    const QJsonObject before = sandbox.world();
    // what cannot be proved sooner is settled after a write's time-out
    const QString profile = home.write(word("quick.toml"), sandbox.profileText() + "timeout_seconds = 1\n");
    interruptedRun(home, sandbox, profile, signal);
    QVERIFY(sandbox.writes() < 100);

    const Finished resumed = home.run(with(profile, "runs resume --confirm=80 --json"));
    QVERIFY2(resumed.exitCode == 0, resumed.err);
    const QJsonObject run = resumed.document();
    QCOMPARE(run[word("verdict")].toString(), word("success"));
    QCOMPARE(number(run, "counts", "done"), 80);
    QCOMPARE(run[word("needs_password_recovery")].toArray().size(), 20);
    QCOMPARE(firstDifference(sandbox.world()), QString());
    QCOMPARE(firstTouched(before, sandbox.world()), QString());
    QCOMPARE(home.run(with(profile, "sync --yes --json")).document()[word("verdict")].toString(),
             word("nothing-to-do"));
}

void ResumeProcessTest::discarded() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=60"), word("--latency-ms=30")});
    interruptedRun(home, sandbox, sandbox.profile(), SIGINT);
    const int writes = sandbox.writes();
    const Finished discarded = home.run(with(sandbox.profile(), "runs discard --json"));
    QCOMPARE(discarded.exitCode, 4);
    const QJsonObject run = discarded.document();
    QCOMPARE(number(run, "counts", "not_started"), 0);
    QCOMPARE(number(run, "counts", "done") + number(run, "counts", "cancelled"), 80);
    QVERIFY(number(run, "counts", "cancelled") > 0);
    QCOMPARE(sandbox.writes(), writes);
    QVERIFY(home.run(with(sandbox.profile(), "runs resume --json")).document()[word("run_id")].isNull());
}

void ResumeProcessTest::nothingToGoOnWith() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=3")});
    for (const char* command : {"runs resume --json", "runs discard --json"}) {
        const Finished nothing = home.run(with(sandbox.profile(), command));
        QCOMPARE(nothing.exitCode, 0);
        QVERIFY(nothing.document().contains(word("run_id")));
        QVERIFY(nothing.document()[word("run_id")].isNull());
    }
}

void ResumeProcessTest::anUnknownRun() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=3")});
    const Finished refused = home.run(with(sandbox.profile(), "runs resume nobody --json"));
    QCOMPARE(refused.exitCode, 64);
    QVERIFY(refused.error()[word("message")].toString().contains(word("nobody")));
}

QTEST_GUILESS_MAIN(ResumeProcessTest)
#include "resume_process_test.moc"
