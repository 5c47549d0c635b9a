// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/story_world.h"

#include "sync/sandbox/csv.h"
#include "sync/sandbox/world_builder.h"

namespace devsync::sandbox {

namespace {

using core::Side;

constexpr std::string_view kNewerApigee = "ana.souza@acme.example";
constexpr std::string_view kNewerPortal = "bruno.costa@acme.example";
constexpr std::string_view kTie = "carla.dias@acme.example";
constexpr std::string_view kConflict = "dora.lima@acme.example";
constexpr std::string_view kTwins = "elif.kaya@acme.example";
constexpr std::string_view kTwinSpelling = "Elif.Kaya@acme.example";
constexpr std::string_view kNameTaken = "finn.berg@acme.example";
constexpr std::string_view kNameOwner = "finn.larsen@acme.example";
constexpr std::string_view kManyAttributes = "gita.rao@acme.example";
constexpr std::string_view kFlaky = "hugo.petit@acme.example";
constexpr std::string_view kDeleted = "ines.moreau@acme.example";
constexpr std::uint32_t kStoryPeople = 10;

constexpr std::array<Story, 8> kStories{{
    {"newer", {kNewerApigee, kNewerPortal}},
    {"tie", {kTie, ""}},
    {"conflict", {kConflict, ""}},
    {"case-twins", {kTwins, ""}},
    {"user-name-taken", {kNameTaken, kNameOwner}},
    {"nineteen-attributes", {kManyAttributes, ""}},
    {"flaky-server", {kFlaky, ""}},
    {"reappears", {kDeleted, ""}},
}};

Person storyPerson(WorldBuilder& build, std::string_view email, std::string_view first,
                   std::string_view last) {
    Person person = build.nextPerson();
    person.email = email;
    person.firstName = first;
    person.lastName = last;
    person.userName = person.email.substr(0, person.email.find('@'));
    person.company = "Acme Corp";
    person.active = true;
    return person;
}

void addTie(WorldBuilder& build) {
    const Person person = storyPerson(build, kTie, "Carla", "Dias");
    Person inPortal = person;
    inPortal.company = "Acme Corporation";
    const std::int64_t when = build.someTime();
    build.add(developerOf(person), when);
    build.add(userOf(inPortal), when);
}

/// One developer, two portal users whose addresses differ in case only.
void addTwins(WorldBuilder& build) {
    const Person person = storyPerson(build, kTwins, "Elif", "Kaya");
    build.addEqual(person);
    User twin = userOf(person);
    twin.mail = kTwinSpelling;
    twin.name = "elif.kaya.old";
    build.add(std::move(twin), build.someTime());
}

void addNameTaken(WorldBuilder& build) {
    Person owner = storyPerson(build, kNameOwner, "Finn", "Larsen");
    owner.userName = "finn";
    build.addEqual(owner);
    Person latecomer = storyPerson(build, kNameTaken, "Finn", "Berg");
    latecomer.userName = "finn";
    build.addOnly(latecomer, Side::Apigee);
}

/// Eighteen attributes without `company`, which the portal has and wins with.
void addAttributeLimit(WorldBuilder& build) {
    const Person person = storyPerson(build, kManyAttributes, "Gita", "Rao");
    Developer developer = developerOf(person);
    developer.removeAttribute("company");
    for (int i = 1; developer.attributes.size() < 18; ++i)
        developer.attributes.push_back({"legacy_" + std::to_string(i), "value " + std::to_string(i)});
    const std::int64_t when = build.someTime();
    build.add(std::move(developer), when);
    build.add(userOf(person), when + 86400);
}

void addStories(WorldBuilder& build) {
    build.addEdited(storyPerson(build, kNewerApigee, "Ana", "Souza"), Side::Apigee);
    build.addEdited(storyPerson(build, kNewerPortal, "Bruno", "Costa"), Side::Portal);
    addTie(build);
    build.addEqual(storyPerson(build, kConflict, "Dora", "Lima"));
    addTwins(build);
    addNameTaken(build);
    addAttributeLimit(build);
    build.addEqual(storyPerson(build, kFlaky, "Hugo", "Petit"));
    build.addEqual(storyPerson(build, kDeleted, "Ines", "Moreau"));
}

AccountEdit edit(Side side, std::string_view email) {
    return {.side = side, .email = std::string(email)};
}

AccountEdit companyEdit(Side side, std::string_view email, const std::string& company) {
    AccountEdit change = edit(side, email);
    if (side == Side::Apigee)
        change.attributes["company"] = csvEncoded({company});
    else
        change.fields["field_company"] = {company};
    return change;
}

void stageStories(Stage& stage) {
    stage.edits.push_back(companyEdit(Side::Apigee, kNewerApigee, "Nordlicht"));
    stage.edits.push_back(companyEdit(Side::Portal, kNewerPortal, "Costa Filhos"));
    // Both in the second the stage is played; different fields, so it is no conflict.
    stage.edits.push_back(companyEdit(Side::Apigee, kTie, "Acme Holding"));
    AccountEdit notes = edit(Side::Portal, kTie);
    notes.fields["field_notes"] = {"Prefers mail in the morning"};
    stage.edits.push_back(notes);

    AccountEdit earlier = companyEdit(Side::Apigee, kConflict, "Lima Labs");
    earlier.ageSeconds = 120;
    AccountEdit later = companyEdit(Side::Portal, kConflict, "Lima Consulting");
    later.ageSeconds = 60;
    stage.edits.push_back(earlier);
    stage.edits.push_back(later);

    stage.edits.push_back(companyEdit(Side::Portal, kFlaky, "Petit et Fils"));
    stage.faults.push_back({.side = Side::Apigee,
                            .match = "PUT /v1/organizations/*/developers/hugo.petit*",
                            .kind = FaultKind::DropAfter,
                            .count = 1});

    AccountEdit removal = edit(Side::Portal, kDeleted);
    removal.remove = true;
    stage.edits.push_back(removal);
}

} // namespace

std::span<const Story> stories() {
    return kStories;
}

Population storyPopulation(const StoryWorldSize& size, std::uint64_t seed) {
    WorldBuilder build(seed);
    Stage stage;
    addStories(build);
    for (std::uint32_t i = 0; i < size.perKind; ++i) {
        build.addEdited(build.nextPerson(), Side::Apigee);
        build.addEdited(build.nextPerson(), Side::Portal);
        build.addOnly(build.nextPerson(), Side::Apigee);
        build.addOnly(build.nextPerson(), Side::Portal);
    }
    std::vector<std::string> ordinary;
    for (std::uint32_t i = kStoryPeople + 4 * size.perKind; i < size.accounts; ++i) {
        const Person person = build.nextPerson();
        build.addEqual(person);
        ordinary.push_back(person.email);
    }
    stageStories(stage);
    // Ordinary accounts that are equal so far change, and new people come, after the first synchronisation.
    for (std::uint32_t i = 0; i < size.perKind && 2 * i + 1 < ordinary.size(); ++i) {
        stage.edits.push_back(companyEdit(Side::Apigee, ordinary[2 * i], "Northwind"));
        stage.edits.push_back(companyEdit(Side::Portal, ordinary[2 * i + 1], "Southgate"));
        stage.newDevelopers.push_back(developerOf(build.nextPerson()));
        stage.newDevelopers.back().developerId = makeUuid(build.random());
        stage.newUsers.push_back(userOf(build.nextPerson()));
    }
    return {build.take(), std::move(stage)};
}

} // namespace devsync::sandbox
