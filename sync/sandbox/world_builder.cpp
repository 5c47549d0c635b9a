// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/world_builder.h"

namespace devsync::sandbox {

namespace {

constexpr std::int64_t kStart = 1735689600; // 2025-01-01
constexpr std::int64_t kDay = 86400;

} // namespace

std::int64_t WorldBuilder::someTime() {
    return kStart + static_cast<std::int64_t>(m_random.below(150 * kDay));
}

void WorldBuilder::add(Developer developer, std::int64_t modified) {
    developer.developerId = makeUuid(m_random);
    developer.lastModifiedAt = modified * 1000 + static_cast<std::int64_t>(m_random.below(1000));
    developer.createdAt =
        developer.lastModifiedAt - static_cast<std::int64_t>(m_random.below(300 * kDay)) * 1000;
    m_world.putDeveloper(std::move(developer));
}

void WorldBuilder::add(User user, std::int64_t changed) {
    user.uid = m_uid;
    m_uid += m_random.below(12) == 0 ? 2 + static_cast<std::uint32_t>(m_random.below(20)) : 1;
    user.uuid = makeUuid(m_random);
    user.changed = changed;
    user.created = changed - static_cast<std::int64_t>(m_random.below(300 * kDay));
    m_world.putUser(std::move(user));
}

void WorldBuilder::addEqual(const Person& person) {
    add(developerOf(person), someTime());
    add(userOf(person), someTime());
}

void WorldBuilder::addEdited(const Person& person, core::Side newest) {
    Person edited = person;
    editPerson(m_random, edited);
    const std::int64_t before = someTime();
    const std::int64_t after = before + 3600 + static_cast<std::int64_t>(m_random.below(20 * kDay));
    const bool inApigee = newest == core::Side::Apigee;
    add(developerOf(inApigee ? edited : person), inApigee ? after : before);
    add(userOf(inApigee ? person : edited), inApigee ? before : after);
}

void WorldBuilder::addOnly(const Person& person, core::Side side) {
    if (side == core::Side::Apigee)
        add(developerOf(person), someTime());
    else
        add(userOf(person), someTime());
}

} // namespace devsync::sandbox
