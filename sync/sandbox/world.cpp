// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/world.h"

#include "sync/core/check.h"
#include "sync/sandbox/text.h"

#include <algorithm>

namespace devsync::sandbox {

const Attribute* Developer::attribute(std::string_view name) const {
    const auto it = std::ranges::find(attributes, name, &Attribute::name);
    return it == attributes.end() ? nullptr : &*it;
}

void Developer::setAttribute(std::string_view name, std::string_view value) {
    const auto it = std::ranges::find(attributes, name, &Attribute::name);
    if (it == attributes.end())
        attributes.push_back({std::string(name), std::string(value)});
    else
        it->value = value;
}

void Developer::removeAttribute(std::string_view name) {
    std::erase_if(attributes, [&](const Attribute& a) { return a.name == name; });
}

std::string_view User::value(std::string_view field) const {
    const auto it = fields.find(field);
    return it == fields.end() || it->second.empty() ? std::string_view()
                                                    : std::string_view(it->second.front());
}

World::World(PortalSchema schema, std::uint64_t seed)
    : random(seed), m_schema(std::make_shared<const PortalSchema>(std::move(schema))) {}

World::Developers::const_iterator World::findDeveloper(std::string_view email) const {
    const std::string key = folded(email);
    const auto exact = m_developers.lower_bound({key, std::string(email), {}});
    if (exact != m_developers.end() && exact->first.email == email)
        return exact;
    const auto any = m_developers.lower_bound({key, {}, {}});
    return any != m_developers.end() && any->first.folded == key ? any : m_developers.end();
}

const Developer* World::developer(std::string_view email) const {
    const auto it = findDeveloper(email);
    return it == m_developers.end() ? nullptr : &it->second;
}

void World::putDeveloper(Developer developer) {
    DeveloperKey key{folded(developer.email), developer.email, developer.developerId};
    m_developers.insert_or_assign(std::move(key), std::move(developer));
}

bool World::removeDeveloper(std::string_view email) {
    const auto it = findDeveloper(email);
    if (it == m_developers.end())
        return false;
    m_developers.erase(it);
    return true;
}

const User* World::user(std::uint32_t uid) const {
    const auto it = m_users.find(uid);
    return it == m_users.end() ? nullptr : &it->second;
}

const User* World::userByUuid(std::string_view uuid) const {
    const auto it = m_byUuid.find(uuid);
    return it == m_byUuid.end() ? nullptr : user(it->second);
}

const User* World::userByName(std::string_view name) const {
    const auto it = m_byName.find(folded(name));
    return it == m_byName.end() ? nullptr : user(it->second);
}

std::vector<std::uint32_t> World::usersByMail(std::string_view mail) const {
    const auto [first, last] = m_byMail.equal_range(folded(mail));
    std::vector<std::uint32_t> uids;
    std::for_each(first, last, [&](const auto& entry) { uids.push_back(entry.second); });
    std::ranges::sort(uids);
    return uids;
}

void World::putUser(User user) {
    const std::uint32_t uid = user.uid;
    removeUser(uid);
    DEVSYNC_CHECK(m_byUuid.emplace(user.uuid, uid).second);
    DEVSYNC_CHECK(m_byName.emplace(folded(user.name), uid).second);
    if (user.mail)
        m_byMail.emplace(folded(*user.mail), uid);
    m_users.emplace(uid, std::move(user));
}

bool World::removeUser(std::uint32_t uid) {
    const auto it = m_users.find(uid);
    if (it == m_users.end())
        return false;
    m_byUuid.erase(it->second.uuid);
    m_byName.erase(folded(it->second.name));
    if (it->second.mail) {
        const auto [first, last] = m_byMail.equal_range(folded(*it->second.mail));
        m_byMail.erase(std::find_if(first, last, [&](const auto& entry) { return entry.second == uid; }));
    }
    m_users.erase(it);
    return true;
}

std::uint32_t World::nextUid() const {
    return m_users.empty() ? 1 : m_users.rbegin()->first + 1;
}

World emptyWorld(std::uint64_t seed) {
    World world(sandboxSchema(), seed);
    SeededRandom ids(0x5EED);
    const auto add = [&](std::uint32_t uid, std::string_view name) {
        User user{.uid = uid, .uuid = makeUuid(ids), .name = std::string(name)};
        user.status = uid != kAnonymousUid;
        user.created = user.isActive() ? 1600000000 : 0;
        user.changed = user.created;
        if (uid == kSyncUid)
            user.roles = {"syncer"};
        world.putUser(std::move(user));
    };
    add(kAnonymousUid, "");
    add(kAdminUid, "admin");
    add(kSyncUid, kSignInName);
    return world;
}

void setSignInPassword(World& world, std::string_view password) {
    User user = *world.user(kSyncUid);
    user.password = password;
    world.putUser(std::move(user));
}

} // namespace devsync::sandbox
