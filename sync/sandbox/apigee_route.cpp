// SPDX-License-Identifier: Apache-2.0
// Routes of the Apigee side: token, organisation, query parameters, then the family.
#include "sync/sandbox/apigee_developers.h"

#include <algorithm>
#include <array>
#include <span>

namespace devsync::sandbox {

namespace {

using protocol::Method;

/// System parameters that Google's front end takes for every method.
constexpr std::array kSystemParameters{
    std::string_view("$.xgafv"),     std::string_view("access_token"),   std::string_view("alt"),
    std::string_view("callback"),    std::string_view("fields"),         std::string_view("key"),
    std::string_view("oauth_token"), std::string_view("prettyPrint"),    std::string_view("quotaUser"),
    std::string_view("uploadType"),  std::string_view("upload_protocol")};

struct Route {
    Method method;
    std::size_t segments;        ///< length of the path, "organizations" included
    std::string_view parameters; ///< names it takes besides the system's, each between spaces
    Reply (*answer)(Exchange&);
};

Reply getOrganization(Exchange& exchange) {
    JsonWriter json;
    json.beginObject().member("name", exchange.world.settings.organization);
    json.member("displayName", exchange.world.settings.organization);
    json.member("createdAt", "1577836800000").member("lastModifiedAt", "1577836800000");
    json.key("environments").beginArray().text("test").endArray();
    json.key("properties").beginObject().key("property").beginArray();
    json.beginObject().member("name", "features.hybrid.enabled").member("value", "true").endObject();
    json.endArray().endObject();
    json.member("runtimeType", "CLOUD").member("subscriptionType", "PAID").member("state", "ACTIVE");
    json.member("projectId", exchange.world.settings.organization);
    json.member("type", "TYPE_PAID").endObject();
    return apigeeJson(json);
}

/// Paths: organizations/{org}[/developers[/{email}[/attributes[/{name}]]]]
constexpr std::array kRoutes{
    Route{Method::Get, 2, " ", getOrganization},
    Route{Method::Get, 3, " app count expand ids includeCompany startKey ", listDevelopers},
    Route{Method::Post, 3, " ", createDeveloper},
    Route{Method::Get, 4, " action ", getDeveloper},
    Route{Method::Put, 4, " ", updateDeveloper},
    Route{Method::Post, 4, " action ", setDeveloperStatus},
    Route{Method::Delete, 4, " ", deleteDeveloper},
    Route{Method::Get, 5, " ", getAttributes},
    Route{Method::Post, 5, " ", replaceAttributes},
    Route{Method::Get, 6, " ", getAttribute},
    Route{Method::Post, 6, " ", setAttribute},
    Route{Method::Delete, 6, " ", deleteAttribute},
};

const Route* findRoute(const Exchange& exchange) {
    const auto& path = exchange.target.segments;
    if (path.size() < 2 || path[0] != "organizations" || (path.size() > 2 && path[2] != "developers")
        || (path.size() > 4 && path[4] != "attributes")
        || std::ranges::any_of(path, [](const std::string& s) { return s.empty(); }))
        return nullptr;
    const Method method = exchange.request.method == Method::Head ? Method::Get : exchange.request.method;
    const auto it = std::ranges::find_if(
        kRoutes, [&](const Route& r) { return r.method == method && r.segments == path.size(); });
    return it == kRoutes.end() ? nullptr : &*it;
}

const QueryItem* unknownParameter(const Exchange& exchange, const Route& route) {
    const auto& query = exchange.target.query;
    const auto it = std::ranges::find_if(query, [&](const QueryItem& item) {
        return std::ranges::find(kSystemParameters, item.name) == kSystemParameters.end()
               && route.parameters.find(' ' + item.name + ' ') == std::string_view::npos;
    });
    return it == query.end() ? nullptr : &*it;
}

Reply unauthenticated(bool tokenSent) {
    const std::string tail = " Expected OAuth 2 access token, login cookie or other valid authentication "
                             "credential. See https://developers.google.com/identity/sign-in/web/devconsole-"
                             "project.";
    Reply reply =
        apigeeError({.code = 401,
                     .status = "UNAUTHENTICATED",
                     .message = (tokenSent ? "Request had invalid authentication credentials."
                                           : "Request is missing required authentication credential.")
                                + tail});
    reply.headers = {{"WWW-Authenticate", tokenSent ? "Bearer realm=\"https://accounts.google.com/\", "
                                                      "error=\"invalid_token\""
                                                    : "Bearer realm=\"https://accounts.google.com/\""}};
    return reply;
}

/// Google checks permission before existence: a foreign organisation is 403, not 404.
Reply foreignOrganization(std::string_view name) {
    return apigeeError({.code = 403,
                        .status = "PERMISSION_DENIED",
                        .message = "Permission denied on resource \"organizations/" + std::string(name)
                                   + "\" (or it may not exist)"});
}

} // namespace

Reply apigeeReply(Exchange& exchange) {
    const Route* route = findRoute(exchange);
    if (route == nullptr)
        return googleNotFound(exchange);
    const std::string_view authorization = exchange.header("Authorization");
    if (exchange.world.settings.apigeeToken.empty()
        || authorization != "Bearer " + exchange.world.settings.apigeeToken)
        return unauthenticated(!authorization.empty());
    if (exchange.target.segments[1] != exchange.world.settings.organization)
        return foreignOrganization(exchange.target.segments[1]);
    if (const QueryItem* item = unknownParameter(exchange, *route)) {
        const std::string text = "Invalid JSON payload received. Unknown name \"" + item->name
                                 + "\": Cannot bind query parameter. Field '" + item->name
                                 + "' could not be found in request message.";
        return apigeeError({.message = text, .fieldViolation = text});
    }
    return route->answer(exchange);
}

} // namespace devsync::sandbox
