// SPDX-License-Identifier: Apache-2.0
// Both systems as data: the developers of an Apigee organisation and the users of a Drupal portal. A value:
// copies are independent. It knows no socket, clock or random source; handlers change it (handlers.h), a
// simulator copies it. Indexed by folded e-mail, uid and uuid, so accounts change only through the functions
// below.
#pragma once

#include "sync/core/side.h"
#include "sync/sandbox/random.h"
#include "sync/sandbox/schema.h"

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::sandbox {

struct Attribute {
    std::string name;
    std::string value;
    bool operator==(const Attribute&) const = default;
};

struct Developer {
    std::string email; ///< the server's spelling; may be empty (a record without address)
    std::string firstName, lastName, userName;
    std::string developerId;
    std::string status = "active";
    std::vector<Attribute> attributes; ///< in order; a name may occur twice
    std::vector<std::string> apps;
    std::int64_t createdAt = 0;      ///< ms since 1970, Apigee's clock
    std::int64_t lastModifiedAt = 0; ///< likewise

    /// First of that name; null if absent.
    const Attribute* attribute(std::string_view name) const;
    void setAttribute(std::string_view name, std::string_view value);
    void removeAttribute(std::string_view name);
    bool operator==(const Developer&) const = default;
};

struct User {
    std::uint32_t uid = 0;
    std::string uuid;
    std::string name;
    std::optional<std::string> mail;
    std::optional<bool> status = true; ///< nothing = NULL, which counts as blocked
    std::int64_t created = 0;          ///< s since 1970, the portal's clock
    std::int64_t changed = 0;
    std::int64_t access = 0, login = 0;
    std::optional<std::string> init;
    /// Values by field name; a field without values is not in it. Booleans "1"/"0", timestamps unix seconds.
    std::map<std::string, std::vector<std::string>, std::less<>> fields;
    std::vector<std::string> roles; ///< ids of the schema's roles
    std::string password;           ///< empty = nobody signs in; never part of a document

    bool isActive() const { return status.value_or(false); }
    /// First value of a field; empty if it has none.
    std::string_view value(std::string_view field) const;
    bool operator==(const User&) const = default;
};

/// Order of the Apigee listing: folded address, then spelling, then id.
struct DeveloperKey {
    std::string folded;
    std::string email;
    std::string developerId;
    auto operator<=>(const DeveloperKey&) const = default;
};

struct Session {
    std::uint32_t uid = 0; ///< 0 = a session nobody is signed in to
    std::string csrfToken;
    std::string logoutToken;
};

/// Failed sign-ins, as times in ms of the monotonic clock.
struct FloodLog {
    std::map<std::string, std::vector<std::int64_t>, std::less<>>
        byUser; ///< key "cookie:NAME" or "basic:NAME"
    std::map<std::string, std::vector<std::int64_t>, std::less<>> byKind; ///< "cookie" or "basic": one client
};

struct WorldSettings {
    std::string organization = "demo";
    std::string apigeeToken;                          ///< the bearer token Apigee accepts
    core::BothSides<std::int64_t> clockOffsetSeconds; ///< how far a side's clock runs ahead
    bool modulePush = false;                          ///< the portal pushes every save to Apigee
};

class World {
public:
    using Developers = std::map<DeveloperKey, Developer>;
    using Users = std::map<std::uint32_t, User>;

    /// `seed` makes the ids of all accounts created later.
    explicit World(PortalSchema schema = sandboxSchema(), std::uint64_t seed = 1);

    WorldSettings settings;
    std::map<std::string, Session, std::less<>> sessions; ///< by cookie value
    FloodLog flood;
    SeededRandom random; ///< ids and tokens; mixed with the seed only

    const PortalSchema& schema() const { return *m_schema; }

    const Developers& developers() const { return m_developers; }
    /// By this spelling, else the first one with the same folded address.
    const Developer* developer(std::string_view email) const;
    /// Adds it, or replaces the one with exactly this spelling and id.
    void putDeveloper(Developer developer);
    /// The one `developer(email)` finds; false if there is none.
    bool removeDeveloper(std::string_view email);

    const Users& users() const { return m_users; }
    const User* user(std::uint32_t uid) const;
    const User* userByUuid(std::string_view uuid) const;
    /// Folded; null if nobody has it.
    const User* userByName(std::string_view name) const;
    /// All uids with that folded address, ascending.
    std::vector<std::uint32_t> usersByMail(std::string_view mail) const;
    /// Adds it, or replaces the one with this uid. uuid and folded name must not belong to another uid.
    void putUser(User user);
    bool removeUser(std::uint32_t uid);
    std::uint32_t nextUid() const;

private:
    Developers::const_iterator findDeveloper(std::string_view email) const;

    std::shared_ptr<const PortalSchema> m_schema;
    Developers m_developers;
    Users m_users;
    std::map<std::string, std::uint32_t, std::less<>> m_byUuid;
    std::map<std::string, std::uint32_t, std::less<>> m_byName;
    std::multimap<std::string, std::uint32_t, std::less<>> m_byMail;
};

/// Accounts that are the portal's own: uid 0, uid 1 and the one the console signs in with.
inline constexpr std::uint32_t kAnonymousUid = 0;
inline constexpr std::uint32_t kAdminUid = 1;
inline constexpr std::uint32_t kSyncUid = 2;
inline constexpr std::uint32_t kFirstOrdinaryUid = 3;

/// The user name of the last one.
inline constexpr std::string_view kSignInName = "sync";

/// A world with those three accounts, without mail and without a password, and nothing else.
World emptyWorld(std::uint64_t seed);
/// What the console signs in to the portal with.
void setSignInPassword(World& world, std::string_view password);

} // namespace devsync::sandbox
