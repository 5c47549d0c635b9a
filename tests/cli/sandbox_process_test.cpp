// SPDX-License-Identifier: Apache-2.0
// `devsync sandbox` as other people's scripts see it: the ready line, the profile, its end.
#include "tests/cli/program.h"

#include <QFileInfo>
#include <QTest>

#include <csignal>

using devsync::tests::Finished;
using devsync::tests::Home;
using devsync::tests::Sandbox;

class SandboxProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhereItIs();
    void endsWithZero_data();
    void endsWithZero();
    void latencyIsNotForControl();
};

void SandboxProcessTest::saysWhereItIs() {
    const Home home;
    Sandbox sandbox(home, {QStringLiteral("--developers"), QStringLiteral("7")});
    QVERIFY(sandbox.isReady());
    QVERIFY(sandbox.text("apigee").startsWith(QLatin1String("http://127.0.0.1:")));
    QVERIFY(sandbox.text("apigee").endsWith(QLatin1String("/v1")));
    QCOMPARE(sandbox.text("organization"), QStringLiteral("demo"));
    QCOMPARE(sandbox.text("portal_user"), QStringLiteral("sync"));
    QCOMPARE(sandbox.text("profile"), sandbox.profile());
    for (const char* secret : {"token", "password", "portal_password"})
        QVERIFY(sandbox.text(secret).size() >= 24);
    QVERIFY(sandbox.profileText().contains("endpoint = \"" + sandbox.text("apigee").toUtf8() + "\"\n"));
    QCOMPARE(QFileInfo(sandbox.profile()).permissions() & QFileDevice::Permissions(0x0077),
             QFileDevice::Permissions());
    QCOMPARE(sandbox.world().value(QLatin1String("developers")).toArray().size(), 7);
}

void SandboxProcessTest::endsWithZero_data() {
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void SandboxProcessTest::endsWithZero() {
    QFETCH(int, number);
    const Home home;
    const auto sandbox = home.start({QStringLiteral("sandbox"), QStringLiteral("--developers=3")});
    QVERIFY(sandbox->waitForReadyRead());
    devsync::tests::sendSignal(*sandbox, number);
    const Finished ended = devsync::tests::finish(*sandbox);
    QVERIFY(!ended.crashed);
    QCOMPARE(ended.exitCode, 0);
    QVERIFY(ended.err.isEmpty());
}

void SandboxProcessTest::latencyIsNotForControl() {
    const Home home;
    Sandbox sandbox(home, {QStringLiteral("--developers=3"), QStringLiteral("--latency-ms=600000")});
    QCOMPARE(sandbox.writes(), 0); // would never be answered
    QCOMPARE(sandbox.end().exitCode, 0);
}

QTEST_GUILESS_MAIN(SandboxProcessTest)
#include "sandbox_process_test.moc"
