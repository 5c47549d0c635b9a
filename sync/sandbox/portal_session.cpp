// SPDX-License-Identifier: Apache-2.0
// Cookie sign-in: /user/login, /user/logout, /session/token.
#include "sync/sandbox/portal_routes.h"

#include <nlohmann/json.hpp>

namespace devsync::sandbox {

namespace {

Reply message(int status, std::string_view text) {
    JsonWriter json(JsonStyle::Php);
    json.beginObject().member("message", text).endObject();
    return {.status = status, .contentType = "application/json", .body = json.take()};
}

bool asksJson(const Exchange& exchange) {
    const std::string* format = exchange.target.find("_format");
    return format != nullptr && *format == "json";
}

Reply loginForm(const Exchange& exchange) {
    return {.status = 200,
            .contentType = "text/html; charset=UTF-8",
            .body =
                "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n  <head>\n    <meta charset=\"utf-8\" />\n"
                "    <title>Log in | "
                + exchange.world.schema().siteName
                + "</title>\n  </head>\n  <body>\n    <form class=\"user-login-form\" action=\"/user/login\" "
                  "method=\"post\"></form>\n  </body>\n</html>\n"};
}

Reply signedIn(Exchange& exchange, const User& user) {
    User updated = user;
    updated.access = updated.login = exchange.wallSeconds();
    exchange.world.putUser(updated);
    const std::string id = openSession(exchange.world, updated.uid);
    const Session& session = exchange.world.sessions.at(id);
    JsonWriter json(JsonStyle::Php);
    json.beginObject().key("current_user").beginObject().member("uid", std::to_string(updated.uid));
    json.key("roles").beginArray().text("authenticated");
    for (const std::string& role : updated.roles)
        json.text(role);
    json.endArray().member("name", updated.name).endObject();
    json.member("csrf_token", session.csrfToken).member("logout_token", session.logoutToken).endObject();
    return {.contentType = "application/json", .body = json.take(), .headers = {sessionCookie(exchange, id)}};
}

} // namespace

Reply logIn(Exchange& exchange, const Caller& caller) {
    if (!asksJson(exchange))
        return loginForm(exchange);
    if (caller.user != nullptr)
        return message(403, "This route can only be accessed by anonymous users.");
    const auto json = nlohmann::json::parse(exchange.request.body, nullptr, /*allow_exceptions=*/false);
    const auto text = [&](const char* name) {
        return json.is_object() && json.contains(name) && json[name].is_string()
                   ? json[name].get<std::string>()
                   : std::string();
    };
    const std::string name = text("name");
    const std::string pass = text("pass");
    if (name.empty() || pass.empty())
        return message(400, name.empty() && pass.empty() ? "Missing credentials."
                            : name.empty()               ? "Missing credentials.name."
                                                         : "Missing credentials.pass.");
    switch (signIn(exchange, "cookie", name, pass)) {
    case SignIn::Accepted:
        return signedIn(exchange, *exchange.world.userByName(name));
    case SignIn::Blocked:
        return message(400, "The user has not been activated or is blocked.");
    case SignIn::UserFlooded:
        return message(403, "Too many failed login attempts from your IP address. This IP address is "
                            "temporarily blocked.");
    case SignIn::AddressFlooded:
        return message(403, "Access is blocked because of IP based flood prevention.");
    case SignIn::Refused:
        break;
    }
    return message(400, "Sorry, unrecognized username or password.");
}

Reply logOut(Exchange& exchange, const Caller& caller) {
    const auto session = exchange.world.sessions.find(caller.sessionId);
    if (caller.user == nullptr || session == exchange.world.sessions.end())
        return message(403, "This route can only be accessed by authenticated users.");
    const std::string* token = exchange.target.find("token");
    if (token == nullptr)
        return message(403, "'csrf_token' URL query argument is missing.");
    if (*token != session->second.logoutToken)
        return message(403, "'csrf_token' URL query argument is invalid.");
    exchange.world.sessions.erase(session);
    return {.status = 204, .headers = {deadSessionCookie()}};
}

Reply sessionToken(Exchange& exchange, const Caller& caller) {
    const auto session = exchange.world.sessions.find(caller.sessionId);
    // Without a session Drupal answers a token too; it belongs to nobody.
    std::string token = session == exchange.world.sessions.end() ? makeToken(exchange.world.random, 43)
                                                                 : session->second.csrfToken;
    return {.contentType = "text/plain; charset=UTF-8", .body = std::move(token)};
}

} // namespace devsync::sandbox
