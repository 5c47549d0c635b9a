// SPDX-License-Identifier: Apache-2.0
// The loopback server on real sockets: keep-alive, pipelining, faults as a raw client sees them, control end
// points, latency, limits.
#include "tests/sandbox/raw_client.h"

#include "sync/sandbox/server.h"
#include "sync/sandbox/world_json.h"

#include <QElapsedTimer>
#include <QTest>

#include <nlohmann/json.hpp>
#include <set>

using namespace devsync;
using namespace devsync::sandbox;
using namespace devsync::sandbox::testing;
using core::Side;
using protocol::Method;
using Json = nlohmann::json;

namespace {

constexpr const char* kList = "/v1/organizations/demo/developers";
constexpr const char* kNew = R"({"email":"new@b.example","firstName":"A","lastName":"B","userName":"ab"})";

class Fixture {
public:
    explicit Fixture(const SandboxOptions& options = {.developers = 9, .seed = 11}) {
        auto started = SandboxServer::start(options);
        if (started)
            m_server = std::move(*started);
    }

    SandboxServer& server() { return *m_server; }
    World& world() { return m_server->state().world; }
    QByteArray token() const {
        return "Authorization: Bearer "
               + QByteArray::fromStdString(m_server->state().world.settings.apigeeToken) + "\r\n";
    }
    RawAnswer ask(Side side, const QByteArray& bytes) {
        RawClient client(side == Side::Apigee ? m_server->apigeePort() : m_server->portalPort());
        client.send(bytes);
        return client.answer();
    }
    void addFault(const QByteArray& json) {
        QCOMPARE(ask(Side::Portal, post("/sandbox/fault", json)).status, 204);
    }
    std::uint64_t posts() { return m_server->state().log.count(Side::Apigee, Method::Post); }
    bool hasNew() { return world().developer("new@b.example") != nullptr; }

private:
    std::unique_ptr<SandboxServer> m_server;
};

Json parse(const QByteArray& bytes) {
    return Json::parse(bytes.begin(), bytes.end(), nullptr, false);
}

} // namespace

class ServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepAlive();
    void pipelinedAnswersKeepTheirOrder();
    void requestByteByByte();
    void closeWhenAsked();
    void chunkedBody();
    void dropBefore();
    void dropAfter();
    void reset();
    void statusWithRetryAfter();
    void truncated();
    void htmlInsteadOfJson();
    void goneStartKey();
    void movedPage();
    void delayAndLatency();
    void rateIsSeeded();
    void faultErrors();
    void requestLog();
    void worldAndEdit();
    void stage();
    void cookieSignInOverTheWire();
    void brokenRequests();
    void readyLineAndProfile();
    void startErrors();
    void modulePush();
};

void ServerTest::keepAlive() {
    Fixture fixture;
    RawClient client(fixture.server().apigeePort());
    for (int i = 0; i < 3; ++i) {
        client.send(get(kList, fixture.token()));
        const RawAnswer answer = client.answer();
        QCOMPARE(answer.status, 200);
        QCOMPARE(parse(answer.body)["developer"].size(), 9U);
    }
}

void ServerTest::pipelinedAnswersKeepTheirOrder() {
    Fixture fixture({.developers = 9, .seed = 11, .latency = core::Millis(2)});
    RawClient client(fixture.server().apigeePort());
    QByteArray all;
    for (int i = 1; i <= 9; ++i)
        all += get(QByteArray(kList) + "?count=" + QByteArray::number(i), fixture.token());
    client.send(all);
    for (std::size_t i = 1; i <= 9; ++i)
        QCOMPARE(parse(client.answer().body)["developer"].size(), i);
}

void ServerTest::requestByteByByte() {
    Fixture fixture;
    RawClient client(fixture.server().apigeePort());
    for (const char c : post(kList, kNew, fixture.token())) {
        client.send(QByteArray(1, c));
        QTest::qWait(0);
    }
    QCOMPARE(client.answer().status, 201);
    QVERIFY(fixture.hasNew());
}

void ServerTest::closeWhenAsked() {
    Fixture fixture;
    RawClient client(fixture.server().apigeePort());
    client.send(get(kList, fixture.token() + "Connection: close\r\n"));
    QCOMPARE(client.answer().status, 200);
    QVERIFY(client.closed());
}

void ServerTest::chunkedBody() {
    Fixture fixture;
    const QByteArray body(kNew);
    const QByteArray size = QByteArray::number(body.size(), 16);
    const RawAnswer answer = fixture.ask(
        Side::Apigee, QByteArray("POST ") + kList
                          + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + fixture.token()
                          + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + body + "\r\n0\r\n\r\n");
    QCOMPARE(answer.status, 201);
}

void ServerTest::dropBefore() {
    Fixture fixture;
    fixture.addFault(
        R"({"side":"apigee","match":"POST /v1/organizations/*","kind":"drop-before","count":1})");
    QCOMPARE(endingOf(fixture.server().apigeePort(), post(kList, kNew, fixture.token())), Ending::Fin);
    QVERIFY(!fixture.hasNew());
    QCOMPARE(fixture.posts(), 1U);
    QCOMPARE(fixture.ask(Side::Apigee, post(kList, kNew, fixture.token())).status, 201);
}

void ServerTest::dropAfter() {
    Fixture fixture;
    fixture.addFault(R"({"side":"apigee","match":"POST *","kind":"drop-after","count":1})");
    QCOMPARE(endingOf(fixture.server().apigeePort(), post(kList, kNew, fixture.token())), Ending::Fin);
    QVERIFY(fixture.hasNew());
    QCOMPARE(fixture.ask(Side::Apigee, post(kList, kNew, fixture.token())).status, 409);
}

void ServerTest::reset() {
    Fixture fixture;
    fixture.addFault(R"({"match":"POST *","kind":"reset","count":1})");
    QCOMPARE(endingOf(fixture.server().apigeePort(), post(kList, kNew, fixture.token())), Ending::Reset);
    QVERIFY(!fixture.hasNew());
}

void ServerTest::statusWithRetryAfter() {
    Fixture fixture;
    fixture.addFault(R"({"side":"apigee","kind":"status","status":429,"retry_after":2,"count":1})");
    const RawAnswer answer = fixture.ask(Side::Apigee, post(kList, kNew, fixture.token()));
    QCOMPARE(answer.status, 429);
    QVERIFY(answer.headers.contains("Retry-After: 2\r\n"));
    QVERIFY(!fixture.hasNew());
}

void ServerTest::truncated() {
    Fixture fixture;
    fixture.addFault(R"({"kind":"truncate","count":1})");
    RawClient client(fixture.server().apigeePort());
    client.send(get(kList, fixture.token()));
    const RawAnswer answer = client.answer();
    QCOMPARE(answer.status, 0); // never whole
    QVERIFY(answer.body.startsWith("HTTP/1.1 200"));
    QVERIFY(client.closed());
}

void ServerTest::htmlInsteadOfJson() {
    Fixture fixture;
    fixture.addFault(R"({"kind":"html","count":1})");
    const RawAnswer answer = fixture.ask(Side::Apigee, get(kList, fixture.token()));
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.startsWith("<!DOCTYPE html>"));
}

void ServerTest::goneStartKey() {
    Fixture fixture;
    const std::string email = std::next(fixture.world().developers().begin(), 3)->second.email;
    fixture.addFault(R"({"kind":"gone","count":1})");
    const QByteArray target =
        QByteArray(kList) + "?startKey=" + QByteArray::fromStdString(email).toPercentEncoding();
    QCOMPARE(fixture.ask(Side::Apigee, get(target, fixture.token())).status, 404);
    QVERIFY(fixture.world().developer(email) == nullptr);
}

void ServerTest::movedPage() {
    Fixture fixture;
    const std::string first = fixture.world().developers().begin()->second.email;
    const std::string email = std::next(fixture.world().developers().begin(), 3)->second.email;
    fixture.addFault(R"({"kind":"moved","count":1})");
    const QByteArray target =
        QByteArray(kList) + "?count=3&startKey=" + QByteArray::fromStdString(email).toPercentEncoding();
    const Json page = parse(fixture.ask(Side::Apigee, get(target, fixture.token())).body);
    QCOMPARE(page["developer"][0]["email"].get<std::string>(), first);
}

void ServerTest::delayAndLatency() {
    Fixture fixture({.developers = 3, .seed = 1, .latency = core::Millis(40)});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(fixture.ask(Side::Apigee, get(kList, fixture.token())).status, 200);
    QVERIFY(timer.elapsed() >= 40);
    fixture.addFault(R"({"kind":"delay","ms":60,"count":1})");
    timer.restart();
    QCOMPARE(fixture.ask(Side::Apigee, get(kList, fixture.token())).status, 200);
    QVERIFY(timer.elapsed() >= 100);
}

void ServerTest::rateIsSeeded() {
    const auto hits = [](std::uint64_t seed) {
        FaultTable table(seed);
        table.add({.kind = FaultKind::Status, .perMillion = 200000});
        std::string out;
        for (int i = 0; i < 500; ++i)
            out += table.decide(Side::Portal, Method::Get, "/jsonapi") ? '1' : '0';
        return out;
    };
    QCOMPARE(hits(3), hits(3));
    QVERIFY(hits(3) != hits(4));
    const auto count = std::ranges::count(hits(3), '1');
    QVERIFY(count > 60 && count < 140);
}

void ServerTest::faultErrors() {
    Fixture fixture;
    for (const char* bad : {"", "[]", "{}", R"({"kind":"explode"})", R"({"kind":"delay","rate":2})",
                            R"({"kind":"delay","side":"both"})", R"({"kind":"delay","times":1})",
                            R"({"kind":"status","status":"x"})"}) {
        const RawAnswer answer = fixture.ask(Side::Apigee, post("/sandbox/fault", bad));
        QCOMPARE(answer.status, 400);
        QCOMPARE(parse(answer.body)["kind"].get<std::string>(), "error");
    }
    fixture.addFault(R"({"kind":"status"})");
    QCOMPARE(fixture.ask(Side::Portal, get("/jsonapi")).status, 503);
    QCOMPARE(fixture.ask(Side::Portal, "DELETE /sandbox/fault HTTP/1.1\r\nHost: x\r\n\r\n").status, 204);
    QCOMPARE(fixture.ask(Side::Portal, get("/jsonapi")).status, 200);
    QCOMPARE(fixture.ask(Side::Portal, get("/sandbox/nothing")).status, 404);
}

void ServerTest::requestLog() {
    Fixture fixture;
    fixture.ask(Side::Apigee, get(QByteArray(kList) + "/a%40b.example", fixture.token()));
    fixture.ask(Side::Apigee, get(QByteArray(kList) + "/c%40d.example", fixture.token()));
    fixture.ask(Side::Portal, get("/jsonapi/user/user/00000000-0000-4000-8000-000000000000"));
    const Json all = parse(fixture.ask(Side::Portal, get("/sandbox/requests")).body);
    QCOMPARE(all["schema"].get<int>(), 1);
    QCOMPARE(all["requests"].size(), 2U);
    QCOMPARE(all["requests"][0]["path"].get<std::string>(), "/v1/organizations/*/developers/*");
    QCOMPARE(all["requests"][0]["count"].get<int>(), 2);
    QCOMPARE(all["requests"][1]["path"].get<std::string>(), "/jsonapi/user/user/*");
    QCOMPARE(all["log"].size(), 3U);
    QCOMPARE(all["log"][0]["status"].get<int>(), 404);
    QVERIFY(!parse(fixture.ask(Side::Portal, get("/sandbox/requests?log=0")).body).contains("log"));
}

void ServerTest::worldAndEdit() {
    Fixture fixture;
    const RawAnswer world = fixture.ask(Side::Apigee, get("/sandbox/world"));
    QCOMPARE(world.body.toStdString(), worldToJson(fixture.world()));
    QVERIFY(worldFromJson(world.body.toStdString(), 1).has_value());
    const std::string email = fixture.world().developers().begin()->second.email;
    const Json edit{{"side", "apigee"}, {"email", email}, {"set", {{"firstName", "Edited"}}}};
    QCOMPARE(fixture.ask(Side::Apigee, post("/sandbox/edit", QByteArray::fromStdString(edit.dump()))).status,
             204);
    QCOMPARE(fixture.world().developer(email)->firstName, "Edited");
    const Json nobody{{"side", "portal"}, {"email", "nobody@x.example"}, {"set", Json::object()}};
    QCOMPARE(
        fixture.ask(Side::Apigee, post("/sandbox/edit", QByteArray::fromStdString(nobody.dump()))).status,
        404);
}

void ServerTest::stage() {
    Fixture fixture({.mix = "small", .seed = 2});
    const std::string before = worldToJson(fixture.world());
    QCOMPARE(fixture.ask(Side::Portal, post("/sandbox/stage", "")).status, 204);
    QVERIFY(worldToJson(fixture.world()) != before);
    QCOMPARE(fixture.ask(Side::Portal, post("/sandbox/stage", "")).status, 400);
}

void ServerTest::cookieSignInOverTheWire() {
    Fixture fixture;
    const Json ready = Json::parse(fixture.server().readyLine(""), nullptr, false);
    const Json login{{"name", ready["portal_user"]}, {"pass", ready["portal_password"]}};
    const RawAnswer signedIn =
        fixture.ask(Side::Portal, post("/user/login?_format=json", QByteArray::fromStdString(login.dump())));
    QCOMPARE(signedIn.status, 200);
    const qsizetype at = signedIn.headers.indexOf("Set-Cookie: ") + 12;
    const QByteArray cookie =
        "Cookie: " + signedIn.headers.mid(at, signedIn.headers.indexOf(';', at) - at) + "\r\n";
    const RawAnswer list =
        fixture.ask(Side::Portal, get("/jsonapi/user/user?sort=drupal_internal__uid", cookie));
    QCOMPARE(parse(list.body)["data"].size(), 9U + 3U);
    QVERIFY(parse(list.body)["data"][3]["attributes"].contains("mail"));
    const RawAnswer me = fixture.ask(Side::Portal, get("/jsonapi", cookie));
    QVERIFY(parse(me.body)["meta"]["links"]["me"].contains("meta"));
}

void ServerTest::brokenRequests() {
    Fixture fixture;
    QCOMPARE(fixture.ask(Side::Apigee, "nonsense\r\n\r\n").status, 400);
    QCOMPARE(fixture.ask(Side::Apigee, "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n").status, 501);
    QCOMPARE(fixture.ask(Side::Apigee, "GET / HTTP/1.1\r\nX: " + QByteArray(70000, 'a') + "\r\n\r\n").status,
             431);
    QCOMPARE(fixture.ask(Side::Apigee, "POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n").status, 413);
    QCOMPARE(fixture.ask(Side::Apigee, get("/organizations/demo", fixture.token())).status,
             404); // without /v1
    QCOMPARE(fixture.ask(Side::Apigee, get(kList, fixture.token())).status, 200);
}

void ServerTest::readyLineAndProfile() {
    Fixture fixture;
    const Json ready = Json::parse(fixture.server().readyLine("/p/demo.toml"), nullptr, false);
    const std::string toml = fixture.server().profileToml();
    QCOMPARE(ready["apigee"].get<std::string>(),
             "http://127.0.0.1:" + std::to_string(fixture.server().apigeePort()) + "/v1");
    QVERIFY(toml.find("endpoint = \"" + ready["apigee"].get<std::string>() + "\"\n") != std::string::npos);
    std::set<std::string> secrets;
    for (const char* name : {"token", "password", "portal_password"}) {
        QVERIFY(ready[name].get<std::string>().size() >= 24);
        secrets.insert(ready[name].get<std::string>());
    }
    QCOMPARE(secrets.size(), 3U);
    QVERIFY(toml.find("access_token = { value = \"" + ready["token"].get<std::string>() + "\" }")
            != std::string::npos);
    QVERIFY(toml.find("module_push = \"no\"") != std::string::npos);
    QVERIFY(toml.find("apigee_calls_per_minute = 1000000\n") != std::string::npos);
    QCOMPARE(ready["profile"].get<std::string>(), "/p/demo.toml");
    QVERIFY(!ready.contains("drush"));
}

void ServerTest::startErrors() {
    QCOMPARE(SandboxServer::start({.dialect = "edge"}).error().kind, core::ErrorKind::NotInThisVersion);
    QCOMPARE(SandboxServer::start({.dialect = "y"}).error().kind, core::ErrorKind::Usage);
    QCOMPARE(SandboxServer::start({.mix = "conflicts"}).error().kind, core::ErrorKind::NotInThisVersion);
    QCOMPARE(SandboxServer::start({.worldJson = "[]"}).error().kind, core::ErrorKind::Usage);
    Fixture fixture;
    QCOMPARE(SandboxServer::start({.apigeePort = fixture.server().apigeePort()}).error().kind,
             core::ErrorKind::Usage);
}

void ServerTest::modulePush() {
    Fixture fixture({.developers = 0, .seed = 1, .modulePush = true});
    World& world = fixture.world();
    const QByteArray basic = "Authorization: Basic "
                             + QByteArray::fromStdString("sync:" + world.user(kSyncUid)->password).toBase64()
                             + "\r\n";
    const QByteArray body = R"({"data":{"type":"user--user","attributes":{"name":"ana","mail":"ana@b.example",
        "status":true,"first_name":"Ana","last_name":"Souza","field_company":"Keep Co"}}})";
    QByteArray request = post("/jsonapi/user/user", body, basic);
    request.replace("application/json", "application/vnd.api+json");
    QCOMPARE(fixture.ask(Side::Portal, request).status, 201);
    QVERIFY(world.developer("ana@b.example") != nullptr);
    QCOMPARE(world.developer("ana@b.example")->attribute("company")->value, "\"Keep Co\"");
    world.removeUser(world.userByName("ana")->uid);
    const RawAnswer exists = fixture.ask(Side::Portal, request);
    QCOMPARE(exists.status, 422);
    QVERIFY(exists.body.contains("already exists in our system"));
}

QTEST_GUILESS_MAIN(ServerTest)
#include "server_test.moc"
