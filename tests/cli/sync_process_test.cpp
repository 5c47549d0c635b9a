// SPDX-License-Identifier: Apache-2.0
// The main job with real processes and sockets: both sides end equal, nothing else is touched, a second run
// has nothing to do. And the documents that scripts read.
#include "tests/cli/program.h"
#include "tests/cli/world_facts.h"

#include <QFileInfo>
#include <QSet>
#include <QTest>

using devsync::tests::Finished;
using devsync::tests::firstDifference;
using devsync::tests::firstTouched;
using devsync::tests::Home;
using devsync::tests::number;
using devsync::tests::Sandbox;
using devsync::tests::with;
using devsync::tests::word;
using devsync::tests::words;

namespace {

QSet<QString> keysOf(const QJsonValue& object) {
    const QStringList keys = object.toObject().keys();
    return {keys.begin(), keys.end()};
}

bool hasKeys(const QJsonValue& object, const char* line) {
    const QStringList wanted = words(line);
    return keysOf(object).contains(QSet<QString>(wanted.begin(), wanted.end()));
}

} // namespace

class SyncProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothSidesEndEqual();
    void comparingLeavesNothingBehind();
    void planDocument();
    void checkDocument();
    void withoutTerminalItNeedsYes();
    void limitsStop();
    void onlyOneDirection();
    void linesOfEvents();
    void neverSaysASecret();
};

void SyncProcessTest::bothSidesEndEqual() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=200")});
    const QJsonObject before = sandbox.world();
    QVERIFY(!firstDifference(before).isEmpty());

    const Finished first = home.run(with(sandbox, "sync --yes --confirm=100000 --json"));
    QVERIFY2(first.exitCode == 0, first.err);
    const QJsonObject run = first.document();
    QCOMPARE(run[word("verdict")].toString(), word("success"));
    QVERIFY(hasKeys(
        run, "schema kind run_id plan_sha256 verdict exit_code started_at finished_at counts requests rows "
             "needs_password_recovery"));
    QVERIFY(
        hasKeys(run[word("counts")], "planned done failed stale held cancelled not_started same excluded"));
    QVERIFY(hasKeys(run[word("requests")][word("apigee")], "GET POST PUT retries"));
    QCOMPARE(number(run, "counts", "planned"), 66 + 66 + 68 + 68);
    QCOMPARE(number(run, "counts", "done"), 66 + 66 + 68 + 68);
    QCOMPARE(run[word("needs_password_recovery")].toArray().size(), 68);
    QVERIFY(hasKeys(run[word("rows")][0], "email action outcome error"));

    const QJsonObject after = sandbox.world();
    QCOMPARE(firstDifference(after), QString());
    QCOMPARE(firstTouched(before, after), QString());
    QCOMPARE(sandbox.count({word("DELETE")}), 0);

    const int writes = sandbox.writes();
    const Finished second = home.run(with(sandbox, "apigee-edge:sync --yes --json"));
    QVERIFY2(second.exitCode == 0, second.err);
    QCOMPARE(second.document()[word("verdict")].toString(), word("nothing-to-do"));
    QCOMPARE(sandbox.writes(), writes);
    QCOMPARE(sandbox.world(), after);

    const QJsonArray runs = home.run(with(sandbox, "runs list --json")).document()[word("runs")].toArray();
    QCOMPARE(runs.size(), 2);
    QCOMPARE(runs[1][word("run_id")], run[word("run_id")]);
    const Finished shown =
        home.run(with(sandbox, "runs show --json") + QStringList{run[word("run_id")].toString()});
    QCOMPARE(shown.exitCode, 0);
    QCOMPARE(shown.document(), run);
    const Finished unknown = home.run(with(sandbox, "runs show nobody --json"));
    QCOMPARE(unknown.exitCode, 64);
    QCOMPARE(unknown.error()[word("code")].toString(), word("USAGE"));
}

void SyncProcessTest::comparingLeavesNothingBehind() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=20")});
    const QJsonObject before = sandbox.world();
    QCOMPARE(home.run(with(sandbox, "check")).exitCode, 0);
    QCOMPARE(home.run(with(sandbox, "plan")).exitCode, 0);
    QCOMPARE(home.run(with(sandbox, "sync --dry-run --detailed-exitcode")).exitCode, 2);
    QCOMPARE(home.run(with(sandbox, "runs list")).exitCode, 0);
    QVERIFY(!QFileInfo::exists(home.path(word("state"))));
    QCOMPARE(sandbox.writes(), 0);
    QCOMPARE(sandbox.world(), before);
}

void SyncProcessTest::planDocument() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=30")});
    const Finished planned = home.run(with(sandbox, "plan --json --detailed-exitcode"));
    QVERIFY2(planned.exitCode == 2, planned.err);
    const QJsonObject plan = planned.document();
    QVERIFY(hasKeys(
        plan, "schema kind plan_sha256 created_at profile direction first_run apigee portal counts limits "
              "expected rows"));
    QVERIFY(hasKeys(plan[word("apigee")], "organization accounts clock_offset_ms"));
    QVERIFY(hasKeys(plan[word("portal")], "url accounts clock_offset_ms"));
    QVERIFY(hasKeys(plan[word("counts")],
                    "same create_portal_user create_developer update_portal_user update_developer "
                    "update_both held excluded conflicts differs_not_synchronised"));
    QVERIFY(hasKeys(plan[word("expected")], "apigee_requests portal_requests seconds"));
    QCOMPARE(plan[word("kind")].toString(), word("plan"));
    QCOMPARE(plan[word("profile")].toString(), word("sandbox"));
    QCOMPARE(plan[word("first_run")].toBool(), true);
    QCOMPARE(number(plan, "counts", "update_portal_user"), 10);
    QCOMPARE(number(plan, "counts", "create_developer"), 10);
    const QJsonArray rows = plan[word("rows")].toArray();
    QCOMPARE(rows.size(), 40);
    QVERIFY(hasKeys(rows[0],
                    "email action winner reason conflict changed_since_baseline held_because apigee portal "
                    "fields notes"));
    const QJsonObject again = home.run(with(sandbox, "sync --dry-run --json")).document();
    QCOMPARE(again[word("plan_sha256")], plan[word("plan_sha256")]);
    QCOMPARE(again[word("rows")], plan[word("rows")]);
}

void SyncProcessTest::checkDocument() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=30")});
    const Finished checked = home.run(with(sandbox, "check --json"));
    QVERIFY2(checked.exitCode == 0, checked.err);
    QCOMPARE(checked.document()[word("kind")].toString(), word("plan"));
    QVERIFY(!checked.document().contains(word("rows")));
    QCOMPARE(home.run(with(sandbox, "check --detailed-exitcode")).exitCode, 2);
}

void SyncProcessTest::withoutTerminalItNeedsYes() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=10")});
    const Finished asked = home.run(with(sandbox, "sync --json"));
    QCOMPARE(asked.exitCode, 64);
    QCOMPARE(asked.document()[word("kind")].toString(), word("plan"));
    QCOMPARE(asked.error()[word("code")].toString(), word("USAGE"));
    QCOMPARE(sandbox.writes(), 0);
}

void SyncProcessTest::limitsStop() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=400")}); // 133 updates a side: over 100 and over 20 %
    const Finished stopped = home.run(with(sandbox, "sync --yes --json"));
    QVERIFY2(stopped.exitCode == 6, stopped.err);
    QCOMPARE(stopped.document()[word("verdict")].toString(), word("safety-limit"));
    QCOMPARE(number(stopped.document(), "counts", "not_started"), 534);
    QCOMPARE(stopped.error()[word("code")].toString(), word("LIMIT-STOP"));
    QCOMPARE(home.run(with(sandbox, "sync --yes --confirm=533")).exitCode, 6); // one less than it writes
    QCOMPARE(sandbox.writes(), 0);
}

void SyncProcessTest::onlyOneDirection() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=30")});
    const Finished updates =
        home.run(with(sandbox, "sync --yes --only update --direction apigee-to-portal --json"));
    QVERIFY2(updates.exitCode == 0, updates.err);
    QCOMPARE(number(updates.document(), "counts", "done"), 10);
    QCOMPARE(number(updates.document(), "counts", "excluded"),
             32); // two users of the portal itself have no mail
    QCOMPARE(sandbox.count({word("POST"), word("PUT")}), 0);
    QCOMPARE(sandbox.count({word("PATCH")}), 10);
}

void SyncProcessTest::linesOfEvents() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=10")});
    const Finished run = home.run(with(sandbox, "sync --yes --jsonl"));
    QVERIFY2(run.exitCode == 0, run.err);
    const QList<QByteArray> lines = run.out.trimmed().split('\n');
    QVERIFY(lines.size() > 5);
    for (const QByteArray& line : lines)
        QCOMPARE(Finished{.out = line}.document()[word("schema")].toInt(), 1);
    QCOMPARE(Finished{.out = lines.last()}.document()[word("verdict")].toString(), word("success"));
}

void SyncProcessTest::neverSaysASecret() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=20")});
    const QString log = home.path(word("all.log"));
    const Finished run =
        home.run(QStringList{word("-vv"), word("--log-file"), log} + with(sandbox, "sync --yes"));
    QVERIFY2(run.exitCode == 0, run.err);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QFile state(home.path(word("state/devsync/sandbox.db")));
    QVERIFY(state.open(QIODevice::ReadOnly));
    const QByteArray all = run.out + run.err + file.readAll() + state.readAll();
    QVERIFY2(all.contains("GET /jsonapi/user/user?"), "the requests, since everything is logged");
    for (const char* secret : {"token", "portal_password"})
        QVERIFY2(!all.contains(sandbox.text(secret).toUtf8()), secret);
}

QTEST_GUILESS_MAIN(SyncProcessTest)
#include "sync_process_test.moc"
