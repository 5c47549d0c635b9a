// SPDX-License-Identifier: Apache-2.0
// The Apigee side answers as documented and as reported by others' clients (facts: apigee-management-api.md).
#include "sync/sandbox/handlers.h"
#include "sync/sandbox/population.h"
#include "sync/sandbox/text.h"
#include "sync/sandbox/wire.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace devsync;
using namespace devsync::sandbox;
using protocol::Method;
using Json = nlohmann::json;

namespace {

constexpr const char* kList = "/organizations/demo/developers";

World worldOf(std::uint32_t developers) {
    World world = populate({.developers = developers, .seed = 5})->world;
    world.settings.apigeeToken = "token";
    return world;
}

struct Answer {
    int status;
    Json body;
    protocol::HttpResponse raw;
};

struct Call {
    Method method = Method::Get;
    std::string target;
    std::string body{};
    std::string contentType{};
    std::string token = "Bearer token";
};

Answer ask(World& world, const Call& call, std::int64_t wallMs = 1795478000123) {
    protocol::HttpRequest request{.method = call.method, .target = call.target};
    request.contentType =
        call.contentType.empty() && !call.body.empty() ? "application/json" : call.contentType;
    request.body = call.body;
    if (!call.token.empty())
        request.headers.push_back({"authorization", call.token});
    auto raw = handle(world, request, {core::Side::Apigee, {core::Millis(5), core::Millis(wallMs)}});
    Json body = Json::parse(raw.body.view(), nullptr, false);
    return {raw.status, std::move(body), std::move(raw)};
}

std::string violation(const Answer& answer) {
    const Json& error = answer.body["error"];
    return error.contains("details") ? error["details"][0]["violations"][0]["type"].get<std::string>() : "";
}

std::string developerJson(const std::string& email, int attributes = 0) {
    Json json{{"email", email}, {"firstName", "A"}, {"lastName", "B"}, {"userName", "ab"}};
    for (int i = 0; i < attributes; ++i)
        json["attributes"].push_back({{"name", "a" + std::to_string(i)}, {"value", "v"}});
    return json.dump();
}

} // namespace

class ApigeeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void signIn();
    void organization();
    void pagesChainByAnInclusiveStartKey();
    void emptyAndShortListings();
    void vanishedStartKey();
    void unknownParameterAsReported();
    void createFollowsTheDocuments();
    void updateReplacesEverything();
    void statusCall();
    void attributes();
    void deletes();
    void clockOffset();
    void secretsAreFilledIn();
};

void ApigeeTest::signIn() {
    World world = worldOf(3);
    const Answer none = ask(world, {.target = kList, .token = ""});
    QCOMPARE(none.status, 401);
    QCOMPARE(none.body["error"]["status"].get<std::string>(), "UNAUTHENTICATED");
    QVERIFY(!none.raw.header("WWW-Authenticate").empty());
    QCOMPARE(ask(world, {.target = kList, .token = "Bearer other"}).status, 401);
    QCOMPARE(ask(world, {.target = kList}).status, 200);
    QCOMPARE(ask(world, {.target = "/organizations/other/developers"}).status, 403);
    QCOMPARE(ask(world, {.target = "/organization/demo"}).status, 404);
    QCOMPARE(ask(world, {.method = Method::Patch, .target = kList}).status, 404);
}

void ApigeeTest::organization() {
    World world = worldOf(0);
    const Answer answer = ask(world, {.target = "/organizations/demo"});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body["name"].get<std::string>(), "demo");
    QVERIFY(answer.body["createdAt"].is_string());
}

void ApigeeTest::pagesChainByAnInclusiveStartKey() {
    World world = worldOf(2500);
    std::size_t seen = 0;
    std::string last;
    std::vector<std::size_t> sizes;
    while (true) {
        std::string target = std::string(kList) + "?expand=true&count=1000";
        if (!last.empty())
            target += "&startKey=" + percentEncoded(last);
        const Answer page = ask(world, {.target = target});
        QCOMPARE(page.status, 200);
        const Json& list = page.body["developer"];
        sizes.push_back(list.size());
        if (!last.empty())
            QCOMPARE(list[0]["email"].get<std::string>(), last);
        seen += list.size() - (last.empty() ? 0 : 1);
        if (list.size() == 1)
            break;
        last = list.back()["email"].get<std::string>();
    }
    QCOMPARE(seen, 2500U);
    QCOMPARE(sizes, (std::vector<std::size_t>{1000, 1000, 502, 1}));
}

void ApigeeTest::emptyAndShortListings() {
    World world = worldOf(0);
    QCOMPARE(ask(world, {.target = kList}).raw.body.view(), std::string_view("{}"));
    world = worldOf(1200);
    const Answer plain = ask(world, {.target = kList});
    QCOMPARE(plain.body["developer"].size(), 1000U); // the default page is the largest
    QCOMPARE(plain.body["developer"][0].size(), 1U); // email only
    QCOMPARE(ask(world, {.target = std::string(kList) + "?count=5000"}).body["developer"].size(), 1000U);
    QCOMPARE(ask(world, {.target = std::string(kList) + "?count=2"}).body["developer"].size(), 2U);
    QCOMPARE(ask(world, {.target = std::string(kList) + "?count=x"}).status, 400);
    const Answer whole = ask(world, {.target = std::string(kList) + "?expand=true&count=1"});
    QVERIFY(whole.body["developer"][0]["lastModifiedAt"].is_string());
    QVERIFY(!whole.body["developer"][0].contains("apps")); // empty lists are left out
}

void ApigeeTest::vanishedStartKey() {
    World world = worldOf(5);
    const Answer answer = ask(world, {.target = std::string(kList) + "?count=3&startKey=gone%40b.example"});
    QCOMPARE(answer.status, 404);
    QCOMPARE(violation(answer), "keymanagement.service.developer_doesnot_exist");
}

void ApigeeTest::unknownParameterAsReported() {
    World world = worldOf(1);
    const std::string email = world.developers().begin()->second.email;
    const Answer answer =
        ask(world, {.target = std::string(kList) + '/' + percentEncoded(email) + "?expand=true"});
    QCOMPARE(answer.status, 400);
    QFile file(QStringLiteral("../shared/fixtures/apigee/errors/x-400-unknown-query-parameter.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("third-party fixtures are not here");
    const QByteArray bytes = file.readAll();
    QCOMPARE(answer.body.dump(), Json::parse(bytes.begin(), bytes.end(), nullptr, false).dump());
}

void ApigeeTest::createFollowsTheDocuments() {
    World world = worldOf(3);
    const Answer created =
        ask(world, {.method = Method::Post, .target = kList, .body = developerJson("new@b.example", 18)});
    QCOMPARE(created.status, 201);
    QCOMPARE(created.body["status"].get<std::string>(), "active");
    QCOMPARE(created.body["createdAt"].get<std::string>(), "1795478000123");
    QCOMPARE(created.body["attributes"].size(), 18U);

    const Answer again =
        ask(world, {.method = Method::Post, .target = kList, .body = developerJson("new@b.example")});
    QCOMPARE(again.status, 409);
    QCOMPARE(again.body["error"]["status"].get<std::string>(), "ABORTED");

    const Answer upper =
        ask(world, {.method = Method::Post, .target = kList, .body = developerJson("Up@b.example")});
    QCOMPARE(
        upper.body.dump(),
        R"({"error":{"code":400,"message":"email address has to be lowercase","status":"INVALID_ARGUMENT"}})");
    QCOMPARE(ask(world, {.method = Method::Post, .target = kList, .body = developerJson("n@b.example", 19)})
                 .status,
             400);
    QCOMPARE(ask(world, {.method = Method::Post, .target = kList, .body = R"({"email":"n@b.example"})"})
                 .body["error"]["message"]
                 .get<std::string>(),
             "Following elements are required: User Name, First Name, Last Name");
    QCOMPARE(ask(world, {.method = Method::Post,
                         .target = kList,
                         .body = developerJson("n@b.example"),
                         .contentType = "application/json; charset=utf-8"})
                 .body["error"]["message"]
                 .get<std::string>(),
             "Request contains an invalid argument.");
    QCOMPARE(ask(world, {.method = Method::Post, .target = kList, .body = "{"}).status, 400);
    QCOMPARE(
        ask(world, {.method = Method::Post, .target = kList, .body = R"({"mail":"n@b.example"})"}).status,
        400);
    QCOMPARE(ask(world, {.method = Method::Post, .target = kList, .body = R"({"email":7})"}).status, 400);
    QVERIFY(world.developer("n@b.example") == nullptr);
}

void ApigeeTest::updateReplacesEverything() {
    World world = worldOf(0);
    const std::string one = std::string(kList) + "/a%2Bb%40c.example";
    ask(world, {.method = Method::Post, .target = kList, .body = developerJson("a+b@c.example", 4)});
    const std::string id = world.developer("a+b@c.example")->developerId;
    const Answer updated =
        ask(world, {.method = Method::Put, .target = one, .body = developerJson("a+b@c.example", 1)},
            1795478009000);
    QCOMPARE(updated.status, 200);
    QCOMPARE(updated.body["attributes"].size(), 1U);
    QCOMPARE(updated.body["lastModifiedAt"].get<std::string>(), "1795478009000");
    QCOMPARE(updated.body["createdAt"].get<std::string>(), "1795478000123");
    QCOMPARE(updated.body["developerId"].get<std::string>(), id);

    QCOMPARE(
        violation(ask(world, {.method = Method::Put, .target = one, .body = developerJson("x@c.example")})),
        "rest.interceptor.name_mismatch");
    QCOMPARE(ask(world, {.method = Method::Put,
                         .target = std::string(kList) + '/' + id,
                         .body = developerJson("a+b@c.example")})
                 .status,
             400);
    QCOMPARE(ask(world, {.target = std::string(kList) + "/a+b%40c.example"}).status, 404); // '+' is a space
    const Answer missing = ask(world, {.method = Method::Put,
                                       .target = std::string(kList) + "/no%40c.example",
                                       .body = developerJson("no@c.example")});
    QCOMPARE(missing.status, 404);
    QCOMPARE(violation(missing), "developer.service.DeveloperDoesNotExist");
    QCOMPARE(violation(ask(world, {.target = std::string(kList) + '/' + id})),
             "developer.service.DeveloperIdDoesNotExist");
}

void ApigeeTest::statusCall() {
    World world = worldOf(0);
    ask(world, {.method = Method::Post, .target = kList, .body = developerJson("a@c.example")});
    const std::string one = std::string(kList) + "/a%40c.example";
    const Answer off = ask(world, {.method = Method::Post,
                                   .target = one + "?action=inactive",
                                   .contentType = "application/octet-stream"});
    QCOMPARE(off.status, 204);
    QCOMPARE(off.raw.body.size(), 0U);
    QCOMPARE(world.developer("a@c.example")->status, "inactive");
    QCOMPARE(ask(world, {.method = Method::Post, .target = one + "?action=active"}).status, 204);
    QCOMPARE(ask(world, {.method = Method::Post, .target = one}).status, 400);
    QCOMPARE(ask(world, {.method = Method::Post, .target = one + "?action=gone"}).status, 400);
}

void ApigeeTest::attributes() {
    World world = worldOf(0);
    ask(world, {.method = Method::Post, .target = kList, .body = developerJson("a@c.example", 18)});
    const std::string list = std::string(kList) + "/a%40c.example/attributes";
    QCOMPARE(ask(world, {.target = list}).body["attribute"].size(), 18U);
    QCOMPARE(ask(world, {.method = Method::Post, .target = list + "/new", .body = R"({"value":"x"})"}).status,
             400);
    QCOMPARE(ask(world, {.method = Method::Post, .target = list + "/a0", .body = R"({"value":"x"})"})
                 .body["value"]
                 .get<std::string>(),
             "x");
    QCOMPARE(ask(world, {.method = Method::Delete, .target = list + "/a0"}).status, 200);
    QCOMPARE(ask(world, {.target = list + "/a0"}).status, 404);
    QCOMPARE(
        ask(world,
            {.method = Method::Post, .target = list, .body = R"({"attribute":[{"name":"z","value":""}]})"})
            .status,
        200);
    QCOMPARE(world.developer("a@c.example")->attributes, (std::vector<Attribute>{{"z", ""}}));
}

void ApigeeTest::deletes() {
    World world = worldOf(0);
    ask(world, {.method = Method::Post, .target = kList, .body = developerJson("a@c.example")});
    const std::string one = std::string(kList) + "/a%40c.example";
    QCOMPARE(ask(world, {.method = Method::Delete, .target = one}).body["email"].get<std::string>(),
             "a@c.example");
    QCOMPARE(ask(world, {.method = Method::Delete, .target = one}).status, 404);
}

void ApigeeTest::clockOffset() {
    World world = worldOf(0);
    world.settings.clockOffsetSeconds.apigee = -60;
    const Answer created =
        ask(world, {.method = Method::Post, .target = kList, .body = developerJson("a@c.example")});
    QCOMPARE(created.body["createdAt"].get<std::string>(), "1795477940123");
    QCOMPARE(created.raw.header("Date"), std::string_view("Mon, 23 Nov 2026 23:52:20 GMT"));
}

void ApigeeTest::secretsAreFilledIn() {
    protocol::HttpRequest request{.method = Method::Post, .target = "/user/login?_format=json"};
    request.body = R"({"name":"sync","pass":""})";
    request.bodySlots = {{.offset = 23, .secret = protocol::SecretId::PortalPassword}};
    request.secretHeaders.push_back({"Authorization", "Bearer ", protocol::SecretId::ApigeeToken});
    const auto wire = onWire(request, {.apigeeToken = "t", .portalPassword = "a\"b"});
    QCOMPARE(wire.body, R"({"name":"sync","pass":"a\"b"})");
    QCOMPARE(wire.headers.back(), (protocol::Header{"Authorization", "Bearer t"}));
}

QTEST_GUILESS_MAIN(ApigeeTest)
#include "apigee_test.moc"
