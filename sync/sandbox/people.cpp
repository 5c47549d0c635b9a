// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/people.h"

#include "sync/sandbox/csv.h"
#include "sync/sandbox/text.h"

#include <algorithm>
#include <array>

namespace devsync::sandbox {

namespace {

constexpr std::array kFirstNames{
    "Ada",   "Ali",  "Amara", "Anna",  "Boris", "Chen", "Clara", "Diego", "Elena", "Emil",  "Fatima", "Felix",
    "Grace", "Hana", "Ivan",  "Jonas", "Julia", "Kofi", "Lena",  "Liam",  "Mara",  "Mateo", "Mina",   "Nadia",
    "Noah",  "Olga", "Omar",  "Paula", "Priya", "Rosa", "Samir", "Sofia", "Tariq", "Uma",   "Vera",   "Yuki"};
constexpr std::array kLastNames{"Abebe",    "Almeida", "Andersen", "Bauer",  "Berg",     "Castro", "Cohen",
                                "Dubois",   "Eriksen", "Fischer",  "Garcia", "Haddad",   "Hansen", "Ivanova",
                                "Jansen",   "Kaur",    "Keller",   "Khan",   "Kowalski", "Larsen", "Lopez",
                                "Martin",   "Meyer",   "Moreau",   "Nguyen", "Novak",    "Okafor", "Olsen",
                                "Patel",    "Rossi",   "Santos",   "Sato",   "Silva",    "Smith",  "Tanaka",
                                "Virtanen", "Weber",   "Wilson",   "Wolf",   "Yilmaz"};
constexpr std::array kCompanies{"Acme Corp",      "Blue River",     "Cobalt",         "Delta Freight",
                                "Evergreen Labs", "Fjord Software", "Granite",        "Harbour Bank",
                                "Ironwood",       "Juniper Travel", "Kestrel Energy", "Lumen Retail"};
constexpr std::array kDomains{"acme.example", "blueriver.example", "cobalt.example", "mail.example"};
constexpr std::array kTopics{"payments pilot", "identity trial", "store locator", "partner portal",
                             "nightly export"};
constexpr std::array kPlans{"free", "team", "business"};
constexpr std::array kInterests{"payments", "identity", "maps", "messaging", "analytics"};
constexpr std::array kTeams{"core", "mobile", "billing", "web", "data"};
constexpr std::array kRegions{"emea", "apac", "amer"};

template <std::size_t N>
std::string pick(SeededRandom& random, const std::array<const char*, N>& from) {
    return from[random.below(N)];
}

/// A value other than `present`.
template <std::size_t N>
std::string pickOther(SeededRandom& random, const std::array<const char*, N>& from,
                      const std::string& present) {
    std::size_t at = random.below(N);
    if (from[at] == present)
        at = (at + 1) % N;
    return from[at];
}

/// One to three neighbours of the list.
template <std::size_t N>
std::vector<std::string> pickSome(SeededRandom& random, const std::array<const char*, N>& from) {
    const std::size_t first = random.below(N);
    const std::size_t count = 1 + random.below(3);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < count; ++i)
        out.emplace_back(from[(first + i) % N]);
    return out;
}

std::string note(SeededRandom& random) {
    return "Met at the " + pick(random, kTopics) + " review number " + std::to_string(1 + random.below(900));
}

} // namespace

Person makePerson(SeededRandom& random, std::uint32_t index) {
    Person person;
    person.firstName = pick(random, kFirstNames);
    person.lastName = pick(random, kLastNames);
    const std::string number = std::to_string(index);
    const std::string stem = folded(person.firstName) + '.' + folded(person.lastName);
    // A few addresses hold a character that must be encoded in a path.
    person.email = stem + (index % 16 == 7 ? "+" : ".") + number + '@' + pick(random, kDomains);
    person.userName = stem + number;
    person.company = pick(random, kCompanies);
    person.notes = note(random);
    person.billingEmail = "billing." + number + '@' + pick(random, kDomains);
    person.plan = pick(random, kPlans);
    person.interests = pickSome(random, kInterests);
    person.teams = pickSome(random, kTeams);
    person.unmanaged = {{"crm_id", "C-" + std::to_string(10000 + index)}, {"region", pick(random, kRegions)}};
    if (index % 3 == 0)
        person.unmanaged.push_back({"MINT_BILLING_TYPE", "PREPAID"});
    if (index % 5 == 0)
        person.unmanaged.push_back({"ADMIN_EMAIL", "ops@acme.example"});
    // One of ten is blocked, at another place in each ten: populations alternate between kinds of account.
    person.active = index % 10 != (9 + 3 * (index / 10)) % 10;
    return person;
}

void editPerson(SeededRandom& random, Person& person) {
    const std::uint64_t which = random.below(6);
    if (which == 0 || which == 5)
        person.firstName = pickOther(random, kFirstNames, person.firstName);
    if (which == 1 || which == 4 || which == 5)
        person.company = pickOther(random, kCompanies, person.company);
    if (which == 2 || which == 4)
        person.plan = pickOther(random, kPlans, person.plan);
    if (which == 3 || which == 5)
        person.notes += " - follow up " + std::to_string(1 + random.below(99));
    if (which == 3 || which == 4)
        person.interests = person.interests.size() == 1 ? std::vector<std::string>{"maps", "analytics"}
                                                        : std::vector<std::string>{person.interests.front()};
}

Developer developerOf(const Person& person) {
    Developer developer;
    developer.email = person.email;
    developer.firstName = person.firstName;
    developer.lastName = person.lastName;
    developer.userName = person.userName;
    developer.status = person.active ? "active" : "inactive";
    developer.attributes = {{"company", csvEncoded({person.company})},
                            {"notes", csvEncoded({person.notes})},
                            {"billing_email", csvEncoded({person.billingEmail})},
                            {"plan", csvEncoded({person.plan})},
                            {"interests", csvEncoded(person.interests)},
                            {"teams", csvEncoded(person.teams)}};
    std::ranges::copy(person.unmanaged, std::back_inserter(developer.attributes));
    return developer;
}

User userOf(const Person& person) {
    User user;
    user.name = person.userName;
    user.mail = person.email;
    user.status = person.active;
    user.fields = {{"first_name", {person.firstName}},
                   {"last_name", {person.lastName}},
                   {"field_company", {person.company}},
                   {"field_notes", {person.notes}},
                   {"field_billing_email", {person.billingEmail}},
                   {"field_plan", {person.plan}},
                   {"field_interests", person.interests},
                   {"field_teams", person.teams}};
    return user;
}

} // namespace devsync::sandbox
