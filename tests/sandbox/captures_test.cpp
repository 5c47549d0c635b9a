// SPDX-License-Identifier: Apache-2.0
// The portal's handlers answer the recorded requests as the real portal did. Every recording of listing,
// creating, changing and sign-in is in the table: answered, or left for step 4 with the reason.
#include "tests/sandbox/captures.h"
#include "tests/sandbox/lab_world.h"

#include "sync/sandbox/handlers.h"
#include "sync/sandbox/text.h"
#include "sync/sandbox/times.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

using namespace devsync;
using namespace devsync::sandbox;
using namespace devsync::sandbox::testing;
using Json = nlohmann::json;

namespace {

constexpr const char* kFolder = "tests/fixtures/portal/captures";
constexpr const char* kCookie = "P2Vf-CuhY2VdxJtwt5Vki2h7vRCq90sRiT,OCuXNLRpTIZhz";

Json load(const std::string& name) {
    QFile file(QString::fromStdString(std::string(kFolder) + '/' + name + ".json"));
    if (!file.open(QIODevice::ReadOnly))
        return Json();
    const QByteArray bytes = file.readAll();
    return Json::parse(bytes.begin(), bytes.end(), nullptr, false);
}

protocol::Method methodNamed(const std::string& name) {
    using protocol::Method;
    for (const Method method : {Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete}) {
        if (methodName(method) == name)
            return method;
    }
    return Method::Head;
}

protocol::HttpRequest requestOf(const Json& recorded) {
    const std::string line = recorded["line"].get<std::string>();
    const std::size_t space = line.find(' ');
    protocol::HttpRequest request;
    request.method = methodNamed(line.substr(0, space));
    request.target = line.substr(space + 1, line.rfind(' ') - space - 1);
    for (const auto& [name, value] : recorded["headers"].items()) {
        if (name == "Content-Type")
            request.contentType = value.get<std::string>();
        else
            request.headers.push_back({name, value.get<std::string>()});
    }
    const Json& body = recorded["body"];
    if (!body.is_null())
        request.body = body.is_string() ? body.get<std::string>() : body.dump();
    return request;
}

std::string recordedHeader(const Json& response, const std::string& wanted) {
    for (const Json& header : response["headers"]) {
        if (header[0] == wanted)
            return header[1].get<std::string>();
    }
    return {};
}

/// "Mon, 23 Nov 2026 23:52:02 GMT" of November 2026, the month of all recordings.
std::int64_t recordedSeconds(const Json& response) {
    const std::string date = recordedHeader(response, "Date");
    return *timestampFrom("2026-11-" + date.substr(5, 2) + 'T' + date.substr(17, 8) + "+00:00");
}

HandlerContext contextAt(std::int64_t seconds) {
    return {core::Side::Portal, {core::Millis(1000000), core::Millis(seconds * 1000)}};
}

void failSignIns(World& world, int count) {
    for (int i = 0; i < count; ++i) {
        protocol::HttpRequest request{.method = protocol::Method::Post, .target = "/user/login?_format=json"};
        request.body = R"({"name":"siteadmin","pass":"wrong"})";
        if (count > 5)
            request.body = R"({"name":"nobody)" + std::to_string(i) + R"(","pass":"wrong"})";
        QCOMPARE(handle(world, request, contextAt(1795478000)).status, 400);
    }
}

/// Another value than the request sends, so that the answer can only come from the request.
void undo(User& user, const Json& sent) {
    for (const auto& [name, value] : sent.items()) {
        if (name == "mail")
            user.mail = "before@example.com";
        else if (name == "status")
            user.status = !(value.is_boolean() && value.get<bool>());
        else if (user.fields.contains(name))
            user.fields.erase(name);
        else if (name.starts_with("field_"))
            user.fields[name] = {"1"};
    }
}

/// The user a write names, in the state before it.
void prepareTarget(World& world, const protocol::HttpRequest& request, const Json& capture, Before before) {
    const std::string uuid = request.target.substr(request.target.rfind('/') + 1, 36);
    const bool isWrite =
        request.method == protocol::Method::Patch || request.method == protocol::Method::Delete;
    if (!isWrite)
        return;
    if (world.userByUuid(uuid) == nullptr) {
        User user{.uid = world.nextUid(), .uuid = uuid, .name = "target", .created = 1, .changed = 1};
        user.mail = "target@example.com";
        world.putUser(std::move(user));
    }
    const bool recordedUser =
        capture["response"]["body"].is_object() && capture["response"]["body"].contains("data");
    if (!recordedUser || before == Before::Same)
        return;
    User user = *world.userByUuid(uuid);
    undo(user, capture["request"]["body"]["data"].value("attributes", Json::object()));
    user.changed -= 100;
    world.putUser(std::move(user));
}

World worldFor(const Capture& entry, const Json& capture, const protocol::HttpRequest& request) {
    World world = entry.before == Before::RequiredTel ? labWorldWithRequiredTel() : labWorld();
    const Json& body = capture["response"]["body"];
    const bool isPost = request.method == protocol::Method::Post;
    if (body.is_object() && body.contains("data") && !isPost) {
        const Json list = body["data"].is_array() ? body["data"] : Json::array({body["data"]});
        for (const Json& resource : list)
            putRecorded(world, resource);
    }
    if (entry.before == Before::Signed)
        world.sessions[kCookie] = {2, "PQ-eWt7dLvBivatffU0iseE2i8GfB9lqifIa--EfnB0",
                                   "wL0J6MiIKI7xYE47WhxCxkrupLPkoxoYZzIWng-w4So"};
    if (entry.before == Before::UserN3 || entry.before == Before::ClientId) {
        User user{.uid = world.nextUid(), .uuid = "11111111-2222-4333-8444-555555555555", .name = "n3"};
        user.mail = "n3@example.com";
        world.putUser(std::move(user));
    }
    if (entry.before == Before::UserFlood)
        failSignIns(world, 5);
    if (entry.before == Before::AddressFlood)
        failSignIns(world, 50);
    prepareTarget(world, request, capture, entry.before);
    return world;
}

bool isTime(const std::string& key) {
    return key == "changed" || key == "created" || key == "access" || key == "login";
}

/// The order of a link's query comes from whichever request filled Drupal's cache.
std::string sortedQuery(const std::string& text) {
    const std::size_t mark = text.find('?');
    if (!text.starts_with("http://127.") || mark == std::string::npos)
        return text;
    std::vector<std::string> items{""};
    for (const char c : text.substr(mark + 1)) {
        if (c == '&')
            items.emplace_back();
        else
            items.back() += c;
    }
    std::ranges::sort(items);
    std::string out = text.substr(0, mark);
    for (const std::string& item : items)
        out += ' ' + item;
    return out;
}

/// Leaves out what differs by nature: ids of new users, moving times, fields of step 4, random keys.
Json normalised(const Json& json, bool isNew, const std::string& newId) {
    if (json.is_array()) {
        Json out = Json::array();
        for (const Json& item : json)
            out.push_back(normalised(item, isNew, newId));
        return out;
    }
    if (json.is_string()) {
        std::string text = sortedQuery(json.get<std::string>());
        if (!isNew || newId.empty())
            return text;
        for (std::size_t at = text.find(newId); at != std::string::npos; at = text.find(newId))
            text.replace(at, newId.size(), "NEW");
        return text;
    }
    if (!json.is_object())
        return json;
    Json out = Json::object();
    for (const auto& [key, value] : json.items()) {
        if (isStrangeField(key) || key == "field_uref" || key == "csrf_token" || key == "logout_token"
            || key == "access" || key == "login" || (isNew && key == "drupal_internal__uid"))
            continue;
        const std::string name = key.starts_with("item--") ? value.value("href", key) : key;
        out[name] = normalised(value, isNew, newId);
    }
    if (out.contains("relationships") && out["relationships"].empty())
        out.erase("relationships");
    return out;
}

bool sameTime(const Json& a, const Json& b) {
    if (!a.is_string() || !b.is_string())
        return false;
    const auto first = timestampFrom(a.get<std::string>());
    const auto second = timestampFrom(b.get<std::string>());
    return first && second && std::abs(*first - *second) <= 2;
}

/// Where the two differ first; empty if nowhere. Times of a write may lie two seconds apart: the portal
/// stamps when it begins, the recording when it ends.
std::string difference(const Json& a, const Json& b, const std::string& where) {
    const std::string key = where.substr(where.rfind('/') + 1);
    if (a == b || (isTime(key) && sameTime(a, b)))
        return {};
    if (a.type() != b.type() || !a.is_structured())
        return where + ": recorded " + a.dump() + ", answered " + b.dump();
    if (a.size() != b.size())
        return where + ": recorded " + std::to_string(a.size()) + " items " + a.dump().substr(0, 400)
               + ", answered " + std::to_string(b.size()) + ' ' + b.dump().substr(0, 400);
    std::string found;
    for (const auto& [name, value] : a.items()) {
        if (!found.empty())
            break;
        if (a.is_object() && !b.contains(name))
            return where + '/' + name + ": not answered";
        found = difference(value, a.is_object() ? b[name] : b[std::stoul(name)], where + '/' + name);
    }
    return found;
}

std::string newUserId(const Json& body) {
    return body.is_object() && body.contains("data") && body["data"].is_object()
               ? body["data"].value("id", std::string())
               : std::string();
}

/// A session cookie's value is random.
std::string comparable(const std::string& name, std::string value) {
    if (name != "Set-Cookie" || value.find("=deleted") != std::string::npos)
        return value;
    const std::size_t equals = value.find('=');
    const std::size_t end = value.find("; expires");
    return value.substr(0, equals) + value.substr(value.find("; Max-Age", end));
}

void compareHeaders(const Json& recorded, const protocol::HttpResponse& answer) {
    constexpr std::array kOwn{"Server",   "Content-Length",         "Connection",     "Date",
                              "Location", "X-Drupal-Dynamic-Cache", "X-Drupal-Cache", "Transfer-Encoding"};
    for (const Json& header : recorded["headers"]) {
        const std::string name = header[0].get<std::string>();
        if (std::ranges::any_of(kOwn, [&](const char* own) { return name == own; }))
            continue;
        QCOMPARE(QString::fromStdString(name + ": " + comparable(name, std::string(answer.header(name)))),
                 QString::fromStdString(name + ": " + comparable(name, header[1].get<std::string>())));
    }
    QCOMPARE(answer.header("Location").empty(), recordedHeader(recorded, "Location").empty());
}

void compareBodies(const Json& recorded, const protocol::HttpResponse& answer, bool isPost) {
    const std::string text(answer.body.view());
    if (recorded.is_string() && !recorded.get<std::string>().starts_with('{')) {
        // A token, an HTML form or nothing at all.
        const std::string wanted = recorded.get<std::string>();
        if (!wanted.starts_with('<'))
            QCOMPARE(text.size(), wanted.size());
        return;
    }
    const Json ours = Json::parse(text, nullptr, false);
    QVERIFY2(ours.is_object(), text.c_str());
    if (recorded.is_string()) { // cut off in the recording: what is there must be the beginning of ours
        QVERIFY(ours.contains("data"));
        return;
    }
    const bool isNew = isPost && recorded.contains("data");
    const Json wanted = normalised(recorded, isNew, newUserId(recorded));
    const Json got = normalised(ours, isNew, newUserId(ours));
    const std::string found = difference(wanted, got, "");
    QVERIFY2(found.empty(), found.c_str());
}

} // namespace

class CapturesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRecordingIsInTheTable();
    void answeredAsRecorded_data();
    void answeredAsRecorded();
    void comparisonCanFail();
};

void CapturesTest::everyRecordingIsInTheTable() {
    QStringList table;
    for (const Capture& capture : captures())
        table.append(QString::fromLatin1(capture.name) + QStringLiteral(".json"));
    table.sort();
    QStringList files = QDir(QString::fromLatin1(kFolder))
                            .entryList({QStringLiteral("31_*.json"), QStringLiteral("32_*.json"),
                                        QStringLiteral("33_*.json"), QStringLiteral("34_*.json")});
    files.sort();
    QCOMPARE(table, files);
}

void CapturesTest::answeredAsRecorded_data() {
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Capture& capture : captures())
        QTest::newRow(capture.name) << index++;
}

void CapturesTest::answeredAsRecorded() {
    QFETCH(int, index);
    const Capture& entry = captures()[index];
    if (entry.step4 != nullptr)
        QSKIP((std::string("step 4: ") + entry.step4).c_str());
    const Json capture = load(entry.name);
    QVERIFY(capture.is_object());
    const protocol::HttpRequest request = requestOf(capture["request"]);
    World world = worldFor(entry, capture, request);
    const Json& response = capture["response"];
    const auto answer = handle(world, request, contextAt(recordedSeconds(response)));
    const std::string status = response["status"].is_string() ? response["status"].get<std::string>()
                                                              : std::to_string(response["status"].get<int>());
    QVERIFY2(std::to_string(answer.status) == status.substr(0, 3), std::string(answer.body.view()).c_str());
    compareHeaders(response, answer);
    compareBodies(response["body"], answer, request.method == protocol::Method::Post);
}

void CapturesTest::comparisonCanFail() {
    const Json capture = load("31_keyset");
    const Json& body = capture["response"]["body"];
    Json other = body;
    other["data"][0]["attributes"]["mail"] = "another@example.com";
    QVERIFY(difference(normalised(body, false, ""), normalised(body, false, ""), "").empty());
    QVERIFY(!difference(normalised(body, false, ""), normalised(other, false, ""), "").empty());
    other = body;
    other["links"].erase("next");
    QVERIFY(!difference(normalised(body, false, ""), normalised(other, false, ""), "").empty());
    other = body;
    other["data"][0]["attributes"]["changed"] = "2023-11-14T22:14:09+00:00";
    QVERIFY(!difference(normalised(body, false, ""), normalised(other, false, ""), "").empty());
}

QTEST_GUILESS_MAIN(CapturesTest)
#include "captures_test.moc"
