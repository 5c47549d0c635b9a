// SPDX-License-Identifier: Apache-2.0
// The mixes are what the command-line contract promises, and world files survive a round trip.
#include "sync/sandbox/csv.h"
#include "sync/sandbox/population.h"
#include "sync/sandbox/text.h"
#include "sync/sandbox/world_json.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <set>

using namespace devsync;
using namespace devsync::sandbox;

namespace {

constexpr core::Millis kNow{1795478000000};

struct Pair {
    const Developer* developer = nullptr;
    std::vector<const User*> users;
};

std::map<std::string, Pair> pairsOf(const World& world) {
    std::map<std::string, Pair> pairs;
    for (const auto& [key, developer] : world.developers())
        pairs[key.folded].developer = &developer;
    for (const auto& [uid, user] : world.users()) {
        if (user.mail)
            pairs[folded(*user.mail)].users.push_back(&user);
    }
    return pairs;
}

/// Both sides hold the same copied fields.
bool isSame(const World& world, const Developer& developer, const User& user) {
    if (developer.firstName != user.value("first_name") || developer.lastName != user.value("last_name"))
        return false;
    return std::ranges::all_of(world.schema().mapping, [&](const MappedField& line) {
        const Attribute* attribute = developer.attribute(line.attribute);
        const auto it = user.fields.find(line.field);
        const std::string inPortal = it == user.fields.end() ? std::string() : csvEncoded(it->second);
        return (attribute == nullptr ? std::string() : attribute->value) == inPortal;
    });
}

Population populated(Mix mix, std::uint32_t developers, std::uint64_t seed) {
    auto population = populate({.mix = mix, .developers = developers, .seed = seed});
    return population ? std::move(*population) : Population{World()};
}

void checkPeerDeveloper(const World& world, const Developer& developer) {
    QVERIFY(developer.attributes.size() <= 10);
    std::size_t managed = 0;
    for (const MappedField& line : world.schema().mapping) {
        const Attribute* attribute = developer.attribute(line.attribute);
        QVERIFY(attribute != nullptr && !attribute->value.empty());
        ++managed;
    }
    QVERIFY(developer.attributes.size() - managed >= 2);
    QCOMPARE(developer.email, folded(developer.email));
    QVERIFY(isMailAddress(developer.email));
    QVERIFY(!developer.firstName.empty() && !developer.lastName.empty() && !developer.userName.empty());
}

std::string error(std::string_view json) {
    const auto world = worldFromJson(json, 1);
    return world ? std::string("accepted") : world.error().where + ": " + world.error().detail;
}

const Pair& storyPair(const std::map<std::string, Pair>& pairs, std::string_view name,
                      std::size_t index = 0) {
    const auto list = stories();
    const auto it = std::ranges::find(list, name, &Story::name);
    return pairs.at(std::string(it->emails.at(index)));
}

} // namespace

class PopulationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void peerKeepsItsRules_data();
    void peerKeepsItsRules();
    void sameSeedSameWorld();
    void storiesOfTheFirstStage_data();
    void storiesOfTheFirstStage();
    void storiesOfTheSecondStage();
    void demoStaysBelowTheLimits();
    void conflictsAreNotInThisVersion();
    void worldFileRoundTrip();
    void worldFileErrors_data();
    void worldFileErrors();
    void worldFileFillsIn();
    void editMovesTheStamp();
};

void PopulationTest::peerKeepsItsRules_data() {
    QTest::addColumn<unsigned>("n");
    for (const unsigned n : {0U, 1U, 2U, 3U, 10U, 200U, 5000U})
        QTest::addRow("%u", n) << n;
}

void PopulationTest::peerKeepsItsRules() {
    QFETCH(unsigned, n);
    const Population population = populated(Mix::Peer, n, 42);
    const World& world = population.world;
    unsigned newerInApigee = 0, newerInPortal = 0, onlyApigee = 0, onlyPortal = 0, blocked = 0;
    const auto pairs = pairsOf(world);
    for (const auto& [email, pair] : pairs) {
        QVERIFY(pair.users.size() <= 1);
        const User* user = pair.users.empty() ? nullptr : pair.users.front();
        const bool active = user != nullptr ? user->isActive() : pair.developer->status == "active";
        blocked += active ? 0 : 1;
        if (pair.developer != nullptr)
            checkPeerDeveloper(world, *pair.developer);
        if (user == nullptr) {
            ++onlyApigee;
        } else if (pair.developer == nullptr) {
            ++onlyPortal;
        } else {
            QVERIFY(!isSame(world, *pair.developer, *user));
            QCOMPARE(pair.developer->status == "active", user->isActive());
            QVERIFY(pair.developer->lastModifiedAt / 1000 != user->changed);
            ++(pair.developer->lastModifiedAt / 1000 > user->changed ? newerInApigee : newerInPortal);
        }
    }
    const unsigned k = n / 3;
    QCOMPARE(newerInApigee, k);
    QCOMPARE(newerInPortal, k);
    QCOMPARE(onlyApigee, n - 2 * k);
    QCOMPARE(onlyPortal, n - 2 * k);
    const auto tenth = static_cast<unsigned>(pairs.size()) / 10;
    QVERIFY(blocked == tenth || blocked == tenth + 1);
    QVERIFY(population.stage.isEmpty());
    // Every developer that has no user yet can have its user name.
    for (const auto& [email, pair] : pairs) {
        if (pair.users.empty())
            QVERIFY(world.userByName(pair.developer->userName) == nullptr);
    }
}

void PopulationTest::sameSeedSameWorld() {
    for (const Mix mix : {Mix::Peer, Mix::Small, Mix::Demo}) {
        QCOMPARE(worldToJson(populated(mix, 60, 9).world), worldToJson(populated(mix, 60, 9).world));
        QVERIFY(worldToJson(populated(mix, 60, 9).world) != worldToJson(populated(mix, 60, 10).world));
    }
}

void PopulationTest::storiesOfTheFirstStage_data() {
    QTest::addColumn<bool>("isDemo");
    QTest::newRow("small") << false;
    QTest::newRow("demo") << true;
}

void PopulationTest::storiesOfTheFirstStage() {
    QFETCH(bool, isDemo);
    const World world = populated(isDemo ? Mix::Demo : Mix::Small, 0, 3).world;
    const auto pairs = pairsOf(world);
    QCOMPARE(pairs.size(), isDemo ? 300U : 40U);
    QCOMPARE(stories().size(), 8U);

    const Pair& ana = storyPair(pairs, "newer", 0);
    const Pair& bruno = storyPair(pairs, "newer", 1);
    QVERIFY(!isSame(world, *ana.developer, *ana.users.at(0)));
    QVERIFY(ana.developer->lastModifiedAt / 1000 > ana.users.at(0)->changed);
    QVERIFY(!isSame(world, *bruno.developer, *bruno.users.at(0)));
    QVERIFY(bruno.developer->lastModifiedAt / 1000 < bruno.users.at(0)->changed);

    const Pair& tie = storyPair(pairs, "tie");
    QVERIFY(!isSame(world, *tie.developer, *tie.users.at(0)));
    QCOMPARE(tie.developer->lastModifiedAt / 1000, tie.users.at(0)->changed);

    const Pair& twins = storyPair(pairs, "case-twins");
    QCOMPARE(twins.users.size(), 2U);
    QVERIFY(twins.users[0]->mail != twins.users[1]->mail);

    const Pair& taken = storyPair(pairs, "user-name-taken", 0);
    QVERIFY(taken.users.empty());
    QCOMPARE(world.userByName(taken.developer->userName)->mail,
             storyPair(pairs, "user-name-taken", 1).users.at(0)->mail);

    const Pair& many = storyPair(pairs, "nineteen-attributes");
    QCOMPARE(many.developer->attributes.size(), 18U);
    QVERIFY(many.developer->attribute("company") == nullptr);
    QVERIFY(!many.users.at(0)->value("field_company").empty());
    QVERIFY(many.users.at(0)->changed > many.developer->lastModifiedAt / 1000);

    for (const char* name : {"conflict", "flaky-server", "reappears"}) {
        const Pair& pair = storyPair(pairs, name);
        QVERIFY(isSame(world, *pair.developer, *pair.users.at(0)));
    }
}

void PopulationTest::storiesOfTheSecondStage() {
    Population population = populated(Mix::Demo, 0, 3);
    const World before = population.world;
    World& world = population.world;
    QVERIFY(playStage(world, population.stage, kNow).has_value());
    const auto pairs = pairsOf(world);

    const Pair& tie = storyPair(pairs, "tie");
    QCOMPARE(tie.developer->lastModifiedAt / 1000, tie.users.at(0)->changed);

    const Pair& conflict = storyPair(pairs, "conflict");
    const std::string portalCompany(conflict.users.at(0)->value("field_company"));
    const User* old = before.user(conflict.users.at(0)->uid);
    QVERIFY(portalCompany != old->value("field_company"));
    QVERIFY(conflict.developer->attribute("company")->value != csvEncoded({portalCompany}));
    QVERIFY(conflict.developer->attribute("company")->value
            != csvEncoded({std::string(old->value("field_company"))}));
    QVERIFY(conflict.users.at(0)->changed > conflict.developer->lastModifiedAt / 1000);

    const Pair& deleted = storyPair(pairs, "reappears");
    QVERIFY(deleted.users.empty());
    QVERIFY(deleted.developer != nullptr);

    const Pair& flaky = storyPair(pairs, "flaky-server");
    QVERIFY(!isSame(world, *flaky.developer, *flaky.users.at(0)));
    FaultTable faults(1);
    for (const Fault& fault : population.stage.faults)
        faults.add(fault);
    const std::string target = "/v1/organizations/demo/developers/" + percentEncoded(flaky.developer->email);
    QVERIFY(faults.decide(core::Side::Apigee, protocol::Method::Put, target).has_value());
    QVERIFY(!faults.decide(core::Side::Apigee, protocol::Method::Put, target).has_value());
}

void PopulationTest::demoStaysBelowTheLimits() {
    Population population = populated(Mix::Demo, 0, 5);
    const std::size_t perSide = 100;
    for (int stage = 0; stage < 2; ++stage) {
        std::size_t differing = 0, alone = 0;
        for (const auto& [email, pair] : pairsOf(population.world)) {
            if (pair.developer == nullptr || pair.users.empty())
                ++alone;
            else if (!isSame(population.world, *pair.developer, *pair.users.front()))
                ++differing;
        }
        QVERIFY(differing > 10 && differing < perSide);
        QVERIFY(alone > 10 && alone < perSide);
        if (stage == 0)
            QVERIFY(playStage(population.world, population.stage, kNow).has_value());
    }
}

void PopulationTest::conflictsAreNotInThisVersion() {
    const auto population = populate({.mix = Mix::Conflicts});
    QVERIFY(!population.has_value());
    QCOMPARE(population.error().kind, core::ErrorKind::NotInThisVersion);
    QVERIFY(!mixFromName("pair").has_value());
    QCOMPARE(*mixFromName("demo"), Mix::Demo);
}

void PopulationTest::worldFileRoundTrip() {
    const World world = populated(Mix::Demo, 0, 8).world;
    const std::string text = worldToJson(world);
    const auto read = worldFromJson(text, 99);
    QVERIFY2(read.has_value(), read ? "" : (read.error().where + read.error().detail).c_str());
    QCOMPARE(worldToJson(*read), text);
    QCOMPARE(read->developers().size(), world.developers().size());
    QCOMPARE(read->users().size(), world.users().size());
    QVERIFY(text.find("\"sync\"") == std::string::npos);
}

void PopulationTest::worldFileErrors_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* json, const char* expected) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(expected);
    };
    row("no JSON", "{", "world: the world file is no valid JSON");
    row("list", "[]", "world: must be an object");
    row("member", R"({"developer":[]})", "world.developer: is no known member");
    row("developers", R"({"developers":{}})", "developers: must be a list");
    row("email", R"({"developers":[{"email":7}]})", "developers[0].email: must be text");
    row("typo", R"({"developers":[{"email":"a@b.example","firstname":"A"}]})",
        "developers[0].firstname: is no known member");
    row("twice", R"({"developers":[{"email":"a@b.example"},{"email":"a@b.example"}]})",
        "developers[1].email: occurs twice: a@b.example");
    row("attribute", R"({"developers":[{"email":"a@b.example","attributes":[{"value":"x"}]}]})",
        "developers[0].attributes[0].name: is missing");
    row("time", R"({"developers":[{"email":"a@b.example","lastModifiedAt":"soon"}]})",
        "developers[0].lastModifiedAt: must be a whole number");
    row("own uid", R"({"users":[{"uid":1,"name":"x"}]})",
        "users[0].uid: must be at least 3: uid 0, 1 and 2 are the sandbox's own");
    row("no name", R"({"users":[{"uid":9}]})", "users[0].name: is missing");
    row("own name", R"({"users":[{"name":"Sync"}]})",
        "users[0].name: occurs twice or is one of the sandbox's own: Sync");
    row("field", R"({"users":[{"name":"x","fields":{"field_nope":[]}}]})",
        "users[0].fields.field_nope: is no field of the portal");
    row("field type", R"({"users":[{"name":"x","fields":{"field_company":"Acme"}}]})",
        "users[0].fields.field_company: must be a list of texts");
    row("base field", R"({"users":[{"name":"x","fields":{"first_name":["A"]}}]})",
        "users[0].fields.first_name: must be text");
    row("cardinality", R"({"users":[{"name":"x","fields":{"field_company":["a","b"]}}]})",
        "users[0].fields.field_company: holds at most 1 values");
}

void PopulationTest::worldFileErrors() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(error(json.toStdString())), expected);
}

void PopulationTest::worldFileFillsIn() {
    const auto world = worldFromJson(R"({"developers":[{"firstName":"No address"},
        {"email":"Mixed@Case.example","lastModifiedAt":"1700000000123"},{"email":"mixed@case.example"}],
        "users":[{"name":"ana","mail":null},{"name":"bo","status":null,"uid":17}]})",
                                     4);
    QVERIFY(world.has_value());
    QCOMPARE(world->developers().size(), 3U);
    const Developer* developer = world->developer("Mixed@Case.example");
    QCOMPARE(developer->developerId.size(), 36U);
    QCOMPARE(developer->createdAt, 1700000000123);
    QCOMPARE(world->developer("mixed@case.example")->lastModifiedAt, 0);
    QVERIFY(!world->userByName("ana")->mail.has_value());
    QVERIFY(world->userByName("ANA")->isActive());
    QVERIFY(!world->user(17)->isActive());
}

void PopulationTest::editMovesTheStamp() {
    auto world =
        worldFromJson(R"({"developers":[{"email":"a@b.example","attributes":[{"name":"x","value":"1"}]}],
        "users":[{"name":"a","mail":"a@b.example"}]})",
                      4);
    QVERIFY(world.has_value());
    world->settings.clockOffsetSeconds = {5, -3};
    const auto edit = editFromJson(world->schema(), R"({"side":"apigee","email":"A@b.example",
        "set":{"firstName":"Ana","attributes":{"x":null,"y":"2"}}})");
    QVERIFY(edit.has_value());
    QVERIFY(applyEdit(*world, *edit, kNow).has_value());
    const Developer* developer = world->developer("a@b.example");
    QCOMPARE(developer->lastModifiedAt, kNow.count() + 5000);
    QCOMPARE(developer->attributes, (std::vector<Attribute>{{"y", "2"}}));
    const auto user = editFromJson(world->schema(), R"({"side":"portal","email":"a@b.example",
        "set":{"fields":{"first_name":"Ana","field_teams":["a","b"]}}})");
    QVERIFY(user.has_value());
    QVERIFY(applyEdit(*world, *user, kNow).has_value());
    QCOMPARE(world->userByName("a")->changed, kNow.count() / 1000 - 3);
    QCOMPARE(world->userByName("a")->fields.at("field_teams").size(), 2U);
    QCOMPARE(applyEdit(*world, {.email = "nobody@b.example"}, kNow).error().kind, core::ErrorKind::NotFound);
    QVERIFY(!editFromJson(world->schema(), R"({"side":"portal","email":"a","set":{"firstName":"x"}})")
                 .has_value());
}

QTEST_GUILESS_MAIN(PopulationTest)
#include "population_test.moc"
