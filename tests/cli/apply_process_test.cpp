// SPDX-License-Identifier: Apache-2.0
// Saved plans with real processes: made, shown, executed exactly as approved, refused when they are not what
// they were.
#include "tests/cli/program.h"
#include "tests/cli/world_facts.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using devsync::tests::Finished;
using devsync::tests::firstDifference;
using devsync::tests::firstTouched;
using devsync::tests::Home;
using devsync::tests::number;
using devsync::tests::Sandbox;
using devsync::tests::with;
using devsync::tests::word;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ApplyProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void executesWhatWasSaved();
    void showsTheFilesPlanAndAsksForYes();
    void leavesAMovedAccountAlone();
    void isJudgedByTheLimits();
    void refusesAFileThatIsNotWhole();
    void refusesAnotherOrganization();
    void refusesAChangedMapping();
    void writesNoFileWhereItCannot();
    void onlyTheFirstRows();

private:
    QString savedPlan(const Sandbox& sandbox) const {
        const QString path = m_home->path(word("plan.json"));
        return m_home->run(with(sandbox, "plan -o", {path})).exitCode == 0 ? path : QString();
    }
    std::unique_ptr<Home> m_home;
};

void ApplyProcessTest::init() {
    m_home = std::make_unique<Home>();
}

void ApplyProcessTest::executesWhatWasSaved() {
    const Sandbox sandbox(*m_home, {word("--developers=30")});
    const QJsonObject before = sandbox.world();
    const QString path = savedPlan(sandbox);
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    QCOMPARE(sandbox.writes(), 0);

    const Finished applied = m_home->run(with(sandbox, "apply --yes --json", {path}));
    QVERIFY2(applied.exitCode == 0, applied.err);
    const QJsonObject run = applied.document();
    QCOMPARE(run[word("verdict")].toString(), word("success"));
    QCOMPARE(number(run, "counts", "done"), 40);
    QCOMPARE(run[word("plan_sha256")].toString(),
             QJsonDocument::fromJson(contentOf(path))[word("plan_sha256")].toString());
    QCOMPARE(firstDifference(sandbox.world()), QString());
    QCOMPARE(firstTouched(before, sandbox.world()), QString());

    const Finished after = m_home->run(with(sandbox, "sync --yes --json"));
    QCOMPARE(after.document()[word("verdict")].toString(), word("nothing-to-do"));
}

void ApplyProcessTest::showsTheFilesPlanAndAsksForYes() {
    const Sandbox sandbox(*m_home, {word("--developers=9")});
    const QString path = savedPlan(sandbox);
    const Finished shown = m_home->run(with(sandbox, "apply", {path}));
    QCOMPARE(shown.exitCode, 64);
    QVERIFY(shown.err.contains("`apply` without a terminal"));
    QVERIFY(shown.out.contains("create 3 portal users"));
    QCOMPARE(shown.out, m_home->run(with(sandbox, "plan")).out);
    QCOMPARE(sandbox.writes(), 0);
}

void ApplyProcessTest::leavesAMovedAccountAlone() {
    const Sandbox sandbox(*m_home, {word("--developers=9")});
    const QString path = savedPlan(sandbox);
    const QJsonArray rows = QJsonDocument::fromJson(contentOf(path))[word("rows")].toArray();
    QString moved;
    for (const QJsonValue& row : rows)
        if (row[word("action")] == word("update_portal_user"))
            moved = row[word("email")].toString();
    // the side the value comes from: nobody approved its new value
    sandbox.control("/sandbox/edit", "{\"side\":\"apigee\",\"email\":\"" + moved.toUtf8()
                                         + "\",\"set\":{\"firstName\":\"Later\"}}");
    const Finished applied = m_home->run(with(sandbox, "apply --yes --json", {path}));
    QCOMPARE(applied.exitCode, 4);
    const QJsonObject run = applied.document();
    QCOMPARE(number(run, "counts", "stale"), 1);
    QCOMPARE(number(run, "counts", "done"), 11);
    for (const QJsonValue& row : run[word("rows")].toArray())
        QCOMPARE(row[word("outcome")].toString(), row[word("email")] == moved ? word("stale") : word("done"));
}

void ApplyProcessTest::isJudgedByTheLimits() {
    const Sandbox sandbox(*m_home, {word("--developers=400")});
    const QString path = savedPlan(sandbox);
    const Finished stopped = m_home->run(with(sandbox, "apply --yes --json", {path}));
    QCOMPARE(stopped.exitCode, 6);
    QCOMPARE(stopped.document()[word("verdict")].toString(), word("safety-limit"));
    QCOMPARE(sandbox.writes(), 0);
    QCOMPARE(m_home->run(with(sandbox, "apply --yes --confirm=534 --json", {path})).exitCode, 0);
}

void ApplyProcessTest::refusesAFileThatIsNotWhole() {
    const Sandbox sandbox(*m_home, {word("--developers=9")});
    const QByteArray file = contentOf(savedPlan(sandbox));
    const QList<QByteArray> broken{QByteArray(),    file.first(file.size() / 2),
                                   file.chopped(1), QByteArray(file).replace("\"done\"", ""),
                                   "{}\n",          QByteArray(file).replace(0, 1, " ")};
    for (const QByteArray& content : broken) {
        if (content == file)
            continue;
        const Finished refused =
            m_home->run(with(sandbox, "apply --yes --json", {m_home->write(word("broken.json"), content)}));
        QCOMPARE(refused.exitCode, 7);
        QCOMPARE(refused.error()[word("code")].toString(), word("PLAN-FILE"));
        QVERIFY(refused.out.isEmpty());
    }
    QCOMPARE(m_home->run(with(sandbox, "apply --yes", {m_home->path(word("missing.json"))})).exitCode, 7);
    QCOMPARE(sandbox.writes(), 0);
}

void ApplyProcessTest::refusesAnotherOrganization() {
    const Sandbox one(*m_home, {word("--developers=9")});
    const Sandbox other(*m_home, {word("--developers=9")}, word("other.toml"));
    const Finished refused = m_home->run(with(other, "apply --yes --json", {savedPlan(one)}));
    QCOMPARE(refused.exitCode, 7);
    QCOMPARE(refused.error()[word("code")].toString(), word("PLAN-OUTDATED"));
    QCOMPARE(one.writes() + other.writes(), 0);
}

void ApplyProcessTest::refusesAChangedMapping() {
    const Sandbox sandbox(*m_home, {word("--developers=9")});
    const QString path = savedPlan(sandbox);
    const QByteArray changed =
        sandbox.profileText().replace("attribute = \"company\"", "attribute = \"firm\"");
    QVERIFY(changed != sandbox.profileText());
    const QString profile = m_home->write(word("changed.toml"), changed);
    const Finished refused =
        m_home->run({word("--config"), profile, word("apply"), word("--yes"), word("--json"), path});
    QCOMPARE(refused.exitCode, 7);
    QVERIFY(refused.error()[word("message")].toString().contains(word("mapping")));
}

void ApplyProcessTest::writesNoFileWhereItCannot() {
    const Sandbox sandbox(*m_home, {word("--developers=9")});
    const Finished refused =
        m_home->run(with(sandbox, "plan --json -o", {m_home->path(word("no/such/folder/plan.json"))}));
    QCOMPARE(refused.exitCode, 1);
    QCOMPARE(refused.error()[word("code")].toString(), word("OUTPUT-FAILED"));
}

void ApplyProcessTest::onlyTheFirstRows() {
    const Sandbox sandbox(*m_home, {word("--developers=30")});
    const Finished part = m_home->run(with(sandbox, "sync --yes --limit-rows 7 --json"));
    QCOMPARE(part.exitCode, 0);
    QCOMPARE(number(part.document(), "counts", "planned"), 7);
    QCOMPARE(part.document()[word("verdict")].toString(), word("success"));
    QVERIFY(part.err.contains("33 more accounts would be written"));
    const Finished rest = m_home->run(with(sandbox, "sync --yes --json"));
    QCOMPARE(number(rest.document(), "counts", "planned"), 33);
    QCOMPARE(firstDifference(sandbox.world()), QString());
}

QTEST_GUILESS_MAIN(ApplyProcessTest)
#include "apply_process_test.moc"
