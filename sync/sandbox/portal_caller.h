// SPDX-License-Identifier: Apache-2.0
// Who sends a request to the portal: cookie or Basic sign-in, with Drupal's flood control. Internal to the
// handlers. A wrong password or a dead cookie is no error here: the caller is then anonymous.
#pragma once

#include "sync/sandbox/reply.h"

#include <string>
#include <string_view>

namespace devsync::sandbox {

/// Name of the session cookie.
inline constexpr std::string_view kSessionCookie = "SESS12ca17b49af2289436f303e0166030a2";

struct Caller {
    const User* user = nullptr; ///< null = anonymous; valid until the world changes
    bool administersUsers = false;
    bool viewsProfiles = false;
    std::string sessionId{};      ///< of a session that lives, whether or not it signed the caller in
    bool cookieSent = false;      ///< a session cookie came, dead or alive
    bool credentialsSent = false; ///< any sign-in was tried: an Authorization header or the cookie

    std::uint32_t uid() const { return user == nullptr ? kAnonymousUid : user->uid; }
    bool isSelf(const User& other) const { return user != nullptr && user->uid == other.uid; }
};

Caller identify(Exchange& exchange);

/// What a password check says, with the counters of `kind` ("cookie" or "basic") updated.
enum class SignIn { Accepted, Refused, Blocked, UserFlooded, AddressFlooded };
SignIn signIn(Exchange& exchange, std::string_view kind, std::string_view name, std::string_view password);

/// Sessions: a new one for `uid`; its cookie value.
std::string openSession(World& world, std::uint32_t uid);
protocol::Header sessionCookie(const Exchange& exchange, std::string_view sessionId);
/// The header that makes a client forget its cookie.
protocol::Header deadSessionCookie();

/// Why a write with a session cookie is refused; empty if its token is right or none is needed.
std::string csrfRefusal(const Exchange& exchange, const Caller& caller);

} // namespace devsync::sandbox
