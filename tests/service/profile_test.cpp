// SPDX-License-Identifier: Apache-2.0
// The profile file: what is read, and what is refused with file, line, key and the allowed values.
#include "sync/service/profile_read.h"
#include "sync/texts/error_text.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace devsync;

namespace {

const char* const kFile = "/etc/devsync/acme.toml";

/// As the sandbox writes it (cli.md): by-hand mapping, loopback, secrets as values, one network key.
const char* const kSandboxProfile = "schema = 1\n"
                                    "\n"
                                    "[apigee]\n"
                                    "type = \"x\"\n"
                                    "organization = \"demo\"\n"
                                    "endpoint = \"http://127.0.0.1:40001/v1\"\n"
                                    "auth = \"access-token\"\n"
                                    "access_token = { value = \"tok-0123456789abcdef0123456789\" }\n"
                                    "\n"
                                    "[portal]\n"
                                    "transport = \"json-api\"\n"
                                    "url = \"http://127.0.0.1:40002\"\n"
                                    "user = \"sync\"\n"
                                    "password = { value = \"pass-0123456789abcdef0123456789\" }\n"
                                    "auth = \"cookie\"\n"
                                    "module_push = \"no\"\n"
                                    "\n"
                                    "[mapping]\n"
                                    "first_name = \"first_name\"\n"
                                    "last_name = \"last_name\"\n"
                                    "attributes = [\n"
                                    "  { attribute = \"company\", field = \"field_company\", type = "
                                    "\"string\", cardinality = 1, format = \"csv\" },\n"
                                    "  { attribute = \"topics\", field = \"field_topics\", type = "
                                    "\"list_string\", cardinality = -1, format = \"csv\" },\n"
                                    "]\n"
                                    "\n"
                                    "[network]\n"
                                    "apigee_calls_per_minute = 1000000\n";

QByteArray replaced(const char* before, const char* after) {
    QByteArray text(kSandboxProfile);
    Q_ASSERT(text.contains(before));
    return text.replace(before, after);
}

core::Result<service::Profile> parse(const QByteArray& text) {
    return service::parseProfile({text.constData(), static_cast<std::size_t>(text.size())}, kFile);
}

} // namespace

class ProfileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sandboxProfile();
    void everyRuleSetting();
    void defaults();
    void refused_data();
    void refused();
    void notInThisVersion_data();
    void notInThisVersion();
    void relativePathsStartAtTheFile();
    void brokenTomlNamesTheLineAndNoSecret();
    void endlessKeysAreRefused();
    void files();
};

void ProfileTest::sandboxProfile() {
    const auto profile = parse(kSandboxProfile);
    QVERIFY2(profile.has_value(), profile ? "" : texts::describe(profile.error()).line().c_str());
    QCOMPARE(profile->name, std::string("acme"));
    QCOMPARE(profile->apigee.endpoint, std::string("http://127.0.0.1:40001/v1"));
    QVERIFY(profile->apigee.accessToken.value->reveal() == "tok-0123456789abcdef0123456789");
    QVERIFY(profile->portal.password.value->reveal() == "pass-0123456789abcdef0123456789");
    const core::Identity identity = service::identityOf(*profile);
    QCOMPARE(identity.edition, std::string("x"));
    QCOMPARE(identity.organization, std::string("demo"));
    QCOMPARE(identity.portal, std::string("http://127.0.0.1:40002"));
    const core::Policy policy = service::policyOf(*profile);
    QVERIFY(policy.modulePush == core::ModulePush::No);
    QCOMPARE(policy.mapping.attributes.size(), std::size_t{2});
    QCOMPARE(policy.mapping.attributes[1].cardinality, core::kUnlimited);
    QVERIFY(policy.mapping.attributes[1].type == core::FieldType::ListString);
    QCOMPARE(service::callsPerMinute(*profile, core::Side::Apigee), 1000000U);
}

void ProfileTest::everyRuleSetting() {
    const QByteArray rules = "\n"
                             "[sync]\n"
                             "direction = \"apigee-to-portal\"\n"
                             "clock = \"raw\"\n"
                             "conflicts = \"hold\"\n"
                             "reappear = \"hold\"\n"
                             "missing_attribute = \"mirror\"\n"
                             "empty_field = \"mirror\"\n"
                             "missing_names = \"hold\"\n"
                             "user_name_clash = \"propose-and-create\"\n"
                             "upper_case = \"lower\"\n"
                             "read_only = [\"portal\"]\n"
                             "allow = { apigee = [\"update\"] }\n"
                             "scope = [ { exclude = \"*@Test.acme.com\" }, { include = \"Ana@acme.com\" }, { "
                             "include_regex = \"@acme\\\\.com$\" } ]\n"
                             "[limits]\n"
                             "update_percent = 1\n"
                             "update_min = 2\n"
                             "create_percent = 3\n"
                             "create_min = 4\n"
                             "attribute_removals = 5\n"
                             "conflicts = 6\n";
    const auto profile = parse(kSandboxProfile + rules);
    QVERIFY2(profile.has_value(), profile ? "" : texts::describe(profile.error()).line().c_str());
    const core::Policy policy = service::policyOf(*profile);
    QVERIFY(policy.direction == core::Direction::ApigeeToPortal && policy.clock == core::ClockMode::Raw);
    QVERIFY(policy.conflicts == core::ConflictMode::Hold && policy.reappear == core::ReappearMode::Hold);
    QVERIFY(policy.missingAttribute == core::MissingAttributeMode::Mirror);
    QVERIFY(policy.emptyField == core::EmptyFieldMode::Mirror);
    QVERIFY(policy.missingNames == core::MissingNamesMode::Hold);
    QVERIFY(policy.userNameClash == core::UserNameClashMode::ProposeAndCreate);
    QVERIFY(policy.upperCase == core::UpperCaseMode::Lower);
    QVERIFY(policy.readOnly.portal && !policy.readOnly.apigee);
    QVERIFY(policy.allow.apigee == (core::AllowedWrites{.create = false, .update = true}));
    QVERIFY(policy.allow.portal == core::AllowedWrites{});
    QVERIFY(policy.limits
            == (core::Limits{.updatePercent = 1,
                             .updateMin = 2,
                             .createPercent = 3,
                             .createMin = 4,
                             .attributeRemovals = 5,
                             .conflicts = 6}));
    QCOMPARE(policy.scope.rules().size(), std::size_t{3});
    QCOMPARE(policy.scope.rules()[0].pattern, std::string("test.acme.com"));
    QVERIFY(policy.scope.judge("ana@acme.com").included);
    QVERIFY(!policy.scope.judge("x@test.acme.com").included);
    QVERIFY(!policy.scope.judge("x@else.com").included);
}

void ProfileTest::defaults() {
    auto profile = parse(replaced("apigee_calls_per_minute = 1000000\n", ""));
    QVERIFY(profile.has_value());
    QCOMPARE(service::callsPerMinute(*profile, core::Side::Apigee), 3000U);
    QCOMPARE(service::callsPerMinute(*profile, core::Side::Portal), 0U);
    QCOMPARE(profile->network.apigeeConcurrency, 8U);
    QCOMPARE(profile->network.portalConcurrency, 4U);
    QVERIFY(profile->policy.limits == core::Limits{});
    QVERIFY(profile->policy.direction == core::Direction::TwoWay);
    profile->apigee.endpoint.clear();
    QCOMPARE(service::apigeeBase(*profile), std::string("https://apigee.googleapis.com/v1"));
    profile->portal.url = "https://dev.acme.com/";
    QCOMPARE(service::portalBase(*profile), std::string("https://dev.acme.com"));
}

void ProfileTest::refused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where"); ///< LINE:KEY
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const QByteArray& text, const char* where, const char* said) {
        QTest::newRow(name) << text << QString::fromUtf8(where) << QString::fromUtf8(said);
    };
    const auto added = [](const char* lines) { return QByteArray(kSandboxProfile) + lines; };
    row("unknown section", added("[synk]\n"), "28:synk", "schema, state, apigee");
    row("unknown top key", replaced("schema = 1", "schema = 1\ncolour = 1"), "2:colour", "no known key");
    row("schema", replaced("schema = 1", "schema = 2"), "1:schema", "from 1 to 1");
    row("state type", replaced("schema = 1", "state = 7"), "1:state", "text in quotation marks");
    row("section type", QByteArray("apigee = 3\n"), "1:apigee", "must be a table");
    row("misspelt key", replaced("organization", "organisation"), "5:apigee.organisation", "organization");
    row("missing key", replaced("organization = \"demo\"\n", ""), "3:apigee.organization", "is needed");
    row("empty text", replaced("\"demo\"", "\"\""), "5:apigee.organization", "is needed");
    row("organization", replaced("\"demo\"", "\"a/b\""), "5:apigee.organization", "letters, digits");
    row("type value", replaced("type = \"x\"", "type = \"y\""), "4:apigee.type",
        "\"x\", \"hybrid\", \"edge\"");
    row("type type", replaced("type = \"x\"", "type = 1"), "4:apigee.type", "must be one of");
    row("endpoint", replaced("http://127.0.0.1:40001/v1", "127.0.0.1/v1"), "6:apigee.endpoint",
        "https://host");
    row("endpoint user", replaced("http://127.0.0.1:40001/v1", "http://u:p@h/v1"), "6:apigee.endpoint",
        "without user");
    row("endpoint in the clear", replaced("http://127.0.0.1:40001/v1", "http://apigee.example/v1"),
        "6:apigee.endpoint", "must begin with https://");
    row("url in the clear", replaced("http://127.0.0.1:40002", "http://dev.acme.com"), "12:portal.url",
        "must begin with https://");
    row("loopback in the name only", replaced("http://127.0.0.1:40002", "http://localhost.acme.com"),
        "12:portal.url", "must begin with https://");
    row("auth", replaced("\"access-token\"", "\"magic\""), "7:apigee.auth", "\"service-account\"");
    row("secret as text", replaced("{ value = \"pass-0123456789abcdef0123456789\" }", "\"hunter2\""),
        "14:portal.password", "{ file");
    row("secret form", replaced("value = \"tok", "valeu = \"tok"), "8:apigee.access_token.valeu",
        "env, file, command, value");
    row("two forms", replaced("{ value = \"tok", "{ env = \"A\", value = \"tok"), "8:apigee.access_token",
        "exactly one");
    row("no form", replaced("{ value = \"tok-0123456789abcdef0123456789\" }", "{}"), "8:apigee.access_token",
        "exactly one");
    row("empty form", replaced("{ value = \"tok-0123456789abcdef0123456789\" }", "{ file = \"\" }"),
        "8:apigee.access_token.file", "not be empty");
    row("secret of two lines", replaced("\"tok-0123", "\"tok\\n0123"), "8:apigee.access_token.value",
        "must be one line");
    row("command type", replaced("{ value = \"tok-0123456789abcdef0123456789\" }", "{ command = \"cat\" }"),
        "8:apigee.access_token.command", "list of texts");
    row("value on a real host", replaced("http://127.0.0.1:40001/v1", "https://apigee.example/v1"),
        "8:apigee.access_token", "loopback");
    row("value without endpoint", replaced("endpoint = \"http://127.0.0.1:40001/v1\"\n", ""),
        "7:apigee.access_token", "loopback");
    row("value on a real portal", replaced("http://127.0.0.1:40002", "https://dev.acme.com"),
        "14:portal.password", "loopback");
    row("no secret", replaced("password = { value = \"pass-0123456789abcdef0123456789\" }\n", ""),
        "10:portal.password", "is needed");
    row("transport", replaced("\"json-api\"", "\"soap\""), "11:portal.transport", "\"json-api\", \"drush\"");
    row("url", replaced("http://127.0.0.1:40002", "ftp://x"), "12:portal.url", "https://host");
    row("portal auth", replaced("\"cookie\"", "\"kerberos\""), "15:portal.auth", "\"cookie\", \"basic\"");
    row("module push", replaced("module_push = \"no\"", "module_push = false"), "16:portal.module_push",
        "\"auto\", \"yes\", \"no\"");
    row("name field", replaced("\"first_name\"", "\"First name\""), "19:mapping.first_name", "machine name");
    row("field type", replaced("\"list_string\"", "\"list\""), "23:mapping.attributes[1].type", "\"string\"");
    row("cardinality 0", replaced("cardinality = 1", "cardinality = 0"),
        "22:mapping.attributes[0].cardinality", "-1");
    row("cardinality text", replaced("cardinality = 1", "cardinality = \"1\""),
        "22:mapping.attributes[0].cardinality", "whole number");
    row("format", replaced("format = \"csv\" },\n  {", "format = \"xml\" },\n  {"),
        "22:mapping.attributes[0].format", "\"csv\", \"json\"");
    row("attribute key", replaced("attribute = \"company\"", "atribute = \"company\""),
        "22:mapping.attributes[0].atribute", "attribute, field");
    row("attribute twice", replaced("\"topics\"", "\"company\""), "21:mapping.attributes", "twice: company");
    row("field twice", replaced("\"field_topics\"", "\"first_name\""), "21:mapping.attributes",
        "twice: first_name");
    row("attributes type", replaced("attributes = [", "x = [1]\nattributes = ["), "21:mapping.x",
        "no known key");
    row("direction", added("[sync]\ndirection = \"up\"\n"), "29:sync.direction",
        "\"two-way\", \"apigee-to-portal\", \"portal-to-apigee\"");
    row("read only", added("[sync]\nread_only = [\"both\"]\n"), "29:sync.read_only",
        "\"apigee\", \"portal\"");
    row("allow", added("[sync]\nallow = { portal = [\"delete\"] }\n"), "29:sync.allow.portal", "\"create\"");
    row("allow key", added("[sync]\nallow = { drupal = [] }\n"), "29:sync.allow.drupal", "apigee, portal");
    row("scope key", added("[sync]\nscope = [ { only = \"a@b\" } ]\n"), "29:sync.scope[0].only",
        "include, exclude");
    row("scope two", added("[sync]\nscope = [ { include = \"a@b\", exclude = \"c@d\" } ]\n"),
        "29:sync.scope[0]", "exactly one");
    row("scope pattern", added("[sync]\nscope = [ { include = \"a*@b\" } ]\n"), "29:sync.scope[0]",
        "include_regex");
    row("scope regex", added("[sync]\nscope = [ { include_regex = \"(\" } ]\n"), "29:sync.scope",
        "not valid");
    row("limit", added("[limits]\nupdate_percent = 101\n"), "29:limits.update_percent", "from 0 to 100");
    row("limit type", added("[limits]\nconflicts = 2.5\n"), "29:limits.conflicts", "whole number");
    row("concurrency", added("apigee_concurrency = 0\n"), "28:network.apigee_concurrency", "from 1 to 128");
    row("timeout", added("timeout_seconds = -1\n"), "28:network.timeout_seconds", "from 1 to 600");
    row("proxy", added("proxy = \"squid\"\n"), "28:network.proxy", "\"none\"");
    row("desktop", added("[notify]\ndesktop = 1\n"), "29:notify.desktop", "true or false");
    row("schedule key", added("[schedule]\ncron = \"*\"\n"), "29:schedule.cron", "every, jitter");
    row("history", added("[history]\nretention_days = -1\n"), "29:history.retention_days", "from 0");
}

void ProfileTest::refused() {
    QFETCH(QByteArray, text);
    QFETCH(QString, where);
    QFETCH(QString, said);
    const auto profile = parse(text);
    QVERIFY(!profile.has_value());
    const core::Error& error = profile.error();
    QVERIFY(error.kind == core::ErrorKind::ProfileInvalid);
    QCOMPARE(QString::fromStdString(error.where), QString::fromUtf8(kFile) + u':' + where);
    QVERIFY2(error.detail.find(said.toStdString()) != std::string::npos, error.detail.c_str());
    const std::string line = texts::describe(error).line();
    for (const char* secret : {"tok-", "pass-", "hunter2", "u:p@"})
        QVERIFY2(line.find(secret) == std::string::npos, line.c_str());
}

void ProfileTest::notInThisVersion_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const QByteArray& text, const char* said) {
        QTest::newRow(name) << text << QString::fromUtf8(said);
    };
    const auto added = [](const char* lines) { return QByteArray(kSandboxProfile) + lines; };
    row("hybrid", replaced("type = \"x\"", "type = \"hybrid\""), "apigee.type = \"hybrid\"");
    row("edge", replaced("type = \"x\"", "type = \"edge\""), "\"edge\"");
    row("private", replaced("type = \"x\"", "type = \"private\""), "\"private\"");
    row("service account", replaced("\"access-token\"", "\"service-account\""), "\"service-account\"");
    row("basic auth", replaced("\"access-token\"", "\"basic\""), "apigee.auth = \"basic\"");
    row("default auth", replaced("auth = \"access-token\"\n", ""), "\"service-account\" (the default)");
    row("drush", replaced("\"json-api\"", "\"drush\""), "portal.transport = \"drush\"");
    row("default transport", replaced("transport = \"json-api\"\n", ""), "\"drush\" (the default)");
    row("portal basic", replaced("\"cookie\"", "\"basic\""), "portal.auth = \"basic\"");
    row("keychain", replaced("{ value = \"pass-0123456789abcdef0123456789\" }", "{ keychain = true }"),
        "portal.password = { keychain");
    row("import", replaced("[mapping]", "[mapping]\nimport = \"portal\""), "mapping.import = \"portal\"");
    row("default import",
        QByteArray(kSandboxProfile)
            .replace(QByteArray("[mapping]"), QByteArray("[sync]"))
            .replace("first_name = \"first_name\"\nlast_name = \"last_name\"\n", "")
            .replace("attributes = [", "scope = [] # [")
            .replace("  { attribute", "# ")
            .replace("\n]\n", "\n"),
        "mapping.import = \"portal\" (the default)");
    row("field type", replaced("\"list_string\"", "\"boolean\""), "type = \"boolean\"");
    row("json format", replaced("format = \"csv\" },\n  {", "format = \"json\" },\n  {"),
        "format = \"json\"");
    row("merge", added("[sync]\nconflicts = \"merge\"\n"), "sync.conflicts = \"merge\"");
    row("team state", replaced("schema = 1", "state = \"postgresql://u:hunter2@h/d\""), "state = ");
    row("client certificate", added("client_certificate = \"/c.pem\"\n"), "network.client_certificate");
    row("schedule", added("[schedule]\nevery = \"15m\"\n"), "schedule.every");
    row("desktop", added("[notify]\ndesktop = true\n"), "notify.desktop = true");
    row("notify command", added("[notify]\ncommand = [\"mail\"]\n"), "notify.command");
    row("webhook", added("[notify]\nwebhook = \"https://h/hunter2\"\n"), "notify.webhook");
    row("history", added("[history]\nretention_days = 30\n"), "history.retention_days = 30");
}

void ProfileTest::notInThisVersion() {
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    const auto profile = parse(text);
    QVERIFY(!profile.has_value());
    const core::Error& error = profile.error();
    QVERIFY2(error.kind == core::ErrorKind::NotInThisVersion, error.detail.c_str());
    QVERIFY2(error.detail.find(said.toStdString()) != std::string::npos, error.detail.c_str());
    QVERIFY2(error.detail.find("not in this version") != std::string::npos, error.detail.c_str());
    QVERIFY(error.detail.find("hunter2") == std::string::npos);
}

void ProfileTest::relativePathsStartAtTheFile() {
    QByteArray text = replaced("{ value = \"tok-0123456789abcdef0123456789\" }", "{ file = \"token\" }");
    text.replace("schema = 1", "state = \"acme.db\"");
    text += "ca_file = \"ca.pem\"\n";
    const auto profile = parse(text);
    QVERIFY(profile.has_value());
    QCOMPARE(profile->apigee.accessToken.file, std::string("/etc/devsync/token"));
    QCOMPARE(profile->state, std::string("/etc/devsync/acme.db"));
    QCOMPARE(profile->network.caFile, std::string("/etc/devsync/ca.pem"));
}

void ProfileTest::brokenTomlNamesTheLineAndNoSecret() {
    for (const char* broken : {"hunter2", "\"hunter2", "'hunter2", "12hunter2", "{ value = hunter2 }"}) {
        const auto profile = parse(replaced("{ value = \"pass-0123456789abcdef0123456789\" }", broken));
        QVERIFY(!profile.has_value());
        QVERIFY(profile.error().kind == core::ErrorKind::ProfileInvalid);
        const std::string line = texts::describe(profile.error()).line();
        QVERIFY2(line.find(":14:") != std::string::npos, line.c_str());
        QVERIFY2(line.find("hunter2") == std::string::npos, line.c_str());
    }
    QVERIFY(!parse("a = \"\xff\"\n").has_value());
}

/// Each part would be a level of recursion.
void ProfileTest::endlessKeysAreRefused() {
    for (const QByteArray& part : {QByteArray("a."), QByteArray("\"=\" . ")})
        for (const QByteArray& end : {QByteArray("a = 1\n"), QByteArray("a]\n")}) {
            const auto profile = parse((end.endsWith("]\n") ? "[" : "") + part.repeated(100'000) + end);
            QVERIFY(!profile && profile.error().kind == core::ErrorKind::ProfileInvalid);
        }
    QVERIFY(parse(QByteArray("# ") + QByteArray(900, '.') + "\n" + kSandboxProfile).has_value());
}

void ProfileTest::files() {
    QTemporaryDir folder;
    QVERIFY(service::readProfile(folder.filePath(QStringLiteral("none.toml")).toStdString()).error().kind
            == core::ErrorKind::ProfileMissing);
    QVERIFY(service::readProfile(folder.path().toStdString()).error().kind
            == core::ErrorKind::ProfileInvalid);
    QFile file(folder.filePath(QStringLiteral("acme.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kSandboxProfile);
    file.close();
    const auto profile = service::readProfile(file.fileName().toStdString());
    QVERIFY(profile.has_value());
    QCOMPARE(profile->name, std::string("acme"));
    QCOMPARE(profile->file, file.fileName().toStdString());
    QVERIFY(file.open(QIODevice::Append));
    file.write(QByteArray(1024 * 1024, '#'));
    file.close();
    QVERIFY(service::readProfile(file.fileName().toStdString()).error().kind
            == core::ErrorKind::ProfileInvalid);
}

QTEST_GUILESS_MAIN(ProfileTest)
#include "profile_test.moc"
