// SPDX-License-Identifier: Apache-2.0
// Reading: the entry point, roles, user listings and single users.
#include "sync/sandbox/portal_filter.h"
#include "sync/sandbox/portal_routes.h"

#include <algorithm>
#include <array>

namespace devsync::sandbox {

namespace {

Reply document(JsonWriter& json) {
    return {.contentType = std::string(kJsonApiType), .body = json.take()};
}

/// Blocked users are listed only for those who administer users; uid 0 always.
bool isListed(const Caller& caller, const User& user) {
    return caller.administersUsers || user.uid == kAnonymousUid || user.isActive();
}

struct Found {
    std::vector<const User*> users; ///< the page
    bool more = false;              ///< at least one behind it
};

/// All that match, in order of uid; at most `enough` of them.
std::vector<const User*> candidates(const World& world, const Caller& caller, const ListQuery& query,
                                    std::size_t enough) {
    std::vector<const User*> found;
    const auto consider = [&](const User& user) {
        if (isListed(caller, user) && matches(world, query.filter, user))
            found.push_back(&user);
    };
    // The address index folds more than the database does; the condition itself decides.
    if (const std::string* mail = requiredMail(query.filter)) {
        for (const std::uint32_t uid : world.usersByMail(*mail))
            consider(*world.user(uid));
        return found;
    }
    const UidRange range = uidRange(query.filter);
    for (auto it = world.users().lower_bound(range.from);
         it != world.users().end() && it->first <= range.to && found.size() < enough; ++it)
        consider(it->second);
    return found;
}

Found select(const World& world, const Caller& caller, const ListQuery& query) {
    const bool byUid =
        query.sort.empty()
        || (query.sort.front().path == "drupal_internal__uid" && !query.sort.front().descending);
    const std::size_t end = query.offset + query.limit;
    std::vector<const User*> all = candidates(world, caller, query, byUid ? end + 1 : SIZE_MAX);
    if (!byUid)
        std::ranges::sort(
            all, [&](const User* a, const User* b) { return sortsBefore(world, query.sort, *a, *b); });
    Found found;
    for (std::size_t i = query.offset; i < std::min(end, all.size()); ++i)
        found.users.push_back(all[i]);
    found.more = all.size() > end;
    return found;
}

/// The request's address with another page: in its place in the query, or at the end.
std::string pageUrl(const Exchange& exchange, std::size_t offset, std::size_t limit) {
    std::vector<QueryItem> query;
    bool placed = false;
    const auto place = [&] {
        query.push_back({"page[offset]", std::to_string(offset)});
        query.push_back({"page[limit]", std::to_string(limit)});
        placed = true;
    };
    for (const QueryItem& item : exchange.target.query) {
        if (!item.name.starts_with("page["))
            query.push_back(item);
        else if (!placed)
            place();
    }
    if (!placed)
        place();
    return baseUrl(exchange) + exchange.target.path + '?' + queryString(query);
}

void writePageLinks(JsonWriter& json, const Exchange& exchange, const ListQuery& query, bool more) {
    json.key("links").beginObject();
    if (query.offset > 0) {
        writeLink(json, "first", pageUrl(exchange, 0, query.limit));
        writeLink(json, "prev",
                  pageUrl(exchange, query.offset - std::min(query.offset, query.limit), query.limit));
    }
    if (more)
        writeLink(json, "next", pageUrl(exchange, query.offset + query.limit, query.limit));
    writeLink(json, "self", selfUrl(exchange));
    json.endObject();
}

constexpr std::array kResourceTypes{std::string_view("action/action"),
                                    std::string_view("base_field_override/base_field_override"),
                                    std::string_view("block/block"),
                                    std::string_view("date_format/date_format"),
                                    std::string_view("entity_form_display/entity_form_display"),
                                    std::string_view("entity_form_mode/entity_form_mode"),
                                    std::string_view("entity_view_display/entity_view_display"),
                                    std::string_view("entity_view_mode/entity_view_mode"),
                                    std::string_view("field_config/field_config"),
                                    std::string_view("field_storage_config/field_storage_config"),
                                    std::string_view("file/file"),
                                    std::string_view("filter_format/filter_format"),
                                    std::string_view("menu/menu"),
                                    std::string_view("node_type/node_type"),
                                    std::string_view("path_alias/path_alias"),
                                    std::string_view("user/user"),
                                    std::string_view("user_role/user_role")};

} // namespace

Reply entryPoint(Exchange& exchange, const Caller& caller) {
    const std::string base = baseUrl(exchange) + "/jsonapi";
    JsonWriter json = beginDocument();
    json.key("data").beginArray().endArray();
    if (caller.user != nullptr) {
        json.key("meta").beginObject().key("links").beginObject().key("me").beginObject();
        json.key("meta").beginObject().member("id", caller.user->uuid).endObject();
        json.member("href", base + "/user/user/" + caller.user->uuid).endObject().endObject().endObject();
    }
    json.key("links").beginObject();
    for (const std::string_view type : kResourceTypes) {
        const std::string_view entity = type.substr(0, type.find('/'));
        const std::string_view bundle = type.substr(type.find('/') + 1);
        writeLink(json, std::string(entity) + "--" + std::string(bundle), base + '/' + std::string(type));
    }
    writeLink(json, "self", base);
    json.endObject().endObject();
    return document(json);
}

Reply listRoles(Exchange& exchange, const Caller&) {
    JsonWriter json = beginDocument();
    json.key("data").beginArray().endArray();
    json.key("meta").beginObject().key("omitted").beginObject();
    json.member("detail", "Some resources have been omitted because of insufficient authorization.");
    json.key("links").beginObject();
    writeLink(json, "help",
              "https://www.drupal.org/docs/8/modules/json-api/filtering#filters-access-control");
    for (const Role& role : exchange.world.schema().roles) {
        json.key("item--" + role.uuid.substr(0, 7)).beginObject();
        json.member("href", baseUrl(exchange) + "/jsonapi/user_role/user_role/" + role.uuid);
        json.key("meta").beginObject().member("rel", "item");
        json.member("detail", "The current user is not allowed to GET the selected resource. The 'administer "
                              "permissions' permission is required.");
        json.endObject().endObject();
    }
    json.endObject().endObject().endObject().key("links").beginObject();
    writeLink(json, "self", selfUrl(exchange));
    json.endObject().endObject();
    return document(json);
}

Reply listUsers(Exchange& exchange, const Caller& caller) {
    const ParsedQuery parsed = parseListQuery(exchange, caller);
    if (parsed.refusal)
        return portalError(exchange, parsed.refusal->status, parsed.refusal->detail);
    const bool blind =
        !caller.viewsProfiles && !caller.administersUsers && !parsed.query.filter.children.empty();
    const Found found = blind ? Found{} : select(exchange.world, caller, parsed.query);
    JsonWriter json = beginDocument();
    json.key("data").beginArray();
    for (const User* user : found.users)
        writeUser(json, exchange, caller, *user);
    json.endArray();
    writePageLinks(json, exchange, parsed.query, found.more);
    json.endObject();
    return document(json);
}

Reply getUser(Exchange& exchange, const Caller& caller) {
    const User* user = exchange.world.userByUuid(exchange.target.segments.back());
    if (!isListed(caller, *user))
        return portalError(exchange, 403, "The current user is not allowed to GET the selected resource.",
                           "/data");
    return userReply(exchange, caller, *user);
}

} // namespace devsync::sandbox
