// SPDX-License-Identifier: Apache-2.0
// Invented people, and the account a person has on each side. Internal to population.cpp and stories.cpp.
#pragma once

#include "sync/sandbox/world.h"

#include <cstdint>
#include <string>
#include <vector>

namespace devsync::sandbox {

/// What both sides know of a person. All values are plain and none is empty.
struct Person {
    std::string email, userName, firstName, lastName;
    std::string company, notes, billingEmail, plan;
    std::vector<std::string> interests, teams;
    std::vector<Attribute> unmanaged; ///< attributes no mapping knows
    bool active = true;
};

/// The index makes address and user name unique.
Person makePerson(SeededRandom& random, std::uint32_t index);

/// Changes one to three copied fields, each to another value.
void editPerson(SeededRandom& random, Person& person);

Developer developerOf(const Person& person);
User userOf(const Person& person);

} // namespace devsync::sandbox
