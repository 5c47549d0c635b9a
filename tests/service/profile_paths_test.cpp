// SPDX-License-Identifier: Apache-2.0
// Flag before environment before file, and the folders of the desktop convention.
#include "sync/service/profile_paths.h"

#include <QtTest>

using namespace devsync;
using service::Environment;
using service::ProfileFlags;

namespace {

const Environment kHome{{"HOME", "/home/ana"}};

void expectFile(const core::Result<std::string>& actual, const char* wanted) {
    QVERIFY2(actual.has_value(), actual ? "" : actual.error().detail.c_str());
    QCOMPARE(QString::fromStdString(*actual), QString::fromUtf8(wanted));
}

} // namespace

class ProfilePathsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void folders();
    void profileFile();
    void refusals();
    void stateFile();
    void names();
};

void ProfilePathsTest::folders() {
    QCOMPARE(service::profileFolder(kHome), std::string("/home/ana/.config/devsync/profiles"));
    QCOMPARE(service::profileFolder({{"HOME", "/home/ana"}, {"XDG_CONFIG_HOME", "/c"}}),
             std::string("/c/devsync/profiles"));
    QCOMPARE(service::profileFolder({{"HOME", "/home/ana"}, {"XDG_CONFIG_HOME", "relative"}}),
             std::string("/home/ana/.config/devsync/profiles"));
}

void ProfilePathsTest::profileFile() {
    Environment environment = kHome;
    environment["DEVSYNC_PROFILE"] = "fromenv";
    expectFile(service::profileFileOf({}, environment), "/home/ana/.config/devsync/profiles/fromenv.toml");
    environment["DEVSYNC_CONFIG"] = "/e/file.toml";
    expectFile(service::profileFileOf({}, environment), "/e/file.toml");
    expectFile(service::profileFileOf({.profile = "acme"}, environment),
               "/home/ana/.config/devsync/profiles/acme.toml");
    expectFile(service::profileFileOf({.config = "x.toml"}, environment), "x.toml");
}

void ProfilePathsTest::refusals() {
    QVERIFY(service::profileFileOf({}, kHome).error().kind == core::ErrorKind::ProfileMissing);
    QVERIFY(service::profileFileOf({.profile = "a", .config = "b"}, kHome).error().kind
            == core::ErrorKind::Usage);
    for (const char* name : {"../x", "a/b", ".hidden"})
        QVERIFY(service::profileFileOf({.profile = name}, kHome).error().kind
                == core::ErrorKind::ProfileInvalid);
}

void ProfilePathsTest::stateFile() {
    Environment environment = kHome;
    expectFile(service::stateFileOf({}, environment, "acme", {}), "/home/ana/.local/state/devsync/acme.db");
    environment["XDG_STATE_HOME"] = "/s";
    expectFile(service::stateFileOf({}, environment, "acme", {}), "/s/devsync/acme.db");
    expectFile(service::stateFileOf({}, environment, "acme", "/f.db"), "/f.db");
    environment["DEVSYNC_STATE"] = "/e.db";
    expectFile(service::stateFileOf({}, environment, "acme", "/f.db"), "/e.db");
    expectFile(service::stateFileOf({.state = "flag.db"}, environment, "acme", "/f.db"), "flag.db");
    QVERIFY(service::stateFileOf({.state = "postgresql://h/d"}, environment, "acme", {}).error().kind
            == core::ErrorKind::NotInThisVersion);
}

void ProfilePathsTest::names() {
    QCOMPARE(service::profileNameOf("/a/b/acme.toml"), std::string("acme"));
    QCOMPARE(service::profileNameOf("acme.prod.toml"), std::string("acme.prod"));
    QCOMPARE(service::profileNameOf("/a/noending"), std::string("noending"));
}

QTEST_GUILESS_MAIN(ProfilePathsTest)
#include "profile_paths_test.moc"
