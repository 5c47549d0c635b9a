// SPDX-License-Identifier: Apache-2.0
// Routes of the portal side, in Drupal's order: path, method, media type, caller, access, CSRF token.
#include "sync/sandbox/portal_routes.h"

#include <algorithm>
#include <array>

namespace devsync::sandbox {

namespace {

using protocol::Method;

struct Route {
    Method method;
    std::string_view path; ///< "*" stands for one segment
    Reply (*answer)(Exchange&, const Caller&);
};

constexpr std::array kRoutes{
    Route{Method::Get, "/jsonapi", entryPoint},
    Route{Method::Get, "/jsonapi/user_role/user_role", listRoles},
    Route{Method::Get, "/jsonapi/user/user", listUsers},
    Route{Method::Post, "/jsonapi/user/user", createUser},
    Route{Method::Get, "/jsonapi/user/user/*", getUser},
    Route{Method::Patch, "/jsonapi/user/user/*", updateUser},
    Route{Method::Delete, "/jsonapi/user/user/*", deleteUser},
    Route{Method::Post, "/user/login", logIn},
    Route{Method::Post, "/user/logout", logOut},
    Route{Method::Get, "/session/token", sessionToken},
};

bool pathMatches(std::string_view pattern, const Target& target) {
    std::string path;
    for (const std::string& segment : target.segments)
        path += '/' + segment;
    if (!pattern.ends_with('*'))
        return path == pattern;
    pattern.remove_suffix(1);
    return path.starts_with(pattern) && path.size() > pattern.size()
           && path.find('/', pattern.size()) == std::string::npos;
}

bool isJsonApi(const Exchange& exchange) {
    return exchange.target.segments.front() == "jsonapi";
}

bool isWrite(Method method) {
    return method != Method::Get && method != Method::Head;
}

Reply htmlPage(int status, std::string_view title) {
    return {.status = status,
            .contentType = "text/html; charset=UTF-8",
            .body =
                "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n  <head>\n    <meta charset=\"utf-8\" />\n"
                "<meta name=\"Generator\" content=\"Drupal 10 (https://www.drupal.org)\" />\n    <title>"
                + std::string(title) + "</title>\n  </head>\n  <body>\n  </body>\n</html>\n"};
}

Reply noRoute(const Exchange& exchange) {
    const std::string text = "No route found for \\\"" + std::string(methodName(exchange.request.method))
                             + ' ' + baseUrl(exchange) + exchange.target.path + "\\\"";
    if (const std::string* format = exchange.target.find("_format"); format != nullptr && *format == "json")
        return {.status = 404, .contentType = "application/json", .body = "{\"message\":\"" + text + "\"}"};
    return htmlPage(404, "Page not found | " + exchange.world.schema().siteName);
}

Reply wrongMethod(const Exchange& exchange, const std::string& allowed) {
    const std::string detail = "No route found for \"" + std::string(methodName(exchange.request.method))
                               + ' ' + baseUrl(exchange) + exchange.target.path
                               + "\": Method Not Allowed (Allow: " + allowed + ")";
    Reply reply = portalError(exchange, 405, detail);
    reply.headers = {{"Allow", allowed}};
    return reply;
}

/// Names made of a-z only are reserved by the specification.
std::optional<Reply> strangeParameter(const Exchange& exchange) {
    constexpr std::array kKnown{std::string_view("filter"), std::string_view("sort"),
                                std::string_view("page"), std::string_view("fields"),
                                std::string_view("include")};
    for (const QueryItem& item : exchange.target.query) {
        const std::string name = item.name.substr(0, item.name.find('['));
        const bool reserved = std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
        if (!reserved || std::ranges::find(kKnown, name) != kKnown.end())
            continue;
        const std::string spec = "http://jsonapi.org/format/#query-parameters";
        Reply reply = portalErrors(
            400, {{.detail = "The following query parameters violate the JSON:API spec: '" + name + "'.",
                   .via = selfUrl(exchange),
                   .info = spec}});
        reply.headers = {{"Link", spec}};
        return reply;
    }
    return std::nullopt;
}

std::optional<Reply> wrongMediaType(const Exchange& exchange) {
    const std::string& type = exchange.request.contentType;
    const Method method = exchange.request.method;
    if (method != Method::Post && method != Method::Patch)
        return std::nullopt;
    if (type.empty())
        return portalError(exchange, 415, "No \"Content-Type\" request header specified");
    if (type.substr(0, type.find(';')) != kJsonApiType)
        return portalError(exchange, 415,
                           "No route found that matches \"Content-Type: " + type.substr(0, type.find(';'))
                               + '"');
    return std::nullopt;
}

Reply accessDenied(Exchange& exchange, const Caller& caller, std::string detail) {
    if (caller.credentialsSent)
        return portalError(exchange, 403, std::move(detail));
    Reply reply = portalError(exchange, 401, "No authentication credentials provided.");
    reply.headers = {{"WWW-Authenticate", "Basic realm=\"" + exchange.world.schema().siteName + '"'}};
    return reply;
}

/// Why the caller may not write there; empty = may.
std::string writeRefusal(const Exchange& exchange, const Caller& caller, const User* target) {
    if (exchange.request.method == Method::Post)
        return caller.administersUsers ? "" : "The 'administer users' permission is required.";
    const bool allowed = caller.administersUsers || caller.isSelf(*target);
    if (exchange.request.method == Method::Delete)
        return allowed ? "" : "The current user is not allowed to DELETE the selected resource.";
    return allowed ? ""
                   : "Users can only update their own account, unless they have the 'administer users' "
                     "permission.";
}

Reply jsonApiReply(Exchange& exchange, const Route& route) {
    if (auto reply = wrongMediaType(exchange))
        return std::move(*reply);
    Caller caller = identify(exchange);
    const User* target = nullptr;
    if (route.path.ends_with('*')) {
        target = exchange.world.userByUuid(exchange.target.segments.back());
        if (target == nullptr)
            return portalError(
                exchange, 404,
                "The \"entity\" parameter was not converted for the path "
                "\"/jsonapi/user/user/{entity}\" (route name: \"jsonapi.user--user.individual\")");
    }
    if (isWrite(route.method)) {
        // The entity access of uid 0 has no reason to give.
        if (target != nullptr && target->uid == kAnonymousUid)
            return accessDenied(exchange, caller, "");
        if (std::string detail = writeRefusal(exchange, caller, target); !detail.empty())
            return accessDenied(exchange, caller, std::move(detail));
        if (std::string detail = csrfRefusal(exchange, caller); !detail.empty())
            return portalError(exchange, 403, std::move(detail));
    }
    if (auto reply = strangeParameter(exchange))
        return std::move(*reply);
    Reply reply = route.answer(exchange, caller);
    if (caller.cookieSent && caller.sessionId.empty())
        reply.headers.push_back(deadSessionCookie());
    return reply;
}

} // namespace

Reply portalReply(Exchange& exchange) {
    const Method method = exchange.request.method == Method::Head ? Method::Get : exchange.request.method;
    std::string allowed;
    for (const Route& route : kRoutes) {
        if (!pathMatches(route.path, exchange.target))
            continue;
        if (route.method == method)
            return isJsonApi(exchange) ? jsonApiReply(exchange, route)
                                       : route.answer(exchange, identify(exchange));
        allowed += (allowed.empty() ? "" : ", ") + std::string(methodName(route.method));
    }
    if (!allowed.empty())
        return wrongMethod(exchange, allowed);
    return isJsonApi(exchange)
               ? portalError(exchange, 404,
                             "No route found for \"" + std::string(methodName(exchange.request.method)) + ' '
                                 + baseUrl(exchange) + exchange.target.path + '"')
               : noRoute(exchange);
}

} // namespace devsync::sandbox
