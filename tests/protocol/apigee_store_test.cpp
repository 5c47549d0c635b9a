// SPDX-License-Identifier: Apache-2.0
// Requests and answers of the Apigee connector: addresses, read-merge-write, error bodies.
#include "sync/protocol/apigee/apigee_account_store.h"
#include "tests/protocol/answers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <rapidcheck.h>

using namespace devsync;
using namespace devsync::testing;
using core::ErrorKind;
using protocol::Method;

namespace {

const protocol::apigee::ApigeeAccountStore& store() {
    static const protocol::apigee::ApigeeAccountStore instance(
        {.organization = "acme", .mapping = mapping()});
    return instance;
}

QJsonObject parsed(const std::string& body) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
}

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

std::string developerJson(const QJsonArray& attributes,
                          const QString& email = QStringLiteral("ana@x.example")) {
    const QJsonObject developer{{QStringLiteral("apps"), QJsonArray{QStringLiteral("app")}},
                                {QStringLiteral("email"), email},
                                {QStringLiteral("developerId"), QStringLiteral("d-1")},
                                {QStringLiteral("firstName"), QStringLiteral("Ana")},
                                {QStringLiteral("lastName"), QStringLiteral("Souza")},
                                {QStringLiteral("userName"), QStringLiteral("ana")},
                                {QStringLiteral("organizationName"), QStringLiteral("acme")},
                                {QStringLiteral("status"), QStringLiteral("inactive")},
                                {QStringLiteral("accessType"), QStringLiteral("odd")},
                                {QStringLiteral("attributes"), attributes},
                                {QStringLiteral("createdAt"), QStringLiteral("1")},
                                {QStringLiteral("lastModifiedAt"), QStringLiteral("1637155113144")}};
    return QJsonDocument(developer).toJson(QJsonDocument::Compact).toStdString();
}

QJsonObject attribute(const std::string& name, const std::string& value) {
    return {{QStringLiteral("name"), text(name)}, {QStringLiteral("value"), text(value)}};
}

protocol::Reading reading(const QJsonArray& attributes) {
    const auto result =
        store().parseReading({.email = "ana@x.example"}, answer(200, developerJson(attributes)));
    return result.value();
}

core::FieldMask maskOf(std::initializer_list<core::FieldIndex> fields) {
    core::FieldMask mask;
    for (const core::FieldIndex field : fields)
        mask.set(field);
    return mask;
}

std::vector<core::Value> noValues() {
    return std::vector<core::Value>(mapping().fieldCount());
}

} // namespace

class ApigeeStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!qEnvironmentVariableIsSet("RC_PARAMS"))
            qputenv("RC_PARAMS", "max_success=10000");
    }

    void addresses_data() {
        QTest::addColumn<QString>("email");
        QTest::addColumn<QByteArray>("encoded");
        const auto row = [](const char* email, const char* encoded) {
            QTest::newRow(email) << QString::fromUtf8(email) << QByteArray(encoded);
        };
        row("ana@x.example", "ana%40x.example");
        row("ana+dev@x.example", "ana%2Bdev%40x.example");
        row("a/b@x.example", "a%2Fb%40x.example");
        row("o'brien@x.example", "o%27brien%40x.example");
        row("100%40@x.example", "100%2540%40x.example");
        row("a b?c#d&e=f@x.example", "a%20b%3Fc%23d%26e%3Df%40x.example");
        row("jos\xc3\xa9@x.example", "jos%C3%A9%40x.example");
        row("~a-b_c.d@x.example", "~a-b_c.d%40x.example");
        row("\"q\"@[127.0.0.1]", "%22q%22%40%5B127.0.0.1%5D");
    }
    void addresses() {
        QFETCH(QString, email);
        QFETCH(QByteArray, encoded);
        const std::string target = "/organizations/acme/developers/" + encoded.toStdString();
        QCOMPARE(store().read({.email = email.toStdString(), .id = "ignored"}).target, target);
        const auto inactive = store().setInactive({.email = email.toStdString()});
        QCOMPARE(inactive->target, target + "?action=inactive");
        QVERIFY(inactive->method == Method::Post);
        QCOMPARE(inactive->contentType, std::string("application/octet-stream"));
        QCOMPARE(inactive->body, std::string());
    }

    void everyRequestCarriesTheToken() {
        QVERIFY(!store().signIn());
        const protocol::Session session = store().staticSession();
        QCOMPARE(session.headers.size(), std::size_t(1));
        QCOMPARE(session.headers[0].name, std::string("Authorization"));
        QCOMPARE(session.headers[0].prefix, std::string("Bearer "));
        QVERIFY(std::get<protocol::SecretId>(session.headers[0].value) == protocol::SecretId::ApigeeToken);
    }

    void creates() {
        protocol::NewAccount account{.email = "ana@x.example", .userName = "ana", .fields = noValues()};
        account.fields[core::kFirstName] = core::Value::text("Ana \"A\"");
        account.fields[core::kLastName] = core::Value::text("Souza");
        account.fields[kTeams] = core::Value::of({"a b", "c"});
        account.fields[kCompany] = core::Value::empty();
        account.status = core::Status::Inactive;
        const protocol::HttpRequest request = store().create(account);
        QVERIFY(request.method == Method::Post);
        QCOMPARE(request.target, std::string("/organizations/acme/developers"));
        QCOMPARE(request.contentType, std::string("application/json"));
        const QJsonObject expected{
            {QStringLiteral("email"), QStringLiteral("ana@x.example")},
            {QStringLiteral("firstName"), QStringLiteral("Ana \"A\"")},
            {QStringLiteral("lastName"), QStringLiteral("Souza")},
            {QStringLiteral("userName"), QStringLiteral("ana")},
            {QStringLiteral("attributes"), QJsonArray{attribute("teams", "\"a b\",c")}}};
        QCOMPARE(parsed(request.body), expected);
    }

    void updatesOnlyTheMask() {
        std::vector<core::Value> values = noValues();
        values[core::kFirstName] = core::Value::text("Anna");
        values[kTeams] = core::Value::of({"x"});
        values[kContact] = core::Value::text("c@d.example");
        const auto request = store().update(
            reading({attribute("MINT", "{\"a\":\"\\/ \xc3\xa9\"}"), attribute("company", "Old Co"),
                     attribute("teams", "a,b"), attribute("ADMIN", "")}),
            maskOf({core::kFirstName, kTeams, kContact}), values);
        QVERIFY(request);
        QVERIFY(request->method == Method::Put);
        QCOMPARE(request->target, std::string("/organizations/acme/developers/ana%40x.example"));
        QCOMPARE(request->contentType, std::string("application/json"));
        const QJsonObject expected{{QStringLiteral("email"), QStringLiteral("ana@x.example")},
                                   {QStringLiteral("firstName"), QStringLiteral("Anna")},
                                   {QStringLiteral("lastName"), QStringLiteral("Souza")},
                                   {QStringLiteral("userName"), QStringLiteral("ana")},
                                   {QStringLiteral("accessType"), QStringLiteral("odd")},
                                   {QStringLiteral("attributes"),
                                    QJsonArray{attribute("MINT", "{\"a\":\"\\/ \xc3\xa9\"}"),
                                               attribute("company", "Old Co"), attribute("teams", "x"),
                                               attribute("ADMIN", ""), attribute("contact", "c@d.example")}}};
        QCOMPARE(parsed(request->body), expected);
    }

    void anEmptyValueRemovesTheAttribute() {
        const auto request = store().update(
            reading({attribute("company", "Old"), attribute("x", "1"), attribute("company", "Older")}),
            maskOf({kCompany}), noValues());
        QCOMPARE(parsed(request->body).value(QStringLiteral("attributes")).toArray(),
                 QJsonArray{attribute("x", "1")});
    }

    void refusesWhatCannotBeWritten() {
        std::vector<core::Value> values = noValues();
        const auto noName = store().update(reading({}), maskOf({core::kLastName}), values);
        QCOMPARE(noName.error().kind, ErrorKind::ValueRefused);
        QCOMPARE(noName.error().where, std::string("last_name"));
        values[kCompany] = core::Value::text("end\\");
        const auto backslash = store().update(reading({}), maskOf({kCompany}), values);
        QCOMPARE(backslash.error().where, std::string("attribute:company"));
    }

    void eighteenAttributesAreTheLimit() {
        QJsonArray attributes;
        for (int i = 0; i < 17; ++i)
            attributes.push_back(attribute("a" + std::to_string(i), "v"));
        std::vector<core::Value> values = noValues();
        values[kCompany] = core::Value::text("Co");
        values[kTeams] = core::Value::text("T");
        QVERIFY(store().update(reading(attributes), maskOf({kCompany}), values));
        const auto tooMany = store().update(reading(attributes), maskOf({kCompany, kTeams}), values);
        QVERIFY(!tooMany);
        QCOMPARE(tooMany.error().kind, ErrorKind::ValueRefused);
        QVERIFY(tooMany.error().side == core::Side::Apigee);
    }

    /// I: an update never touches anything outside its mask, whatever the attributes are and in any order.
    void propertyUpdateStaysInsideTheMask() {
        const bool ok = rc::check("inside the mask", [] {
            const auto names = *rc::gen::container<std::vector<std::string>>(
                rc::gen::element<std::string>("company", "teams", "contact", "A", "b c", "MINT", "\xc3\xa9"));
            RC_PRE(names.size() <= 15);
            QJsonArray before;
            for (const std::string& name : names)
                before.push_back(attribute(
                    name, *rc::gen::element<std::string>("", "v", "\"a b\",c", "[]", "\\", "1\n2")));
            core::FieldMask mask(*rc::gen::inRange<std::uint32_t>(0, 32));
            std::vector<core::Value> values = noValues();
            values[0] = core::Value::text("New");
            values[1] = core::Value::text("Name");
            for (std::size_t i = core::kFirstAttribute; i < values.size(); ++i)
                values[i] = *rc::gen::element(core::Value::absent(), core::Value::empty(),
                                              core::Value::text("n@e.w"));
            const auto request = store().update(reading(before), mask, values);
            RC_ASSERT(request.has_value());
            const QJsonObject after = parsed(request->body);
            RC_ASSERT(after.value(QStringLiteral("email")).toString() == QStringLiteral("ana@x.example"));
            RC_ASSERT(after.value(QStringLiteral("userName")).toString() == QStringLiteral("ana"));
            RC_ASSERT(!after.contains(QStringLiteral("status")));
            RC_ASSERT((after.value(QStringLiteral("firstName")).toString() == QStringLiteral("New"))
                      == mask.has(0));
            const auto outside = [&](const QJsonArray& attributes) {
                QJsonArray rest;
                for (const QJsonValue& item : attributes) {
                    const QString name = item[QStringLiteral("name")].toString();
                    const bool masked = (name == QStringLiteral("company") && mask.has(kCompany))
                                        || (name == QStringLiteral("teams") && mask.has(kTeams))
                                        || (name == QStringLiteral("contact") && mask.has(kContact));
                    if (!masked)
                        rest.push_back(item);
                }
                return rest;
            };
            RC_ASSERT(outside(after.value(QStringLiteral("attributes")).toArray()) == outside(before));
            // and what is inside reads back as intended
            const auto again = store().parseReading({.email = "ana@x.example"}, answer(200, request->body));
            for (std::size_t i = core::kFirstAttribute; i < values.size(); ++i)
                if (mask.has(core::FieldIndex(i)))
                    RC_ASSERT(core::sameContent(again->account->fields[i], values[i]));
        });
        QVERIFY(ok);
    }

    void readingsAreCompared() {
        const protocol::AccountAddress ana{.email = "Ana@X.example"};
        const auto found = store().parseReading(ana, answer(200, developerJson({})));
        QVERIFY(found && found->account);
        QCOMPARE(found->base, developerJson({}));
        const auto other =
            store().parseReading(ana, answer(200, developerJson({}, QStringLiteral("bob@x.example"))));
        QCOMPARE(other.error().kind, ErrorKind::AnswerUnexpected);
        const auto gone = store().parseReading(
            ana,
            answer(404,
                   R"({"code":"developer.service.DeveloperDoesNotExist","message":"no","contexts":[]})"));
        QVERIFY(gone && !gone->account);
        for (const int status : {401, 403, 404, 429, 500, 503})
            QVERIFY2(!store().parseReading(ana, answer(status, "<html>proxy</html>")),
                     std::to_string(status).c_str());
        QVERIFY(!store().parseReading(ana, answer(200, developerJson({}).substr(3))));
        QVERIFY(!store().parseReading(ana, answer(200, "{\"email\":\"ana@x.example\",\"x\":tru}")));
    }

    void writesAnswerWithOrWithoutBody() {
        QVERIFY(!store().parseWrite(answer(204, "")).value());
        QVERIFY(!store().parseWrite(answer(200, "{}")).value());
        QCOMPARE(store().parseWrite(answer(201, developerJson({}))).value()->changedRaw, 1637155113144LL);
        QCOMPARE(store().parseWrite(answer(200, "<html>")).error().kind, ErrorKind::AnswerNotJson);
        QCOMPARE(store().parseWrite(answer(409, "{}")).error().httpStatus, 409);
    }

    void probes() {
        QCOMPARE(store().probe().target, std::string("/organizations/acme"));
        QCOMPARE(store().parseProbe(answer(200, R"({"name":"acme","runtimeType":"CLOUD"})")).value().edition,
                 std::string("CLOUD"));
        QCOMPARE(store().parseProbe(answer(200, R"({"name":"other"})")).error().kind,
                 ErrorKind::AnswerUnexpected);
        QCOMPARE(store().parseProbe(answer(200, "<html>")).error().kind, ErrorKind::AnswerNotJson);
        QCOMPARE(store().parseProbe(answer(404, R"({"error":{"code":404,"message":"no"}})")).error().kind,
                 ErrorKind::OrganizationMissing);
        QCOMPARE(store()
                     .parseProbe(answer(403, R"({"error":{"code":403,"message":"Permission denied"}})"))
                     .error()
                     .kind,
                 ErrorKind::PermissionDenied);
    }

    void classifies_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("detail");
        using enum core::ErrorKind;
        const auto row = [](const char* name, int status, const char* body, core::ErrorKind kind,
                            const char* detail) {
            QTest::newRow(name) << status << QByteArray(body) << int(kind) << QByteArray(detail);
        };
        row("X lower case", 400,
            R"({"error":{"code":400,"message":"email address has to be lowercase","status":"INVALID_ARGUMENT"}})",
            ValueRefused, "email address has to be lowercase");
        row("X unknown parameter", 400,
            R"({"error":{"code":400,"message":"Cannot bind query parameter. X"}})", RequestRefused,
            "Cannot bind query parameter. X");
        row("X name mismatch", 400,
            R"({"error":{"message":"m","details":[{"violations":[{"type":"rest.interceptor.name_mismatch"}]}]}})",
            RequestRefused, "m (rest.interceptor.name_mismatch)");
        row("X exists", 409, R"({"error":{"code":409,"message":"exists","status":"ABORTED"}})", AlreadyExists,
            "exists");
        row("X exists, cut off", 409, "{\"error\":{\"code\":409,\"mess", RequestRefused, "Status 409");
        row("Edge gone", 404,
            R"({"code":"developer.service.DeveloperIdDoesNotExist","message":"gone.","contexts":[]})",
            NotFound, "gone (developer.service.DeveloperIdDoesNotExist)");
        row("Edge message list", 409, R"({"code":"c","message":["a","b"]})", AlreadyExists, "a; b (c)");
        row("Edge organisation", 404, R"({"code":"organizations.OrganizationDoesNotExist","message":"o"})",
            OrganizationMissing, "o (");
        row("gateway fault", 401, R"({"fault":{"faultstring":"f","detail":{"errorcode":"e"}}})",
            SignInRefused, "f (e)");
        row("404 page", 404, "<html><body>Not <b>here</b></body></html>", OrganizationMissing, "Status 404");
        row("403 page", 403, "<html>", PermissionDenied, "Status 403");
        row("quota", 429, R"({"error":{"message":"quota"}})", RateLimited, "quota");
        row("gateway", 502, "<html>Bad Gateway</html>", ServerFault, "Bad Gateway");
        row("time-out", 408, "", ServerFault, "Status 408");
        row("redirect", 302, "", RedirectRefused, "Status 302");
        row("unsupported", 415, "{}", RequestRefused, "Status 415");
        row("precondition", 412, R"({"error":{"message":"p"}})", RequestRefused, "p");
        row("no message", 500, R"({"error":{"code":500}})", ServerFault, "status 500");
    }
    void classifies() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        QFETCH(QByteArray, detail);
        const core::Error error = store().classify(
            answer(status, body.toStdString(), {{"retry-after", "7"}, {"X-Request-ID", "r-1"}}));
        QCOMPARE(int(error.kind), kind);
        QVERIFY2(error.detail.find(detail.toStdString()) != std::string::npos, error.detail.c_str());
        QVERIFY(!error.detail.ends_with('.'));
        QCOMPARE(error.httpStatus, status);
        QCOMPARE(error.retryAfter, std::optional<core::Millis>(7000));
        QCOMPARE(error.requestId, std::string("r-1"));
        QVERIFY(error.side == core::Side::Apigee);
    }

    void retryAfterAsADate() {
        const auto wait = [](const char* after, const char* date) {
            return store().classify(answer(503, "", {{"Retry-After", after}, {"Date", date}})).retryAfter;
        };
        QCOMPARE(wait("Sun, 06 Nov 1994 08:49:47 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"),
                 std::optional<core::Millis>(10'000));
        QCOMPARE(wait("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:47 GMT"), std::nullopt);
        QCOMPARE(wait("soon", "Sun, 06 Nov 1994 08:49:47 GMT"), std::nullopt);
        QCOMPARE(wait("-1", ""), std::nullopt);
    }

    void wordsAreBounded() {
        std::string message;
        for (int i = 0; i < 400; ++i)
            message += "\xc3\xa9";
        const core::Error error =
            store().classify(answer(500, R"({"error":{"message":")" + message + R"("}})"));
        QVERIFY(error.detail.size() <= 500);
        QVERIFY(QString::fromStdString(error.detail).endsWith(QChar(0xe9)));
    }

    void recordedErrors_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        const QString dir = QStringLiteral("../shared/fixtures/apigee/errors/");
        QTest::newRow("lower case") << dir + QStringLiteral("x-400-email-not-lowercase.json") << 400
                                    << int(ErrorKind::ValueRefused);
        QTest::newRow("parameter") << dir + QStringLiteral("x-400-unknown-query-parameter.json") << 400
                                   << int(ErrorKind::RequestRefused);
        QTest::newRow("gone") << dir + QStringLiteral("edge-404-developer-id-does-not-exist.json") << 404
                              << int(ErrorKind::NotFound);
        QTest::newRow("exists") << dir + QStringLiteral("edge-409-app-already-exists.json") << 409
                                << int(ErrorKind::AlreadyExists);
    }
    void recordedErrors() {
        QFETCH(QString, file);
        QFETCH(int, status);
        QFETCH(int, kind);
        const std::string body = fileText(file);
        if (body.empty())
            QSKIP("third-party recordings are not here");
        QCOMPARE(int(store().classify(answer(status, body)).kind), kind);
    }
};

QTEST_APPLESS_MAIN(ApigeeStoreTest)
#include "apigee_store_test.moc"
