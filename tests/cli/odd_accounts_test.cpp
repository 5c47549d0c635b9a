// SPDX-License-Identifier: Apache-2.0
// Accounts that are unusual and no error: each arrives as it is, or is held with a reason; never half, never
// cut, and nothing else is touched.
#include "tests/cli/program.h"
#include "tests/cli/world_facts.h"

#include <QJsonDocument>
#include <QTest>

using namespace devsync::tests;

namespace {

constexpr qint64 kPortalTime = 1740000000;
const QString kAna = QStringLiteral("ana@acme.example");

struct Account {
    QString email = kAna;
    QString userName = QStringLiteral("ana");
    QString firstName = QStringLiteral("Ana");
    qint64 time = kPortalTime;  ///< seconds; 0: missing
    QJsonArray attributes = {}; ///< of a developer
    QJsonObject fields = {};    ///< of a user
};

QJsonObject attribute(const QString& name, const QString& value) {
    return {{word("name"), name}, {word("value"), value}};
}

QJsonObject developer(const Account& account) {
    QJsonObject json{{word("email"), account.email},
                     {word("userName"), account.userName},
                     {word("firstName"), account.firstName},
                     {word("lastName"), word("Souza")},
                     {word("attributes"), account.attributes}};
    if (account.time > 0)
        json[word("lastModifiedAt")] = QString::number(account.time * 1000);
    return json;
}

QJsonObject user(const Account& account) {
    QJsonObject fields = account.fields;
    fields[word("first_name")] = account.firstName;
    fields[word("last_name")] = word("Souza");
    return {{word("name"), account.userName},
            {word("mail"), account.email},
            {word("status"), true},
            {word("changed"), account.time},
            {word("fields"), fields}};
}

QByteArray world(const QList<Account>& developers, const QList<Account>& users) {
    QJsonArray apigee;
    QJsonArray portal;
    for (const Account& account : developers)
        apigee << developer(account);
    for (const Account& account : users)
        portal << user(account);
    return QJsonDocument(QJsonObject{{word("developers"), apigee}, {word("users"), portal}}).toJson();
}

QJsonArray company(const QString& value) {
    return {attribute(word("company"), value)};
}

QJsonArray tenThousand() {
    QJsonArray attributes;
    for (int number = 0; number < 10'000; ++number)
        attributes << attribute(word("a") + QString::number(number), word("v"));
    return attributes;
}

QString large() {
    return QString(2'000'000, QLatin1Char('x'));
}

} // namespace

class OddAccountsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void arrives_data();
    void arrives();
    void isHeld_data();
    void isHeld();
    void serverWhoseStartKeyIsExclusive();
    void startKeyThatVanishes();
    void accountsThatCannotGo();
};

void OddAccountsTest::arrives_data() {
    QTest::addColumn<QByteArray>("world");
    const auto row = [](const char* name, const QList<Account>& developers, const QList<Account>& users) {
        QTest::newRow(name) << world(developers, users);
    };
    const qint64 later = kPortalTime + 100;
    const auto value = [&](const QString& text) {
        return QList<Account>{{.time = later, .attributes = company(text)}};
    };
    const QList<Account> ana{{}};
    row("2 MB from Apigee", {{.time = later, .attributes = {attribute(word("notes"), large())}}}, ana);
    row("2 MB from the portal", ana,
        {{.time = later, .fields = {{word("field_notes"), QJsonArray{large()}}}}});
    row("2 MB that is nobody's, put back", {{.attributes = {attribute(word("other"), large())}}},
        {{.time = later, .fields = {{word("field_company"), QJsonArray{word("Acme")}}}}});
    QJsonArray many = tenThousand();
    many << attribute(word("company"), word("Acme"));
    row("10,000 attributes, read", {{.time = later, .attributes = many}}, ana);
    row("emoji of several characters", value(QStringLiteral("👩‍👩‍👧 🏳️‍🌈")), ana);
    row("decomposed", {{.firstName = QStringLiteral("Jose\u0301"), .time = later}}, ana);
    row("composed over decomposed", {{.firstName = QStringLiteral("Jos\u00e9"), .time = later}},
        {{.firstName = QStringLiteral("Jose\u0301")}});
    row("right to left, overridden", {{.firstName = QStringLiteral("\u05d0\u05d1 \u202eAna")}}, {});
    row("zero width", value(QStringLiteral("a\u200b\u200db\ufeff")), ana);
    row("markup", value(QStringLiteral("<script>alert(1)</script>")), ana);
    row("quotes, backslashes and separators", value(QStringLiteral("\"a\"\"b\\c;d\"")), ana);
    row("line ends and tabs", value(QStringLiteral("\"a\nb\tc\"")), ana);
    row("numbers and words as texts", value(QStringLiteral("007")), ana);
    row("time in the future", {{.time = kPortalTime + 1'000'000'000, .attributes = company(word("Acme"))}},
        ana);
    row("no time, nothing differs", {{.time = 0}}, ana);
}

void OddAccountsTest::arrives() {
    QFETCH(QByteArray, world);
    const Home home;
    const Sandbox sandbox(home, {word("--world"), home.write(word("world.json"), world)});
    QVERIFY(sandbox.isReady());
    const QJsonObject before = sandbox.world();
    const Finished run = home.run(with(sandbox, "sync --yes --json"));
    QVERIFY2(run.exitCode == 0, run.err + run.out.right(2000));
    QCOMPARE(firstDifference(sandbox.world()), QString());
    QCOMPARE(firstTouched(before, sandbox.world()), QString());
    const int writes = sandbox.writes();
    const Finished again = home.run(with(sandbox, "sync --yes --json"));
    QCOMPARE(again.document()[word("verdict")].toString(), word("nothing-to-do"));
    QCOMPARE(sandbox.writes(), writes);
}

void OddAccountsTest::isHeld_data() {
    QTest::addColumn<QByteArray>("world");
    QTest::addColumn<QString>("email");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const QList<Account>& developers, const QList<Account>& users,
                        const char* code, const QString& email = kAna) {
        QTest::newRow(name) << world(developers, users) << email << word(code);
    };
    const qint64 later = kPortalTime + 100;
    const QList<Account> ana{{}};
    const QJsonArray acme = company(word("Acme"));
    row("10,000 attributes, to be written", {{.attributes = tenThousand()}},
        {{.time = later, .fields = {{word("field_company"), QJsonArray{word("Acme")}}}}},
        "HELD-ATTRIBUTE-LIMIT");
    row("attribute twice",
        {{.time = later,
          .attributes = {attribute(word("company"), word("A")), attribute(word("company"), word("B"))}}},
        ana, "HELD-DUPLICATE-ATTRIBUTE");
    row("no time in Apigee", {{.time = 0, .attributes = acme}}, ana, "HELD-TIME-UNKNOWN");
    row("no time in the portal", {{.attributes = acme}}, {{.time = 0}}, "HELD-TIME-UNKNOWN");
    row("name of 65 characters", {{.firstName = QString(65, QLatin1Char('x'))}}, {},
        "HELD-VALUE-DOES-NOT-FIT");
    row("user name of 61 characters", {{.userName = QString(61, QLatin1Char('x'))}}, {},
        "HELD-USER-NAME-ILLEGAL");
    row("user name with no width", {{.userName = QStringLiteral("an\u200ba")}}, {}, "HELD-USER-NAME-ILLEGAL");
    row("user name turned round", {{.userName = QStringLiteral("ana\u202e")}}, {}, "HELD-USER-NAME-ILLEGAL");
    // İ is no i, whatever the language: two people, and the user name is taken.
    row("Turkish capital I with a dot",
        {{.email = QStringLiteral("\u0130lker@acme.example"), .userName = word("ilker")}},
        {{.email = word("ilker@acme.example"), .userName = word("ilker")}}, "HELD-USER-NAME-TAKEN",
        QStringLiteral("i\u0307lker@acme.example"));
    row("Turkish dotless i",
        {{.email = QStringLiteral("\u0131lker@acme.example"), .userName = word("ilker")}},
        {{.email = word("ilker@acme.example"), .userName = word("ilker")}}, "HELD-USER-NAME-TAKEN",
        QStringLiteral("\u0131lker@acme.example"));
}

void OddAccountsTest::isHeld() {
    QFETCH(QByteArray, world);
    QFETCH(QString, email);
    QFETCH(QString, code);
    const Home home;
    const Sandbox sandbox(home, {word("--world"), home.write(word("world.json"), world)});
    QVERIFY(sandbox.isReady());
    const QJsonObject before = sandbox.world();
    const Finished run = home.run(with(sandbox, "sync --yes --json"));
    QVERIFY2(run.exitCode == 4, run.err);
    QJsonObject held;
    for (const QJsonValue& row : run.document()[word("rows")].toArray())
        if (row[word("email")].toString() == email)
            held = row.toObject();
    QCOMPARE(held[word("outcome")].toString(), word("held"));
    QCOMPARE(held[word("error")][word("code")].toString(), code);
    QVERIFY(!held[word("error")][word("message")].toString().isEmpty());
    QVERIFY(!held[word("error")][word("remedy")].toString().isEmpty());
    QCOMPARE(firstTouched(before, sandbox.world()), QString());
    QCOMPARE(sandbox.writes(), run.document()[word("counts")][word("done")].toInt());
}

void OddAccountsTest::serverWhoseStartKeyIsExclusive() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=1200"), word("--fault"),
                                 word(R"({"side":"apigee","match":"GET */developers","kind":"exclusive"})")});
    const Finished run = home.run(with(sandbox, "check --json"));
    QVERIFY2(run.exitCode == 0, run.err);
    QCOMPARE(number(run.document(), "apigee", "accounts"), 1200);
}

void OddAccountsTest::startKeyThatVanishes() {
    const Home home;
    const Sandbox sandbox(home,
                          {word("--developers=1200"), word("--fault"),
                           word(R"({"side":"apigee","match":"GET */developers","kind":"gone","count":3})")});
    const Finished run = home.run(with(sandbox, "check --json"));
    QVERIFY2(run.exitCode == 0, run.err);
    const int left = static_cast<int>(sandbox.world()[word("developers")].toArray().size());
    QVERIFY(left < 1200);
    QCOMPARE(number(run.document(), "apigee", "accounts"), left);
}

void OddAccountsTest::accountsThatCannotGo() {
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
    const Finished run = home.run(with(sandbox, "sync --yes --json"));
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

QTEST_GUILESS_MAIN(OddAccountsTest)
#include "odd_accounts_test.moc"
