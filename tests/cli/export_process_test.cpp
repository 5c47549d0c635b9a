// SPDX-License-Identifier: Apache-2.0
// A run and a saved plan leave the program in every form that the command promises.
#include "tests/cli/program.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using devsync::tests::Finished;
using devsync::tests::Home;
using devsync::tests::Sandbox;
using devsync::tests::with;
using devsync::tests::word;

class ExportProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRun();
    void aPlan();
    void intoAFile();
    void refusals();
};

void ExportProcessTest::aRun() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=6")});
    const QString run = home.run(with(sandbox, "sync --yes --json")).document()[word("run_id")].toString();
    const auto exported = [&](const char* format) {
        return home.run(with(sandbox, "export", {run, word("--format"), word(format)}));
    };
    QCOMPARE(exported("csv").out.count("\r\n"), 9);
    QCOMPARE(exported("json").document(), home.run(with(sandbox, "runs show --json", {run})).document());
    const QList<QByteArray> lines = exported("jsonl").out.trimmed().split('\n');
    QVERIFY(lines.size() >= 9);
    for (const QByteArray& line : lines)
        QVERIFY2(QJsonDocument::fromJson(line).isObject(), line);
    const QByteArray text = exported("text").out;
    QCOMPARE(text.count('\n'), lines.size());
    QVERIFY(text.contains(" info "));
}

void ExportProcessTest::aPlan() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=6")});
    const QString plan = home.path(word("plan.json"));
    QCOMPARE(home.run(with(sandbox, "plan -o", {plan})).exitCode, 0);
    const auto exported = [&](const char* format) {
        return home.run(with(sandbox, "export", {plan, word("--format"), word(format)}));
    };
    QVERIFY(exported("csv").out.count("\r\n") > 9);
    QCOMPARE(exported("jsonl").out.count('\n'), 8);
    QCOMPARE(exported("json").document()[word("rows")].toArray().size(), 8);
    QVERIFY(exported("text").out.contains("create 2 portal users"));
}

void ExportProcessTest::intoAFile() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=6")});
    const QString plan = home.path(word("plan.json"));
    const QString csv = home.path(word("plan.csv"));
    QCOMPARE(home.run(with(sandbox, "plan -o", {plan})).exitCode, 0);
    const Finished done = home.run(with(sandbox, "export --format csv", {plan, word("-o"), csv}));
    QCOMPARE(done.exitCode, 0);
    QVERIFY(done.out.isEmpty());
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), home.run(with(sandbox, "export --format csv", {plan})).out);
    QCOMPARE(
        home.run(with(sandbox, "export", {plan, word("-o"), home.path(word("no/such/folder/x"))})).exitCode,
        1);
}

void ExportProcessTest::refusals() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=6")});
    QCOMPARE(home.run(with(sandbox, "export nobody")).exitCode, 64);
    QCOMPARE(home.run(with(sandbox, "export nobody --format xml")).exitCode, 64);
    QCOMPARE(home.run(with(sandbox, "export", {home.write(word("other.json"), "{}")})).exitCode, 7);
}

QTEST_GUILESS_MAIN(ExportProcessTest)
#include "export_process_test.moc"
