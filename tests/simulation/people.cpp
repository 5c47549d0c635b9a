// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/people.h"

#include "sync/core/email_key.h"

#include <array>

namespace devsync::testing {

using core::Account;
using core::Value;
using sandbox::Developer;
using sandbox::SeededRandom;
using sandbox::User;
using sandbox::World;

namespace {

constexpr std::int64_t kSomeDay = 1'740'000'000; ///< 2025-02-19
constexpr std::array kCompanies{"Acme", "Globex", "Initech", "Umbrella", "Hooli"};
constexpr std::array kPlans{"free", "team", "business"};
constexpr std::array kNames{"Ana", "Bruno", "Chen", "Dayo", "Eva", "Franz", "Gita"};

template <std::size_t N>
std::string pick(SeededRandom& random, const std::array<const char*, N>& from) {
    return from[random.below(N)];
}

std::string folded(std::string_view email) {
    std::string out;
    core::appendFolded(email, out);
    return out;
}

Value attributeValue(const Developer& developer, std::string_view name) {
    const sandbox::Attribute* attribute = developer.attribute(name);
    return attribute ? Value::text(attribute->value) : Value::absent();
}

Value fieldValue(const User& user, std::string_view field) {
    const auto found = user.fields.find(field);
    return found == user.fields.end() ? Value::empty() : Value::of(found->second);
}

Account accountOf(const Developer& developer) {
    Account account;
    account.email = developer.email;
    account.userName = developer.userName;
    account.id = developer.developerId;
    account.status = developer.status == "active" ? core::Status::Active : core::Status::Inactive;
    account.changedRaw = developer.lastModifiedAt;
    account.fields = {Value::text(developer.firstName), Value::text(developer.lastName)};
    for (const core::MappedAttribute& mapped : simMapping().attributes)
        account.fields.push_back(attributeValue(developer, mapped.attribute));
    return account;
}

Account accountOf(const User& user) {
    Account account;
    account.email = user.mail.value_or("");
    account.userName = user.name;
    account.id = user.uuid;
    account.uid = user.uid;
    account.status = user.isActive() ? core::Status::Active : core::Status::Inactive;
    account.changedRaw = user.changed;
    account.fields = {fieldValue(user, "first_name"), fieldValue(user, "last_name")};
    for (const core::MappedAttribute& mapped : simMapping().attributes)
        account.fields.push_back(fieldValue(user, mapped.field));
    return account;
}

Developer someDeveloper(SeededRandom& random, const std::string& name) {
    Developer developer;
    developer.email = name + "@example.com";
    developer.userName = name;
    developer.firstName = pick(random, kNames);
    developer.lastName = "Lind";
    developer.developerId = sandbox::makeUuid(random);
    developer.status = random.below(6) == 0 ? "inactive" : "active";
    developer.attributes = {{"company", pick(random, kCompanies)},
                            {"MINT_BILLING", "PREPAID"},
                            {"plan", pick(random, kPlans)},
                            {"other", std::to_string(random.below(1000))}};
    developer.lastModifiedAt = (kSomeDay + static_cast<std::int64_t>(random.below(1'000'000))) * 1000 + 123;
    developer.createdAt = developer.lastModifiedAt;
    return developer;
}

User someUser(SeededRandom& random, const Developer& like, std::uint32_t uid) {
    User user;
    user.uid = uid;
    user.uuid = sandbox::makeUuid(random);
    user.name = like.userName;
    user.mail = like.email;
    user.status = random.below(6) != 0;
    user.fields = {{"first_name", {like.firstName}},
                   {"last_name", {like.lastName}},
                   {"field_company", {like.attribute("company")->value}},
                   {"field_plan", {like.attribute("plan")->value}}};
    user.changed = like.lastModifiedAt / 1000;
    user.created = user.changed;
    return user;
}

/// Makes the user differ: newer, older or tied.
void makeDiffer(SeededRandom& random, User& user) {
    user.fields["first_name"] = {"Zoe"};
    if (random.below(2) == 0)
        user.fields["field_company"] = {pick(random, kCompanies)};
    const std::int64_t shift = static_cast<std::int64_t>(random.below(3)) - 1; // −1, 0 (a tie), +1
    user.changed += shift * 3600;
}

} // namespace

core::Mapping simMapping() {
    core::Mapping mapping;
    mapping.attributes = {{.attribute = "company", .field = "field_company"},
                          {.attribute = "plan", .field = "field_plan", .type = core::FieldType::ListString}};
    return mapping;
}

std::map<std::string, SimPerson> peopleOf(const World& world) {
    std::map<std::string, SimPerson> people;
    for (const auto& [key, developer] : world.developers())
        people[folded(developer.email)].apigee = accountOf(developer);
    for (const auto& [uid, user] : world.users())
        if (user.mail)
            people[folded(*user.mail)].portal = accountOf(user);
    return people;
}

World seededWorld(std::uint64_t seed, const SimWorldOptions& options) {
    World world = sandbox::emptyWorld(seed);
    sandbox::setSignInPassword(world, kPortalPassword);
    world.settings.organization = "sim";
    world.settings.apigeeToken = kApigeeToken;
    SeededRandom random(seed);
    for (std::uint32_t i = 0; i < options.people; ++i) {
        const Developer developer = someDeveloper(random, "person" + std::to_string(i));
        User user = someUser(random, developer, world.nextUid());
        // The first three people are on both sides, so that neither is ever nearly empty.
        const std::uint64_t kind = i < 3 ? 2 + random.below(2) : random.below(4);
        if (kind == 3)
            makeDiffer(random, user);
        if (kind != 1)
            world.putDeveloper(developer);
        if (kind != 0)
            world.putUser(user);
    }
    return world;
}

} // namespace devsync::testing
