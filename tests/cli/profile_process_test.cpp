// SPDX-License-Identifier: Apache-2.0
// Profiles are made, listed, shown and removed as files that only their owner reads; no secret is ever shown.
#include "tests/cli/program.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using devsync::tests::Finished;
using devsync::tests::Home;
using devsync::tests::Sandbox;
using devsync::tests::word;
using devsync::tests::words;

namespace {

const char* const kWhole = "--organization acme --token-env TOKEN --portal-url https://dev.acme.com "
                           "--portal-user sync --password-file pass --attribute company=field_company";

} // namespace

class ProfileProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fromFlags();
    void isNeverOverwritten();
    void whatIsMissingIsNamed();
    void wrongValuesWriteNothing();
    void workProfileEndToEnd();
    void isRemoved();
    void secretsAreNotShown();

private:
    static Finished add(const Home& home, const QStringList& more) {
        return home.run(words("profile add acme") + more);
    }
};

void ProfileProcessTest::fromFlags() {
    const Home home;
    QVERIFY(home.run(words("profile list")).out.contains("profile add NAME"));
    const Finished added = add(home, words(kWhole));
    QVERIFY2(added.exitCode == 0, added.err);
    QVERIFY(added.out.contains("devsync --profile acme check"));
    const QJsonObject shown = home.run(words("profile show acme --json")).document();
    const QString file = shown[word("file")].toString();
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    QCOMPARE(shown[word("settings")][1][word("value")].toString(), word("acme"));

    const QJsonArray profiles = home.run(words("profile list --json")).document()[word("profiles")].toArray();
    QCOMPARE(profiles.size(), 1);
    QCOMPARE(profiles[0][word("organization")].toString(), word("acme"));
    QVERIFY(profiles[0][word("error")].isNull());
}

void ProfileProcessTest::isNeverOverwritten() {
    const Home home;
    QCOMPARE(add(home, words(kWhole)).exitCode, 0);
    const QByteArray before = home.run(words("profile show acme")).out;
    QCOMPARE(add(home, words(kWhole) + words("--endpoint https://other.example/v1")).exitCode, 64);
    QCOMPARE(home.run(words("profile show acme")).out, before);
}

void ProfileProcessTest::whatIsMissingIsNamed() {
    const Home home;
    const Finished refused = add(home, words("--organization acme --token-env TOKEN"));
    QCOMPARE(refused.exitCode, 64);
    QVERIFY(refused.err.contains("--portal-url --portal-user --password-file"));
    QVERIFY(home.run(words("profile list --json")).document()[word("profiles")].toArray().isEmpty());
}

void ProfileProcessTest::wrongValuesWriteNothing() {
    const Home home;
    QCOMPARE(add(home, words(kWhole) + words("--module-push perhaps")).exitCode, 10);
    QCOMPARE(add(home, words(kWhole) + words("--attribute plan")).exitCode, 64);
    QCOMPARE(home.run(words("profile add ../acme") + words(kWhole)).exitCode, 10);
    QVERIFY(home.run(words("profile list --json")).document()[word("profiles")].toArray().isEmpty());
}

/// A person's first hour: add, check, sync.
void ProfileProcessTest::workProfileEndToEnd() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=6")});
    const QString token = home.write(word("token file"), sandbox.text("token").toUtf8());
    const QString password = home.write(word("pass\"word"), sandbox.text("portal_password").toUtf8());
    for (const QString& file : {token, password})
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    const Finished added =
        add(home,
            {word("--organization"), sandbox.text("organization"), word("--endpoint"), sandbox.text("apigee"),
             word("--token-file"), token, word("--portal-url"), sandbox.text("portal"), word("--portal-user"),
             sandbox.text("portal_user"), word("--password-file"), password, word("--module-push"),
             word("no"), word("--attribute"), word("company=field_company")});
    QVERIFY2(added.exitCode == 0, added.err);
    const Finished synced = home.run(words("--profile acme sync --yes --json"));
    QVERIFY2(synced.exitCode == 0, synced.err);
    QCOMPARE(synced.document()[word("verdict")].toString(), word("success"));
    QVERIFY(synced.document()[word("counts")][word("done")].toInt() >= 4); // the accounts of one side only
}

void ProfileProcessTest::isRemoved() {
    const Home home;
    QCOMPARE(add(home, words(kWhole)).exitCode, 0);
    QCOMPARE(home.run(words("profile remove acme")).exitCode, 64);
    QCOMPARE(home.run(words("profile remove acme --yes")).exitCode, 0);
    QCOMPARE(home.run(words("profile remove acme --yes")).exitCode, 10);
    QCOMPARE(home.run(words("profile show acme")).exitCode, 10);
}

void ProfileProcessTest::secretsAreNotShown() {
    const Home home;
    const Sandbox sandbox(home, {word("--developers=3")});
    QCOMPARE(add(home, words(kWhole)).exitCode, 0);
    const QString file = home.run(words("profile show acme --json")).document()[word("file")].toString();
    QFile target(file);
    QVERIFY(target.open(QIODevice::WriteOnly));
    target.write(sandbox.profileText());
    target.close();
    for (const char* command :
         {"profile show acme", "profile show acme --json", "profile list", "profile list --json"}) {
        const Finished shown = home.run(words(command));
        QVERIFY(!(shown.out + shown.err).contains(sandbox.text("token").toUtf8()));
        QVERIFY(!(shown.out + shown.err).contains(sandbox.text("portal_password").toUtf8()));
    }
}

QTEST_GUILESS_MAIN(ProfileProcessTest)
#include "profile_process_test.moc"
