// SPDX-License-Identifier: Apache-2.0
// What the last synchronisation remembers: shown, and let go by a person. A renamed account stays held until
// its old address is forgotten.
#include "tests/cli/program.h"
#include "tests/cli/world_facts.h"

#include <QTest>

using devsync::tests::Finished;
using devsync::tests::Home;
using devsync::tests::Sandbox;
using devsync::tests::with;
using devsync::tests::word;

class BaselineProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isShownAndForgotten();
    void needsYesWithoutATerminal();
    void aRenamedAccountIsReleased();

private:
    static QJsonArray rows(const Home& home, const Sandbox& sandbox, const QStringList& more = {}) {
        return home.run(with(sandbox, "baseline show --json", more)).document()[word("rows")].toArray();
    }
};

void BaselineProcessTest::isShownAndForgotten() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=6")});
    QVERIFY(rows(home, sandbox).isEmpty());
    QCOMPARE(home.run(with(sandbox, "sync --yes")).exitCode, 0);
    const QJsonArray all = rows(home, sandbox);
    QCOMPARE(all.size(), 8);
    const QString email = all[0][word("email")].toString();
    QCOMPARE(all[0][word("fields")][0][word("field")].toString(), word("first_name"));
    QVERIFY(all[0][word("portal")][word("uid")].toInt() > 0);

    const QStringList one{word("--email"), email.toUpper()};
    QCOMPARE(rows(home, sandbox, one).size(), 1);
    QVERIFY(home.run(with(sandbox, "baseline show", one)).out.startsWith(email.toUtf8()));
    const Finished forgotten = home.run(with(sandbox, "baseline forget --yes --json", one));
    QCOMPARE(forgotten.exitCode, 0);
    QCOMPARE(forgotten.document()[word("forgotten")].toInt(), 1);
    QCOMPARE(rows(home, sandbox).size(), 7);
    QCOMPARE(home.run(with(sandbox, "baseline forget --yes --json")).document()[word("forgotten")].toInt(),
             7);
    QVERIFY(rows(home, sandbox).isEmpty());
    QVERIFY(home.run(with(sandbox, "plan --json")).document()[word("first_run")].toBool());
}

void BaselineProcessTest::needsYesWithoutATerminal() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=6")});
    QCOMPARE(home.run(with(sandbox, "sync --yes")).exitCode, 0);
    QCOMPARE(home.run(with(sandbox, "baseline forget")).exitCode, 64);
    QCOMPARE(rows(home, sandbox).size(), 8);
}

void BaselineProcessTest::aRenamedAccountIsReleased() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=6")});
    QCOMPARE(home.run(with(sandbox, "sync --yes")).exitCode, 0);
    const QString email = rows(home, sandbox)[0][word("email")].toString();
    sandbox.control("/sandbox/edit", "{\"side\":\"portal\",\"email\":\"" + email.toUtf8()
                                         + "\",\"set\":{\"mail\":\"renamed@acme.example\"}}");
    const Finished held = home.run(with(sandbox, "sync --yes --json"));
    QCOMPARE(held.exitCode, 4);
    QVERIFY(held.document()[word("rows")][0][word("error")][word("remedy")].toString().contains(
                word("baseline forget"))
            || held.out.contains("baseline forget"));
    QCOMPARE(home.run(with(sandbox, "baseline forget --yes --email", {email})).exitCode, 0);
    const QJsonObject plan = home.run(with(sandbox, "plan --json")).document();
    for (const QJsonValue& row : plan[word("rows")].toArray())
        QVERIFY(row[word("held_because")] != word("renamed"));
    QCOMPARE(plan[word("counts")][word("create_developer")].toInt(-1), 1);
}

QTEST_GUILESS_MAIN(BaselineProcessTest)
#include "baseline_process_test.moc"
