// SPDX-License-Identifier: Apache-2.0
// Requests and answers of the portal connector against recordings of a real Drupal.
#include "sync/protocol/portal/portal_account_store.h"
#include "tests/protocol/answers.h"

#include <QTest>

#include <rapidcheck.h>

using namespace devsync;
using namespace devsync::testing;
using core::ErrorKind;
using protocol::Method;

namespace {

core::Mapping labMapping() {
    core::Mapping mapping;
    mapping.attributes = {{.attribute = "str", .field = "field_str"},
                          {.attribute = "str3", .field = "field_str3", .cardinality = 3},
                          {.attribute = "strs", .field = "field_strs", .cardinality = core::kUnlimited}};
    return mapping;
}

constexpr core::FieldIndex kStr = 2;
constexpr core::FieldIndex kStr3 = 3;
constexpr core::FieldIndex kStrs = 4;

const protocol::portal::PortalAccountStore& store() {
    static const protocol::portal::PortalAccountStore instance(
        {.userName = "s\"ync", .mapping = labMapping()});
    return instance;
}

QJsonObject parsed(const std::string& body) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
}

std::vector<core::Value> noValues() {
    return std::vector<core::Value>(labMapping().fieldCount());
}

QJsonObject userResource(const QJsonObject& overrides = {}, const char* without = "") {
    QJsonObject attributes{
        {QStringLiteral("drupal_internal__uid"), 7},
        {QStringLiteral("name"), QStringLiteral("ana")},
        {QStringLiteral("mail"), QStringLiteral("ana@x.example")},
        {QStringLiteral("status"), true},
        {QStringLiteral("changed"), QStringLiteral("2023-11-14T22:14:06+00:00")},
        {QStringLiteral("first_name"), QStringLiteral("Ana")},
        {QStringLiteral("last_name"), QJsonValue::Null},
        {QStringLiteral("field_str"), QStringLiteral("Co")},
        {QStringLiteral("field_str3"), QJsonArray{QStringLiteral("a"), QStringLiteral("b c")}},
        {QStringLiteral("field_strs"), QJsonArray{}}};
    for (auto it = overrides.begin(); it != overrides.end(); ++it)
        attributes.insert(it.key(), it.value());
    attributes.remove(QString::fromLatin1(without));
    return {{QStringLiteral("type"), QStringLiteral("user--user")},
            {QStringLiteral("id"), QStringLiteral("u-7")},
            {QStringLiteral("attributes"), attributes}};
}

std::string document(const QJsonValue& data) {
    return QJsonDocument(QJsonObject{{QStringLiteral("data"), data}})
        .toJson(QJsonDocument::Compact)
        .toStdString();
}

core::Result<protocol::Reading> readOne(const QJsonObject& resource) {
    return store().parseReading({.email = "ana@x.example", .id = "u-7"}, answer(200, document(resource)));
}

core::Result<protocol::Reading> readByMail(const QJsonArray& resources) {
    return store().parseReading({.email = "Ana@x.example"}, answer(200, document(resources)));
}

} // namespace

class PortalStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!qEnvironmentVariableIsSet("RC_PARAMS"))
            qputenv("RC_PARAMS", "max_success=10000");
    }

    void signsIn() {
        const auto request = store().signIn();
        QVERIFY(request && request->method == Method::Post);
        QCOMPARE(request->target, std::string("/user/login?_format=json"));
        QCOMPARE(request->contentType, std::string("application/json"));
        QCOMPARE(request->bodySlots.size(), std::size_t(1));
        QVERIFY(request->bodySlots[0].secret == protocol::SecretId::PortalPassword);
        std::string filled = request->body;
        filled.insert(request->bodySlots[0].offset, "secret");
        const QJsonObject expected{{QStringLiteral("name"), QStringLiteral("s\"ync")},
                                   {QStringLiteral("pass"), QStringLiteral("secret")}};
        QCOMPARE(parsed(filled), expected);
    }

    void readsTheSession() {
        const auto session = store().parseSignIn(recordedAnswer("captures/32_login_ok"));
        QVERIFY(session);
        QCOMPARE(session->signInUid, 2U);
        QCOMPARE(session->headers.size(), std::size_t(1));
        QCOMPARE(session->headers[0].name, std::string("Cookie"));
        QCOMPARE(session->headers[0].prefix, std::string("SESS12ca17b49af2289436f303e0166030a2="));
        using Shared = std::shared_ptr<const core::Secret>;
        QVERIFY(std::get<Shared>(session->headers[0].value)->reveal()
                == "P2Vf-CuhY2VdxJtwt5Vki2h7vRCq90sRiT%2COCuXNLRpTIZhz");
        QCOMPARE(session->writeHeaders[0].name, std::string("X-CSRF-Token"));
        QVERIFY(std::get<Shared>(session->writeHeaders[0].value)->reveal()
                == "PQ-eWt7dLvBivatffU0iseE2i8GfB9lqifIa--EfnB0");
        QVERIFY(store().staticSession().headers.empty());
    }

    void refusedSignIns_data() {
        QTest::addColumn<QByteArray>("capture");
        QTest::addColumn<int>("kind");
        QTest::newRow("wrong password")
            << QByteArray("captures/32_login_bad") << int(ErrorKind::SignInRefused);
        QTest::newRow("flooded") << QByteArray("captures/32_flood_login") << int(ErrorKind::SignInRefused);
        QTest::newRow("address blocked")
            << QByteArray("captures/32_flood_ip_login") << int(ErrorKind::SignInRefused);
        QTest::newRow("signed in already")
            << QByteArray("captures/32_login_again") << int(ErrorKind::SignInRefused);
        QTest::newRow("a form") << QByteArray("captures/32_login_nofmt") << int(ErrorKind::AnswerNotJson);
        QTest::newRow("maintenance") << QByteArray("answers/36_maint_login") << int(ErrorKind::Maintenance);
        QTest::newRow("no such route")
            << QByteArray("answers/36_nojsonapi_list") << int(ErrorKind::OrganizationMissing);
    }
    void refusedSignIns() {
        QFETCH(QByteArray, capture);
        QFETCH(int, kind);
        const auto session = store().parseSignIn(recordedAnswer(capture.constData()));
        QVERIFY(!session);
        QCOMPARE(int(session.error().kind), kind);
    }

    void aSessionNeedsCookieTokenAndUser() {
        const std::string body = R"({"current_user":{"uid":"2"},"csrf_token":"t"})";
        const protocol::Header cookie{"set-cookie", "SSESSab=c; path=/"};
        QVERIFY(store().parseSignIn(answer(200, body, {{"Set-Cookie", "other=1"}, cookie})));
        QVERIFY(!store().parseSignIn(answer(200, body, {{"Set-Cookie", "other=1"}})));
        QVERIFY(!store().parseSignIn(answer(200, body, {{"Set-Cookie", "SESSab="}})));
        QVERIFY(!store().parseSignIn(answer(200, R"({"current_user":{"uid":"2"}})", {cookie})));
        QVERIFY(
            !store().parseSignIn(answer(200, R"({"current_user":{"uid":"x"},"csrf_token":"t"})", {cookie})));
    }

    void probes() {
        QCOMPARE(store().probe().target, std::string("/jsonapi"));
        QVERIFY(store().parseProbe(recordedAnswer("captures/31_entry_me_sync")));
        QCOMPARE(store().parseProbe(recordedAnswer("captures/31_entry_anon")).error().kind,
                 ErrorKind::SignInRefused);
        const auto unpatched = store().parseProbe(recordedAnswer("answers/35_unpatched_jsonapi"));
        QCOMPARE(unpatched.error().kind, ErrorKind::OrganizationMissing);
        QVERIFY(unpatched.error().detail.find("3042467") != std::string::npos);
        QCOMPARE(store().parseProbe(recordedAnswer("answers/36_nojsonapi_list")).error().kind,
                 ErrorKind::OrganizationMissing);
        QCOMPARE(store().parseProbe(recordedAnswer("answers/36_maint_jsonapi_sync")).error().kind,
                 ErrorKind::Maintenance);
        QCOMPARE(store().parseProbe(answer(200, "{}")).error().kind, ErrorKind::AnswerUnexpected);
        QCOMPARE(store().parseProbe(answer(200, "<html>")).error().kind, ErrorKind::AnswerNotJson);
    }

    void readTargets() {
        const std::string fields =
            "fields%5Buser--user%5D=drupal_internal__uid%2Cname%2Cmail%2Cstatus%2Cchanged%2C"
            "first_name%2Clast_name%2Cfield_str%2Cfield_str3%2Cfield_strs";
        QCOMPARE(store().read({.email = "a+b@x.example", .id = "u-7"}).target,
                 "/jsonapi/user/user/u-7?" + fields);
        const protocol::HttpRequest byMail = store().read({.email = "a+b&c@x.example"});
        QCOMPARE(byMail.target, "/jsonapi/user/user?filter%5Bmail%5D=a%2Bb%26c%40x.example&" + fields);
        QVERIFY(byMail.method == Method::Get);
    }

    void readsAUser() {
        const auto reading = readOne(userResource());
        QVERIFY(reading && reading->account);
        const core::Account& user = *reading->account;
        QCOMPARE(user.uid, 7U);
        QCOMPARE(user.id, std::string("u-7"));
        QCOMPARE(user.email, std::string("ana@x.example"));
        QCOMPARE(user.userName, std::string("ana"));
        QCOMPARE(user.changedRaw, 1700000046LL);
        QVERIFY(user.status == core::Status::Active);
        const std::vector<core::Value> fields{core::Value::text("Ana"), core::Value::empty(),
                                              core::Value::text("Co"), core::Value::of({"a", "b c"}),
                                              core::Value::empty()};
        QCOMPARE(user.fields, fields);
    }

    void userStates() {
        const auto with = [](const char* name, const QJsonValue& value) {
            return readOne(userResource({{QString::fromLatin1(name), value}}));
        };
        const auto without = [](const char* name) { return readOne(userResource({}, name)); };
        QVERIFY(with("status", QJsonValue::Null)->account->status == core::Status::Inactive);
        QVERIFY(with("status", false)->account->status == core::Status::Inactive);
        QCOMPARE(with("mail", QJsonValue::Null)->account->email, std::string());
        QCOMPARE(without("mail").error().kind, ErrorKind::MailHidden);
        QCOMPARE(without("drupal_internal__uid").error().kind, ErrorKind::MailHidden);
        QCOMPARE(with("mail", 7).error().kind, ErrorKind::AnswerUnexpected);
        QCOMPARE(with("changed", QStringLiteral("yesterday")).error().kind, ErrorKind::AnswerUnexpected);
        QCOMPARE(without("changed")->account->changedRaw, 0LL);
        const auto noField = without("field_str");
        QCOMPARE(noField.error().kind, ErrorKind::FieldMissing);
        QCOMPARE(noField.error().where, std::string("field_str"));
        QCOMPARE(with("field_str", 7).error().where, std::string("field_str"));
        QCOMPARE(with("field_str3", QJsonArray{7}).error().where, std::string("field_str3"));
        // a text that its attribute cannot carry is held by the rule
        QCOMPARE(with("field_str", QStringLiteral("end\\"))->account->fields[kStr],
                 core::Value::undecodable("\"end\\\""));
    }

    void readingsAreCompared() {
        QJsonObject other = userResource();
        other.insert(QStringLiteral("id"), QStringLiteral("u-8"));
        QCOMPARE(readOne(other).error().kind, ErrorKind::AnswerUnexpected);
        QVERIFY(readByMail({userResource()})->account);
        QVERIFY(!readByMail({})->account);
        QVERIFY(!readByMail({userResource({{QStringLiteral("mail"), QStringLiteral("\u00e1na@x.example")}})})
                     ->account);
        QCOMPARE(readByMail({userResource(), userResource()}).error().kind, ErrorKind::AnswerUnexpected);
        const auto omitted = store().parseReading({.email = "a@x.example"},
                                                  answer(200, R"({"data":[],"meta":{"omitted":{}}})"));
        QCOMPARE(omitted.error().kind, ErrorKind::PermissionDenied);
    }

    void recordedReadings() {
        const auto gone =
            store().parseReading({.email = "a@x.example", .id = "u"}, recordedAnswer("captures/31_404"));
        QVERIFY(gone && !gone->account);
        const auto noApi = store().parseReading({.email = "a@x.example", .id = "u"},
                                                recordedAnswer("answers/36_nojsonapi_list"));
        QCOMPARE(noApi.error().kind, ErrorKind::OrganizationMissing);
        const auto otherCase = store().parseReading({.email = "DEV00001@example.com"},
                                                    recordedAnswer("captures/31_filter_mail_admin"));
        QVERIFY(otherCase && !otherCase->account);
        const auto viewer =
            store().parseReading({.email = "a@x.example"}, recordedAnswer("captures/31_filter_mail_viewer"));
        QCOMPARE(viewer.error().kind, ErrorKind::PermissionDenied);
        const auto signedOut =
            store().parseReading({.email = "a@x.example"}, recordedAnswer("captures/32_after_logout"));
        QCOMPARE(signedOut.error().kind, ErrorKind::MailHidden);
        const auto warned =
            store().parseReading({.email = "a@x.example"}, recordedAnswer("answers/36_fault_warn"));
        QCOMPARE(warned.error().kind, ErrorKind::AnswerNotJson);
        const auto half =
            store().parseReading({.email = "a@x.example"}, recordedAnswer("answers/36_fault_exit"));
        QCOMPARE(half.error().kind, ErrorKind::AnswerNotJson);
    }

    void creates() {
        protocol::NewAccount account{.email = "ana@x.example",
                                     .userName = "an\"a",
                                     .fields = noValues(),
                                     .status = core::Status::Inactive,
                                     .uuid = "11111111-2222-4333-8444-555555555555"};
        account.fields[core::kFirstName] = core::Value::text("Ana");
        account.fields[kStr] = core::Value::empty();
        account.fields[kStrs] = core::Value::of({"x"});
        const protocol::HttpRequest request = store().create(account);
        QVERIFY(request.method == Method::Post);
        QCOMPARE(request.target, std::string("/jsonapi/user/user"));
        QCOMPARE(request.contentType, std::string("application/vnd.api+json"));
        QCOMPARE(request.bodySlots.size(), std::size_t(1));
        QVERIFY(request.bodySlots[0].secret == protocol::SecretId::GeneratedPassword);
        std::string filled = request.body;
        filled.insert(request.bodySlots[0].offset, "generated");
        const QJsonObject attributes{{QStringLiteral("name"), QStringLiteral("an\"a")},
                                     {QStringLiteral("mail"), QStringLiteral("ana@x.example")},
                                     {QStringLiteral("status"), false},
                                     {QStringLiteral("first_name"), QStringLiteral("Ana")},
                                     {QStringLiteral("field_strs"), QJsonArray{QStringLiteral("x")}},
                                     {QStringLiteral("pass"), QStringLiteral("generated")}};
        const QJsonObject data{{QStringLiteral("type"), QStringLiteral("user--user")},
                               {QStringLiteral("id"), QStringLiteral("11111111-2222-4333-8444-555555555555")},
                               {QStringLiteral("attributes"), attributes}};
        QCOMPARE(parsed(filled), (QJsonObject{{QStringLiteral("data"), data}}));
        QVERIFY(!store().setInactive({.email = "ana@x.example"}));
    }

    void updatesOnlyTheMask() {
        std::vector<core::Value> values = noValues();
        values[kStr] = core::Value::text("New");
        values[kStr3] = core::Value::of({"a", "b"});
        core::FieldMask mask;
        for (const core::FieldIndex field : {kStr, kStr3, kStrs})
            mask.set(field);
        const auto request = store().update(*readOne(userResource()), mask, values);
        QVERIFY(request && request->method == Method::Patch);
        QCOMPARE(request->target, std::string("/jsonapi/user/user/u-7"));
        const QJsonObject attributes{
            {QStringLiteral("field_str"), QStringLiteral("New")},
            {QStringLiteral("field_str3"), QJsonArray{QStringLiteral("a"), QStringLiteral("b")}},
            {QStringLiteral("field_strs"), QJsonArray{}}};
        const QJsonObject data{{QStringLiteral("type"), QStringLiteral("user--user")},
                               {QStringLiteral("id"), QStringLiteral("u-7")},
                               {QStringLiteral("attributes"), attributes}};
        QCOMPARE(parsed(request->body), (QJsonObject{{QStringLiteral("data"), data}}));
    }

    void anEmptySingleValueIsNull() {
        core::FieldMask mask;
        mask.set(kStr);
        const auto request = store().update(*readOne(userResource()), mask, noValues());
        QVERIFY(request->body.find(R"("field_str":null)") != std::string::npos);
    }

    void refusesWhatDoesNotFit() {
        core::FieldMask mask;
        mask.set(kStr3);
        std::vector<core::Value> values = noValues();
        for (const core::Value& value : {core::Value::of({"a", "b", "c", "d"}), core::Value::undecodable("x"),
                                         core::Value::duplicate(core::Value::text("x"))}) {
            values[kStr3] = value;
            const auto request = store().update(*readOne(userResource()), mask, values);
            QCOMPARE(request.error().kind, ErrorKind::ValueRefused);
            QCOMPARE(request.error().where, std::string("field_str3"));
        }
    }

    void propertyUpdateStaysInsideTheMask() {
        const bool ok = rc::check("inside the mask", [] {
            const core::FieldMask mask(*rc::gen::inRange<std::uint32_t>(0, 32));
            std::vector<core::Value> values = noValues();
            for (core::Value& value : values)
                value = *rc::gen::element(core::Value::absent(), core::Value::empty(),
                                          core::Value::text("n\"\xc3\xa9\\x"));
            const auto request = store().update(*readOne(userResource()), mask, values);
            RC_ASSERT(request.has_value());
            const QJsonObject sent =
                parsed(request->body)[QStringLiteral("data")][QStringLiteral("attributes")].toObject();
            const char* names[] = {"first_name", "last_name", "field_str", "field_str3", "field_strs"};
            qsizetype masked = 0;
            for (core::FieldIndex field = 0; field < 5; ++field) {
                RC_ASSERT(sent.contains(QString::fromLatin1(names[field])) == mask.has(field));
                masked += mask.has(field) ? 1 : 0;
            }
            RC_ASSERT(sent.size() == masked);
        });
        QVERIFY(ok);
    }

    void recordedWrites() {
        const protocol::portal::PortalAccountStore module({.userName = "sync", .mapping = labMapping()});
        const auto patched = module.parseWrite(recordedAnswer("answers/35_patch_first"));
        QVERIFY(patched && *patched);
        QCOMPARE((*patched)->fields[core::kFirstName], core::Value::text("Changed"));
        QCOMPARE((*patched)->changedRaw, 1795478439LL);
        QVERIFY(!module.parseWrite(answer(204, "")).value());
        core::Mapping plain = labMapping(); // the recording is from a portal without the module's name fields
        plain.firstNameField = plain.lastNameField = "field_long";
        const protocol::portal::PortalAccountStore core10({.userName = "sync", .mapping = plain});
        const auto created = core10.parseWrite(recordedAnswer("captures/33_post_client_id"));
        QCOMPARE((*created)->id, std::string("11111111-2222-4333-8444-555555555555"));
        QVERIFY((*created)->status == core::Status::Inactive);
        QVERIFY((*core10.parseWrite(recordedAnswer("captures/34_patch_status_null")))->status
                == core::Status::Inactive);
        QCOMPARE(core10.parseWrite(recordedAnswer("captures/33_post_dup_mail")).error().kind,
                 ErrorKind::AlreadyExists);
    }

    void classifies_data() {
        QTest::addColumn<QByteArray>("capture");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("where");
        using enum core::ErrorKind;
        const auto row = [](const char* capture, core::ErrorKind kind, const char* where = "") {
            QTest::newRow(capture) << QByteArray(capture) << int(kind) << QByteArray(where);
        };
        row("captures/31_404", NotFound);
        row("captures/31_bad_query_param", RequestRefused);
        row("captures/31_filter_mail_viewer", PermissionDenied);
        row("captures/32_anon_post", SignInRefused);
        row("captures/32_cookie_patch_nocsrf", SignInRefused);
        row("captures/32_ct_json", RequestRefused);
        row("captures/32_viewer_patch", PermissionDenied);
        row("captures/33_name_comma", UserNameIllegal, "name");
        row("captures/33_name_empty", UserNameIllegal, "name");
        row("captures/33_post_name_61", UserNameIllegal, "name");
        row("captures/33_post_dup_name", UserNameTaken, "name");
        row("captures/33_post_dup_mail", AlreadyExists, "mail");
        row("captures/33_post_dup_mail_case", AlreadyExists, "mail");
        row("captures/33_post_bad_mail", ValueRefused, "mail");
        row("captures/33_post_client_id_dup", AlreadyExists);
        row("captures/33_race_name_500", ServerFault);
        row("captures/33_required_missing", ValueRefused, "field_tel");
        row("captures/34_entity_changed_422", Stale);
        row("captures/34_id_mismatch", RequestRefused);
        row("captures/34_patch_changed", PermissionDenied);
        row("captures/34_type_choice_bad", ValueRefused, "field_choice");
        row("captures/34_type_emails_bad2", ValueRefused, "field_emails");
        row("captures/34_type_str_256", ValueRefused, "field_str");
        row("captures/34_type_str3_4", ValueRefused, "field_str3");
        row("answers/35_post_dev_exists", AlreadyExists, "mail");
        row("answers/35_unpatched_jsonapi", OrganizationMissing);
        row("answers/35_x_upper_mail", ValueRefused, "mail");
        row("answers/36_fault_502", ServerFault);
        row("answers/36_fault_nodb", RedirectRefused);
        row("answers/36_fault_oom", ServerFault);
        row("answers/36_maint_jsonapi_sync", Maintenance);
        row("answers/36_nojsonapi_list", OrganizationMissing);
        row("answers/36_readonly_post", SideReadOnly);
    }
    void classifies() {
        QFETCH(QByteArray, capture);
        QFETCH(int, kind);
        QFETCH(QByteArray, where);
        const protocol::HttpResponse response = recordedAnswer(capture.constData());
        QVERIFY(response.status >= 300);
        const core::Error error = store().classify(response);
        QCOMPARE(int(error.kind), kind);
        QCOMPARE(error.where, where.toStdString());
        QCOMPARE(error.httpStatus, response.status);
        QVERIFY(!error.detail.empty() && error.detail.size() <= 500);
        QVERIFY(error.detail.find('<') == std::string::npos);
    }

    void maintenanceSaysWhenToComeBack() {
        QCOMPARE(store().classify(recordedAnswer("answers/36_maint_jsonapi_sync")).retryAfter,
                 std::optional<core::Millis>(6000));
    }
};

QTEST_APPLESS_MAIN(PortalStoreTest)
#include "portal_store_test.moc"
