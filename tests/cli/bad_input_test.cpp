// SPDX-License-Identifier: Apache-2.0
// What goes wrong outside is told as one error each: a stable code, the cause, what was written, what to do
// next, and the exit code scripts rely on. Nothing half planned is executed.
#include "tests/cli/program.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTcpSocket>
#include <QTest>

using devsync::tests::Finished;
using devsync::tests::Home;
using devsync::tests::Sandbox;
using devsync::tests::word;

namespace {

QStringList syncWith(const QString& profile) {
    return {word("--config"), profile, word("sync"), word("--yes"), word("--json")};
}

} // namespace

class BadInputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void profileIsRefused_data();
    void profileIsRefused();
    void sideRefuses_data();
    void sideRefuses();
    void nobodyListens();
    void answerIsNoAnswer_data();
    void answerIsNoAnswer();
    void aPortalThatPushesIsOnlyRead();
    void stateOfANewerProgram();
    void stateOfAnotherIdentity();
    void fileThatIsNoState_data();
    void fileThatIsNoState();
    void readOnlyStateIsRead();
    void accountsThatCannotGo();

private:
    static void verify(const Finished& finished, int exitCode, const QByteArray& code);
    static Sandbox smallSandbox(const Home& home) { return {home, {word("--developers=10")}}; }
};

void BadInputTest::verify(const Finished& finished, int exitCode, const QByteArray& code) {
    QVERIFY2(finished.exitCode == exitCode, finished.err);
    const QJsonObject error = finished.error();
    QCOMPARE(error[word("code")].toString().toUtf8(), code);
    QVERIFY(!error[word("message")].toString().isEmpty());
    QVERIFY(!error[word("remedy")].toString().isEmpty());
    QVERIFY(finished.out.isEmpty());
}

void BadInputTest::profileIsRefused_data() {
    QTest::addColumn<QByteArray>("was");
    QTest::addColumn<QByteArray>("is");
    QTest::addColumn<QByteArray>("named"); ///< in the message
    QTest::addColumn<QByteArray>("code");
    const QByteArray invalid("PROFILE-INVALID");
    QTest::newRow("unknown key") << QByteArray("organization =") << QByteArray("organisation =")
                                 << QByteArray(":4:apigee.organisation") << invalid;
    QTest::newRow("wrong type") << QByteArray("user = \"sync\"") << QByteArray("user = 5")
                                << QByteArray("portal.user") << invalid;
    QTest::newRow("wrong value") << QByteArray("\"cookie\"") << QByteArray("\"biscuit\"")
                                 << QByteArray("portal.auth") << invalid;
    QTest::newRow("no TOML") << QByteArray("[portal]") << QByteArray("[portal") << QByteArray(".toml:8")
                             << invalid;
    QTest::newRow("credentials in the clear")
        << QByteArray("url = \"http://127.0.0.1:") << QByteArray("url = \"http://portal.invalid:")
        << QByteArray(":10:portal.url") << invalid;
    QTest::newRow("later version") << QByteArray("type = \"x\"") << QByteArray("type = \"edge\"")
                                   << QByteArray("apigee.type") << QByteArray("NOT-IN-VERSION");
}

void BadInputTest::profileIsRefused() {
    QFETCH(QByteArray, was);
    QFETCH(QByteArray, is);
    QFETCH(QByteArray, named);
    QFETCH(QByteArray, code);
    const Home home;
    const Sandbox sandbox = smallSandbox(home);
    QByteArray text = sandbox.profileText();
    QVERIFY(text.contains(was));
    const Finished refused = home.run(syncWith(home.write(word("bad.toml"), text.replace(was, is))));
    verify(refused, 10, code);
    QVERIFY2(refused.err.contains(named), refused.err);
    QCOMPARE(sandbox.count({word("GET"), word("POST")}), 0);
}

void BadInputTest::sideRefuses_data() {
    QTest::addColumn<QByteArray>("was");
    QTest::addColumn<QByteArray>("is");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("wrong token") << QByteArray("access_token = { value = \"")
                                 << QByteArray("access_token = { value = \"x") << 12
                                 << QByteArray("AUTH-401");
    QTest::newRow("wrong password") << QByteArray("password = { value = \"")
                                    << QByteArray("password = { value = \"x") << 12 << QByteArray("AUTH-401");
    // Apigee X does not tell a missing organisation from a forbidden one.
    QTest::newRow("organisation missing")
        << QByteArray("\"demo\"") << QByteArray("\"nobody\"") << 12 << QByteArray("AUTH-403");
    QTest::newRow("field missing") << QByteArray("\"field_company\"") << QByteArray("\"field_compny\"") << 1
                                   << QByteArray("FIELD-MISSING");
    QTest::newRow("secret missing") << QByteArray("password = { value = \"")
                                    << QByteArray("password = { env = \"NO_") << 10
                                    << QByteArray("SECRET-UNAVAILABLE");
}

void BadInputTest::sideRefuses() {
    QFETCH(QByteArray, was);
    QFETCH(QByteArray, is);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, code);
    const Home home;
    const Sandbox sandbox = smallSandbox(home);
    QByteArray text = sandbox.profileText();
    QVERIFY(text.contains(was));
    verify(home.run(syncWith(home.write(word("bad.toml"), text.replace(was, is)))), exitCode, code);
    QCOMPARE(sandbox.writes(), 0);
}

void BadInputTest::nobodyListens() {
    const Home home;
    const Sandbox sandbox = smallSandbox(home);
    QTcpSocket taken; // bound, so that nobody else gets the port, but not listening
    QVERIFY(taken.bind(QHostAddress::LocalHost));
    const QByteArray address = sandbox.text("portal").toUtf8();
    QByteArray text = sandbox.profileText();
    text.replace(address, "http://127.0.0.1:" + QByteArray::number(taken.localPort()));
    const QString profile = home.write(word("bad.toml"), text);
    verify(home.run(syncWith(profile)), 5, "NET-REFUSED");

    const Finished told =
        home.run({word("--config"), profile, word("--log-file"), home.path(word("log")), word("check")});
    QVERIFY2(told.err.count("NET-REFUSED") == 1, told.err);
    QFile log(home.path(word("log")));
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QByteArray kept = log.readAll();
    QVERIFY2(kept.contains("NET-REFUSED") && !kept.contains("credentials"), kept);
}

void BadInputTest::answerIsNoAnswer_data() {
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const char* fault, int exitCode, const char* code) {
        QTest::newRow(name) << QByteArray(fault) << exitCode << QByteArray(code);
    };
    row("HTML from Apigee", R"({"side":"apigee","kind":"html"})", 1, "ANSWER-JSON");
    row("HTML from the portal", R"({"side":"portal","match":"GET /jsonapi/*","kind":"html"})", 1,
        "ANSWER-JSON");
    row("repeated page", R"({"side":"apigee","match":"GET */developers*","kind":"moved"})", 1, "LIST-001");
    // A read makes no account and brings no value.
    row("list refused with 409",
        R"({"side":"apigee","match":"GET */developers*","kind":"status","status":409})", 1,
        "REQUEST-REFUSED");
    row("list refused with 400",
        R"({"side":"apigee","match":"GET */developers*","kind":"status","status":400})", 1,
        "REQUEST-REFUSED");
    row("list of users refused with 409",
        R"({"side":"portal","match":"GET /jsonapi/user*","kind":"status","status":409})", 1,
        "REQUEST-REFUSED");
    row("not permitted", R"({"side":"apigee","match":"GET */developers*","kind":"status","status":403})", 12,
        "AUTH-403");
}

void BadInputTest::answerIsNoAnswer() {
    QFETCH(QByteArray, fault);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, code);
    const Home home;
    // More than a page on each side, so that a page can repeat.
    const Sandbox sandbox(home, {word("--developers=1200"), word("--fault"), QString::fromLatin1(fault)});
    QVERIFY(sandbox.isReady());
    verify(home.run(syncWith(sandbox.profile())), exitCode, code);
    QCOMPARE(sandbox.writes(), 0);
}

void BadInputTest::aPortalThatPushesIsOnlyRead() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=10"), word("--module-push")});
    verify(home.run(syncWith(sandbox.profile())), 1, "PORTAL-PUSH");
    for (const char* reading : {"check", "plan"}) {
        const Finished shown = home.run({word("--config"), sandbox.profile(), word(reading)});
        QCOMPARE(shown.exitCode, 0);
        QVERIFY2(shown.err.contains("`sync` and `apply` will refuse this plan: [PORTAL-PUSH] "), shown.err);
    }
    QByteArray text = sandbox.profileText();
    text.replace("module_push = \"yes\"", "module_push = \"auto\"");
    const Finished unknown = home.run(syncWith(home.write(word("auto.toml"), text)));
    verify(unknown, 1, "PORTAL-PUSH");
    QVERIFY2(unknown.err.contains("`module_push = \\\"auto\\\"`"), unknown.err);
    QCOMPARE(sandbox.writes(), 0);
}

void BadInputTest::stateOfANewerProgram() {
    const Home home;
    const Sandbox sandbox = smallSandbox(home);
    QCOMPARE(home.run(syncWith(sandbox.profile())).exitCode, 0);
    {
        QSqlDatabase state = QSqlDatabase::addDatabase(word("QSQLITE"), word("newer"));
        state.setDatabaseName(home.path(word("state/devsync/sandbox.db")));
        QVERIFY(state.open());
        QVERIFY(QSqlQuery(state).exec(word("PRAGMA user_version = 9999")));
    }
    QSqlDatabase::removeDatabase(word("newer"));
    const int writes = sandbox.writes();
    verify(home.run(syncWith(sandbox.profile())), 1, "STORE-NEWER");
    verify(home.run({word("--config"), sandbox.profile(), word("check"), word("--json")}), 1, "STORE-NEWER");
    QCOMPARE(sandbox.writes(), writes);
}

void BadInputTest::stateOfAnotherIdentity() {
    const Home home;
    const Sandbox sandbox = smallSandbox(home);
    QCOMPARE(home.run(syncWith(sandbox.profile())).exitCode, 0);
    const Sandbox other(home, {word("--developers=10")}, word("other.toml"));
    const QString state = home.path(word("state/devsync/sandbox.db"));
    verify(home.run(QStringList{word("--state"), state} + syncWith(other.profile())), 10, "STORE-FOREIGN");
    QCOMPARE(other.writes(), 0);
}

void BadInputTest::fileThatIsNoState_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("something else") << QByteArray(9000, 'x');
    QTest::newRow("cut in the header") << QByteArray("SQLite format 3\0\x10\0", 18);
}

void BadInputTest::fileThatIsNoState() {
    QFETCH(QByteArray, content);
    const Home home;
    const Sandbox sandbox = smallSandbox(home);
    const QStringList state{word("--state"), home.write(word("no.db"), content)};
    for (const char* reading : {"check", "runs list"}) {
        const QStringList command = word(reading).split(u' ') + QStringList{word("--json")};
        const Finished refused = home.run(state + QStringList{word("--config"), sandbox.profile()} + command);
        verify(refused, 1, "STORE-DAMAGED");
        QVERIFY2(refused.err.contains("no.db"), refused.err);
    }
    verify(home.run(state + syncWith(sandbox.profile())), 1, "STORE-DAMAGED");
    QCOMPARE(sandbox.writes(), 0);
}

/// In a file system of its own, so that nothing outside the process is changed.
void BadInputTest::readOnlyStateIsRead() {
    const Home home;
    const Sandbox sandbox = smallSandbox(home);
    QCOMPARE(home.run(syncWith(sandbox.profile())).exitCode, 0);
    const QString folder = home.path(word("state"));
    const auto readOnly = [&](const QStringList& command) {
        QProcess process;
        process.setProcessEnvironment(home.environment());
        process.start(word("unshare"), QStringList{word("-m"), word("sh"), word("-c"),
                                                   word("mount --bind \"$0\" \"$0\" && mount -o "
                                                        "remount,ro,bind \"$0\" && exec \"$@\""),
                                                   folder}
                                           + command);
        return devsync::tests::finish(process);
    };
    if (readOnly({word("true")}).exitCode != 0)
        QSKIP("this user may not mount");
    const auto program = [&](const char* line) {
        return QStringList{devsync::tests::programPath(), word("--config"), sandbox.profile()}
               + word(line).split(u' ');
    };
    const Finished check = readOnly(program("check --json"));
    QVERIFY2(check.exitCode == 0, check.err);
    QCOMPARE(check.document()[word("first_run")].toBool(true), false);
    QCOMPARE(readOnly(program("runs list --json")).document()[word("runs")].toArray().size(), 1);
    verify(readOnly(program("sync --yes --json")), 1, "STORE-FAILED");
}

void BadInputTest::accountsThatCannotGo() {
    const Home home;
    const QString world = home.write(word("world.json"), R"({"developers":[
        {"email":"","firstName":"No","lastName":"Mail","userName":"nomail","lastModifiedAt":1740000000000},
        {"email":"twin@example.com","firstName":"T","lastName":"W","userName":"twin","lastModifiedAt":1740000000000},
        {"email":"good@example.com","firstName":"Good","lastName":"One","userName":"good","lastModifiedAt":1740000000000}],
      "users":[
        {"uid":10,"name":"twin","mail":"twin@example.com","changed":1740000000,"fields":{"first_name":"A","last_name":"B"}},
        {"uid":11,"name":"twin2","mail":"Twin@example.com","changed":1740000000,"fields":{"first_name":"C","last_name":"D"}},
        {"uid":12,"name":"silent","mail":null,"changed":1740000000,"fields":{"first_name":"E","last_name":"F"}},
        {"uid":13,"name":"upper","mail":"Upper@example.com","changed":1740000000,"fields":{"first_name":"G","last_name":"H"}}]})");
    const Sandbox sandbox(home, {word("--world"), world});
    QVERIFY(sandbox.isReady());
    const Finished run = home.run(syncWith(sandbox.profile()));
    QVERIFY2(run.exitCode == 4, run.err);
    const QJsonObject document = run.document();
    QCOMPARE(document[word("verdict")].toString(), word("with-warnings"));
    QCOMPARE(document[word("counts")][word("done")].toInt(), 1);
    QCOMPARE(document[word("counts")][word("held")].toInt(), 2);
    QCOMPARE(document[word("counts")][word("excluded")].toInt(), 4);
    // Without address: one developer, one user, and the two users of the portal itself.
    QStringList held;
    for (const QJsonValue& row : document[word("rows")].toArray())
        if (row[word("outcome")].toString() == word("held"))
            held << row[word("email")].toString() + u' ' + row[word("error")][word("code")].toString();
    held.sort();
    QCOMPARE(held,
             (QStringList{word("twin@example.com HELD-TWINS"), word("upper@example.com HELD-UPPER-CASE")}));
    QCOMPARE(sandbox.writes(), 1);
}

QTEST_GUILESS_MAIN(BadInputTest)
#include "bad_input_test.moc"
