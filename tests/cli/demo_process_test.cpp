// SPDX-License-Identifier: Apache-2.0
// `devsync demo`: nothing is set up before it, nothing is left after it, and it tells the whole story.
#include "tests/cli/program.h"

#include <QDir>
#include <QTest>

using devsync::tests::Finished;
using devsync::tests::Home;

class DemoProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsThrough();
    void tellsOneStory_data();
    void tellsOneStory();
};

void DemoProcessTest::runsThrough() {
    Home home;
    home.set(QStringLiteral("TMPDIR"), home.path(QString()));
    const Finished demo = home.run({QStringLiteral("demo")});
    QVERIFY2(demo.exitCode == 0, demo.err);
    const qsizetype plan = demo.out.indexOf("Developer synchronization will: ");
    const qsizetype verdict = demo.out.indexOf("\nRun: with-warnings\n");
    const qsizetype again = demo.out.indexOf("No write is left.");
    QVERIFY2(plan > 0 && verdict > plan && again > verdict, demo.out);
    const QByteArray run = demo.out.mid(verdict, again - verdict);
    for (const char* held : {"elif.kaya@", "finn.berg@", "gita.rao@"})
        QVERIFY2(run.contains(held), demo.out);
    QVERIFY2(QDir(home.path(QString())).isEmpty(),
             qPrintable(QDir(home.path(QString())).entryList().join(u' ')));
}

void DemoProcessTest::tellsOneStory_data() {
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("newer") << QByteArray("ana.souza@") << QByteArray("Nordlicht");
    QTest::newRow("tie") << QByteArray("@") << QByteArray("Acme Holding");
    QTest::newRow("conflict") << QByteArray("dora.lima@") << QByteArray("Lima Consulting");
    QTest::newRow("case-twins") << QByteArray("elif.kaya@") << QByteArray("upper");
    QTest::newRow("user-name-taken") << QByteArray("finn.berg@") << QByteArray("finn");
    QTest::newRow("nineteen-attributes") << QByteArray("gita.rao@") << QByteArray("18");
    QTest::newRow("flaky-server") << QByteArray("hugo.petit@") << QByteArray("Petit et Fils");
    QTest::newRow("reappears") << QByteArray("ines.moreau@") << QByteArray("portal");
}

void DemoProcessTest::tellsOneStory() {
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, word);
    const Finished demo = Home().run(
        {QStringLiteral("demo"), QStringLiteral("--story"), QString::fromLatin1(QTest::currentDataTag())});
    QVERIFY2(demo.exitCode == 0, demo.err);
    const QByteArray plan = demo.out.mid(demo.out.indexOf("\nPlan\n"));
    QVERIFY2(plan.contains(address), demo.out);
    QVERIFY2(plan.contains(word), demo.out);
}

QTEST_GUILESS_MAIN(DemoProcessTest)
#include "demo_process_test.moc"
