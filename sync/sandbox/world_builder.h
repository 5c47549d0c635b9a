// SPDX-License-Identifier: Apache-2.0
// Puts people into a world with believable ids and times, all in the first half of 2025. Internal to
// population.cpp and stories.cpp.
#pragma once

#include "sync/sandbox/people.h"

namespace devsync::sandbox {

class WorldBuilder {
public:
    explicit WorldBuilder(std::uint64_t seed) : m_random(seed * 2 + 1), m_world(emptyWorld(seed)) {}

    SeededRandom& random() { return m_random; }
    Person nextPerson() { return makePerson(m_random, m_people++); }

    /// Some second in the half-year.
    std::int64_t someTime();
    /// `modified` in seconds; Apigee's milliseconds are drawn.
    void add(Developer developer, std::int64_t modified);
    void add(User user, std::int64_t changed);

    /// The same on both sides, changed at any two times.
    void addEqual(const Person& person);
    /// The same on both sides but for what `newest` edited later.
    void addEdited(const Person& person, core::Side newest);
    void addOnly(const Person& person, core::Side side);

    World take() { return std::move(m_world); }

private:
    SeededRandom m_random;
    World m_world;
    std::uint32_t m_people = 1;
    std::uint32_t m_uid = kFirstOrdinaryUid;
};

} // namespace devsync::sandbox
