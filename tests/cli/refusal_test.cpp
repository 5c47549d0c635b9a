// SPDX-License-Identifier: Apache-2.0
// Refusals that are more than one error of one command: what is still shown, and what is logged.
#include "tests/cli/program.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QTest>

using devsync::tests::Finished;
using devsync::tests::Home;
using devsync::tests::programPath;
using devsync::tests::Sandbox;
using devsync::tests::with;
using devsync::tests::word;

namespace {

QString codeOf(const Finished& finished) {
    return finished.error()[word("code")].toString();
}

/// In a process whose state folder, $0, is mounted anew first.
Finished runAfterMount(const Home& home, const char* mount, const QStringList& arguments,
                       const QString& program = programPath()) {
    QProcess process;
    process.setProcessEnvironment(home.environment());
    const QString script = word(mount) + word(" && exec \"$@\"");
    process.start(word("unshare"),
                  QStringList{word("-m"), word("sh"), word("-c"), script, home.path(word("state")), program}
                      + arguments);
    return devsync::tests::finish(process);
}

bool mayMount(const Home& home, const char* mount) {
    return runAfterMount(home, mount, {}, word("true")).exitCode == 0;
}

} // namespace

class RefusalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isLoggedOnce();
    void aPortalThatPushesIsOnlyRead();
    void readOnlyStateIsRead();
    void fullDiskIsTold();
};

void RefusalTest::isLoggedOnce() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=3")});
    QTcpSocket taken; // bound, so that nobody else gets the port, but not listening
    QVERIFY(taken.bind(QHostAddress::LocalHost));
    QByteArray text = sandbox.profileText();
    text.replace(sandbox.text("portal").toUtf8(),
                 "http://127.0.0.1:" + QByteArray::number(taken.localPort()));
    const QString profile = home.write(word("bad.toml"), text);
    const Finished told = home.run(with(profile, "check --log-file", {home.path(word("log"))}));
    QVERIFY2(told.err.count("NET-REFUSED") == 1, told.err);
    QFile log(home.path(word("log")));
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QByteArray kept = log.readAll();
    QVERIFY2(kept.contains("NET-REFUSED") && !kept.contains("credentials"), kept);
}

void RefusalTest::aPortalThatPushesIsOnlyRead() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=10"), word("--module-push")});
    for (const char* reading : {"check", "plan"}) {
        const Finished shown = home.run(with(sandbox, reading));
        QCOMPARE(shown.exitCode, 0);
        QVERIFY2(shown.err.contains("`sync` and `apply` will refuse this plan: [PORTAL-PUSH] "), shown.err);
    }
    QCOMPARE(sandbox.writes(), 0);
}

/// In file systems of its own, so that nothing outside the process is changed.
void RefusalTest::readOnlyStateIsRead() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=10")});
    QCOMPARE(home.run(with(sandbox, "sync --yes")).exitCode, 0);
    const char* readOnly = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\"";
    if (!mayMount(home, readOnly))
        QSKIP("this user may not mount");
    const Finished check = runAfterMount(home, readOnly, with(sandbox, "check --json"));
    QVERIFY2(check.exitCode == 0, check.err);
    QCOMPARE(check.document()[word("first_run")].toBool(true), false);
    const Finished list = runAfterMount(home, readOnly, with(sandbox, "runs list --json"));
    QCOMPARE(list.document()[word("runs")].toArray().size(), 1);
    const Finished refused = runAfterMount(home, readOnly, with(sandbox, "sync --yes --json"));
    QCOMPARE(refused.exitCode, 1);
    QCOMPARE(codeOf(refused), word("STORE-FAILED"));
}

void RefusalTest::fullDiskIsTold() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=3")});
    QVERIFY(QDir().mkpath(home.path(word("state"))));
    const char* small = "mount -t tmpfs -o size=32k none \"$0\"";
    if (!mayMount(home, small))
        QSKIP("this user may not mount");
    const Finished refused = runAfterMount(home, small, with(sandbox, "sync --yes --json"));
    QCOMPARE(codeOf(refused), word("STORE-FULL"));
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("Nothing was written."), refused.err);
    QCOMPARE(sandbox.writes(), 0);
}

QTEST_GUILESS_MAIN(RefusalTest)
#include "refusal_test.moc"
