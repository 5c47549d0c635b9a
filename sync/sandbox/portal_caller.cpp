// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/portal_caller.h"

#include "sync/sandbox/text.h"
#include "sync/sandbox/times.h"

#include <algorithm>

namespace devsync::sandbox {

namespace {

constexpr std::size_t kUserFailures = 5;     // user.flood: per user in 6 hours
constexpr std::size_t kAddressFailures = 50; // and per address in 1 hour
constexpr std::int64_t kUserWindow = 6 * 3600 * 1000;
constexpr std::int64_t kAddressWindow = 3600 * 1000;
constexpr std::int64_t kSessionSeconds = 2000000;

/// Failures still inside the window.
std::size_t recentFailures(std::vector<std::int64_t>& failures, std::int64_t since) {
    std::erase_if(failures, [&](std::int64_t at) { return at <= since; });
    return failures.size();
}

std::string cookieValue(const Exchange& exchange) {
    std::string_view cookies = exchange.header("Cookie");
    const std::string wanted = std::string(kSessionCookie) + '=';
    while (!cookies.empty()) {
        const std::size_t end = cookies.find(';');
        std::string_view one = cookies.substr(0, end);
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (one.starts_with(wanted))
            return percentDecoded(one.substr(wanted.size()));
        cookies = end == std::string_view::npos ? std::string_view() : cookies.substr(end + 1);
    }
    return {};
}

const User* basicUser(Exchange& exchange, std::string_view authorization) {
    constexpr std::string_view kScheme = "Basic ";
    if (!authorization.starts_with(kScheme))
        return nullptr;
    const auto plain = base64Decoded(authorization.substr(kScheme.size()));
    const std::size_t colon = plain ? plain->find(':') : std::string::npos;
    if (colon == std::string::npos)
        return nullptr;
    const std::string name = plain->substr(0, colon);
    const SignIn result = signIn(exchange, "basic", name, std::string_view(*plain).substr(colon + 1));
    return result == SignIn::Accepted ? exchange.world.userByName(name) : nullptr;
}

void grant(Caller& caller, const World& world, const User* user) {
    caller.user = user;
    if (user == nullptr)
        return;
    caller.administersUsers = caller.viewsProfiles = user->uid == kAdminUid;
    for (const std::string& id : user->roles) {
        const Role* role = world.schema().role(id);
        if (role == nullptr)
            continue;
        caller.administersUsers |= role->administersUsers || role->isAdmin;
        caller.viewsProfiles |= role->viewsProfiles || role->isAdmin;
    }
}

} // namespace

Caller identify(Exchange& exchange) {
    Caller caller;
    const std::string cookie = cookieValue(exchange);
    const std::string_view authorization = exchange.header("Authorization");
    caller.cookieSent = !cookie.empty();
    caller.credentialsSent = caller.cookieSent || !authorization.empty();
    const auto session = exchange.world.sessions.find(cookie);
    if (session != exchange.world.sessions.end())
        caller.sessionId = cookie;
    if (!authorization.empty()) {
        grant(caller, exchange.world, basicUser(exchange, authorization));
    } else if (session != exchange.world.sessions.end() && session->second.uid != kAnonymousUid) {
        const User* user = exchange.world.user(session->second.uid);
        grant(caller, exchange.world, user != nullptr && user->isActive() ? user : nullptr);
    }
    return caller;
}

SignIn signIn(Exchange& exchange, std::string_view kind, std::string_view name, std::string_view password) {
    FloodLog& flood = exchange.world.flood;
    const std::int64_t now = exchange.context.now.mono.count();
    auto& address = flood.byKind[std::string(kind)];
    if (recentFailures(address, now - kAddressWindow) >= kAddressFailures)
        return SignIn::AddressFlooded;
    const User* user = exchange.world.userByName(name);
    const bool known = user != nullptr && user->uid != kAnonymousUid;
    const std::string userKey = std::string(kind) + ':' + folded(name);
    if (known && !user->isActive())
        return SignIn::Blocked;
    if (known && recentFailures(flood.byUser[userKey], now - kUserWindow) >= kUserFailures)
        return SignIn::UserFlooded;
    if (known && !user->password.empty() && user->password == password) {
        flood.byUser.erase(userKey);
        return SignIn::Accepted;
    }
    address.push_back(now);
    if (known)
        flood.byUser[userKey].push_back(now);
    return SignIn::Refused;
}

std::string openSession(World& world, std::uint32_t uid) {
    std::string id = makeToken(world.random, 48);
    world.sessions[id] = {uid, makeToken(world.random, 43), makeToken(world.random, 43)};
    return id;
}

protocol::Header sessionCookie(const Exchange& exchange, std::string_view sessionId) {
    return {"Set-Cookie", std::string(kSessionCookie) + '=' + percentEncoded(sessionId) + "; expires="
                              + httpDate(exchange.wallSeconds() + kSessionSeconds) + "; Max-Age="
                              + std::to_string(kSessionSeconds) + "; path=/; HttpOnly; SameSite=Lax"};
}

protocol::Header deadSessionCookie() {
    return {"Set-Cookie",
            std::string(kSessionCookie)
                + "=deleted; expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0; path=/; HttpOnly"};
}

std::string csrfRefusal(const Exchange& exchange, const Caller& caller) {
    if (caller.user == nullptr || !caller.cookieSent)
        return {};
    const std::string_view token = exchange.header("X-CSRF-Token");
    if (token.empty())
        return "X-CSRF-Token request header is missing";
    const auto session = exchange.world.sessions.find(caller.sessionId);
    const bool valid = session != exchange.world.sessions.end() && session->second.csrfToken == token;
    return valid ? std::string() : "X-CSRF-Token request header is invalid";
}

} // namespace devsync::sandbox
