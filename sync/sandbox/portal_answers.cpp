// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/portal_answers.h"

#include "sync/sandbox/text.h"
#include "sync/sandbox/times.h"

#include <algorithm>
#include <array>
#include <utility>

namespace devsync::sandbox {

namespace {

/// From whom on an attribute is seen; each level sees what the ones before see.
enum class Level { Label, Profile, Own, Administrator };

struct BaseAttribute {
    std::string_view name;
    Level level;
};

constexpr std::array kBaseAttributes{
    BaseAttribute{"display_name", Level::Label},
    BaseAttribute{"drupal_internal__uid", Level::Profile},
    BaseAttribute{"langcode", Level::Profile},
    BaseAttribute{"preferred_langcode", Level::Own},
    BaseAttribute{"preferred_admin_langcode", Level::Administrator},
    BaseAttribute{"name", Level::Profile},
    BaseAttribute{"mail", Level::Own},
    BaseAttribute{"timezone", Level::Own},
    BaseAttribute{"status", Level::Administrator},
    BaseAttribute{"created", Level::Profile},
    BaseAttribute{"changed", Level::Profile},
    BaseAttribute{"access", Level::Administrator},
    BaseAttribute{"login", Level::Administrator},
    BaseAttribute{"init", Level::Administrator},
    BaseAttribute{"default_langcode", Level::Profile},
};

Level levelFor(const Caller& caller, const User* user) {
    if (user != nullptr && user->uid == kAnonymousUid)
        return Level::Label;
    if (caller.administersUsers)
        return Level::Administrator;
    if (user != nullptr && caller.isSelf(*user))
        return Level::Own;
    return caller.viewsProfiles ? Level::Profile : Level::Label;
}

bool wanted(const Sparse& sparse, std::string_view name) {
    return !sparse || std::ranges::find(*sparse, name) != sparse->end();
}

void writeOptional(JsonWriter& json, const std::optional<std::string>& value) {
    if (value)
        json.text(*value);
    else
        json.null();
}

void writeBaseAttribute(JsonWriter& json, const User& user, std::string_view name) {
    json.key(name);
    if (name == "display_name")
        json.text(user.uid == kAnonymousUid ? std::string_view("Anonymous") : std::string_view(user.name));
    else if (name == "drupal_internal__uid")
        json.number(user.uid);
    else if (name == "langcode" || name == "preferred_langcode")
        json.text("en");
    else if (name == "preferred_admin_langcode")
        json.null();
    else if (name == "name")
        json.text(user.name);
    else if (name == "mail")
        writeOptional(json, user.mail);
    else if (name == "timezone")
        json.text("UTC");
    else if (name == "status")
        user.status ? json.boolean(*user.status) : json.null();
    else if (name == "created")
        json.text(rfc3339(user.created));
    else if (name == "changed")
        json.text(rfc3339(user.changed));
    else if (name == "access")
        json.text(rfc3339(user.access));
    else if (name == "login")
        json.text(rfc3339(user.login));
    else if (name == "init")
        writeOptional(json, user.init);
    else
        json.boolean(true); // default_langcode
}

void writeFieldValue(JsonWriter& json, const FieldDef& field, const std::string& value) {
    if (field.type == FieldType::Boolean)
        json.boolean(value == "1");
    else if (field.type == FieldType::Integer)
        json.number(wholeNumber(value).value_or(0));
    else if (field.type == FieldType::Timestamp)
        json.text(rfc3339(wholeNumber(value).value_or(0)));
    else
        json.text(value);
}

void writeField(JsonWriter& json, const FieldDef& field, const User& user) {
    const auto it = user.fields.find(field.name);
    json.key(field.name);
    if (field.cardinality != 1) {
        json.beginArray();
        if (it != user.fields.end()) {
            for (const std::string& value : it->second)
                writeFieldValue(json, field, value);
        }
        json.endArray();
    } else if (it == user.fields.end() || it->second.empty()) {
        json.null();
    } else {
        writeFieldValue(json, field, it->second.front());
    }
}

void writeRoles(JsonWriter& json, const World& world, const User& user, const std::string& url) {
    json.key("relationships").beginObject().key("roles").beginObject().key("data").beginArray();
    for (const std::string& id : user.roles) {
        const Role* role = world.schema().role(id);
        if (role == nullptr)
            continue;
        json.beginObject().member("type", "user_role--user_role").member("id", role->uuid);
        json.key("meta").beginObject().member("drupal_internal__target_id", role->id).endObject().endObject();
    }
    json.endArray().key("links").beginObject();
    writeLink(json, "related", url + "/roles");
    writeLink(json, "self", url + "/relationships/roles");
    json.endObject().endObject().endObject();
}

void writeErrorLinks(JsonWriter& json, const PortalError& error) {
    if (error.via.empty())
        return;
    json.key("links").beginObject();
    writeLink(json, "via", error.via);
    if (!error.info.empty())
        writeLink(json, "info", error.info);
    json.endObject();
}

/// Section of RFC 2616 that Drupal names for a status.
std::string rfcSection(int status) {
    return "http://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4." + std::to_string(status - 399);
}

std::string_view statusTitle(int status) {
    switch (status) {
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 415:
        return "Unsupported Media Type";
    default:
        return "Unprocessable Content";
    }
}

} // namespace

Sparse sparseFields(const Exchange& exchange) {
    const std::string* list = exchange.target.find("fields[user--user]");
    if (list == nullptr)
        return std::nullopt;
    std::vector<std::string> names;
    std::string_view rest = *list;
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        names.emplace_back(rest.substr(0, comma));
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
    return names;
}

std::string baseUrl(const Exchange& exchange) {
    const std::string_view host = exchange.header("Host");
    return "http://" + std::string(host.empty() ? "127.0.0.1" : host);
}

std::string selfUrl(const Exchange& exchange) {
    std::vector<QueryItem> query = exchange.target.query;
    const auto group = [](const QueryItem& item) { return item.name.substr(0, item.name.find('[')); };
    std::ranges::stable_sort(query, {}, group);
    std::string url = baseUrl(exchange) + exchange.target.path;
    return query.empty() ? url : url + '?' + queryString(query);
}

JsonWriter beginDocument() {
    JsonWriter json(JsonStyle::Php);
    json.beginObject().key("jsonapi").beginObject().member("version", "1.0").key("meta").beginObject();
    json.key("links").beginObject();
    writeLink(json, "self", "http://jsonapi.org/format/1.0/");
    json.endObject().endObject().endObject();
    return json;
}

void writeLink(JsonWriter& json, std::string_view name, std::string_view href) {
    json.key(name).beginObject().member("href", href).endObject();
}

bool isAttribute(const World& world, std::string_view name) {
    return std::ranges::find(kBaseAttributes, name, &BaseAttribute::name) != kBaseAttributes.end()
           || world.schema().field(name) != nullptr;
}

bool seesAttribute(const Exchange&, const Caller& caller, const User* user, std::string_view name) {
    const auto it = std::ranges::find(kBaseAttributes, name, &BaseAttribute::name);
    const Level needed = it == kBaseAttributes.end() ? Level::Profile : it->level;
    return levelFor(caller, user) >= needed;
}

void writeUser(JsonWriter& json, const Exchange& exchange, const Caller& caller, const User& user) {
    const Sparse sparse = sparseFields(exchange);
    const Level level = levelFor(caller, &user);
    const std::string url = baseUrl(exchange) + "/jsonapi/user/user/" + user.uuid;
    json.beginObject().member("type", "user--user").member("id", user.uuid).key("links").beginObject();
    writeLink(json, "self", url);
    json.endObject();
    bool any = false;
    const auto open = [&] {
        if (!std::exchange(any, true))
            json.key("attributes").beginObject();
    };
    for (const BaseAttribute& attribute : kBaseAttributes) {
        if (level >= attribute.level && wanted(sparse, attribute.name)) {
            open();
            writeBaseAttribute(json, user, attribute.name);
        }
    }
    for (const FieldDef& field : exchange.world.schema().fields) {
        if (level >= Level::Profile && wanted(sparse, field.name)) {
            open();
            writeField(json, field, user);
        }
    }
    if (any)
        json.endObject();
    if (level == Level::Administrator && wanted(sparse, "roles"))
        writeRoles(json, exchange.world, user, url);
    json.endObject();
}

Reply userReply(const Exchange& exchange, const Caller& caller, const User& user, int status) {
    JsonWriter json = beginDocument();
    json.key("data");
    writeUser(json, exchange, caller, user);
    json.key("links").beginObject();
    writeLink(json, "self", selfUrl(exchange));
    json.endObject().endObject();
    return {.status = status, .contentType = std::string(kJsonApiType), .body = json.take()};
}

Reply portalErrors(int status, const std::vector<PortalError>& errors) {
    JsonWriter json = beginDocument();
    json.key("errors").beginArray();
    for (const PortalError& error : errors) {
        json.beginObject().member("title", statusTitle(status)).member("status", std::to_string(status));
        json.member("detail", error.detail);
        writeErrorLinks(json, error);
        if (!error.pointer.empty())
            json.key("source").beginObject().member("pointer", error.pointer).endObject();
        json.endObject();
    }
    json.endArray().endObject();
    return {.status = status, .contentType = std::string(kJsonApiType), .body = json.take()};
}

Reply portalError(const Exchange& exchange, int status, std::string detail, std::string pointer) {
    return portalErrors(status, {{.detail = std::move(detail),
                                  .pointer = std::move(pointer),
                                  .via = selfUrl(exchange),
                                  .info = rfcSection(status)}});
}

} // namespace devsync::sandbox
