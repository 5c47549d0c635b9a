// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/world_json.h"

#include "sync/sandbox/apigee_answers.h"
#include "sync/sandbox/json_reader.h"
#include "sync/sandbox/json_writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace devsync::sandbox {

namespace {

using Json = nlohmann::json;

std::vector<Attribute> readAttributes(JsonReader& read, const Json& json, const std::string& where) {
    std::vector<Attribute> attributes;
    if (!json.is_array()) {
        read.fail(where, "must be a list of {\"name\",\"value\"}");
        return attributes;
    }
    for (std::size_t i = 0; i < json.size(); ++i) {
        const std::string at = where + '[' + std::to_string(i) + ']';
        if (!read.object(json[i], at, {"name", "value"}))
            break;
        const auto name = read.text(json[i], at, "name");
        if (!name)
            read.fail(at + ".name", "is missing");
        attributes.push_back({name.value_or(""), read.text(json[i], at, "value").value_or("")});
    }
    return attributes;
}

void readDeveloper(JsonReader& read, const Json& json, const std::string& where, World& world) {
    if (!read.object(json, where,
                     {"email", "firstName", "lastName", "userName", "developerId", "status", "attributes",
                      "apps", "companies", "organizationName", "createdAt", "createdBy", "lastModifiedAt",
                      "lastModifiedBy", "accessType", "appFamily"}))
        return;
    Developer developer;
    developer.email = read.text(json, where, "email").value_or("");
    developer.firstName = read.text(json, where, "firstName").value_or("");
    developer.lastName = read.text(json, where, "lastName").value_or("");
    developer.userName = read.text(json, where, "userName").value_or("");
    developer.status = read.text(json, where, "status").value_or("active");
    developer.lastModifiedAt = read.number(json, where, "lastModifiedAt").value_or(0);
    developer.createdAt = read.number(json, where, "createdAt").value_or(developer.lastModifiedAt);
    const auto id = read.text(json, where, "developerId");
    developer.developerId = id ? *id : makeUuid(world.random);
    if (const Json* attributes = JsonReader::member(json, "attributes"))
        developer.attributes = readAttributes(read, *attributes, where + ".attributes");
    if (const Json* apps = JsonReader::member(json, "apps"))
        developer.apps = read.texts(*apps, where + ".apps");
    const Developer* twin = developer.email.empty() ? nullptr : world.developer(developer.email);
    if (twin != nullptr && twin->email == developer.email)
        read.fail(where + ".email", "occurs twice: " + developer.email);
    if (read.ok())
        world.putDeveloper(std::move(developer));
}

void readFields(JsonReader& read, const Json& json, const std::string& where, const World& world,
                User& user) {
    if (!json.is_object()) {
        read.fail(where, "must be an object");
        return;
    }
    for (const auto& [name, value] : json.items()) {
        const FieldDef* field = world.schema().field(name);
        if (field == nullptr) {
            read.fail(where + '.' + name, "is no field of the portal");
            return;
        }
        auto values = read.fieldValues(value, where + '.' + name, field->base);
        if (field->cardinality != kUnlimited && values.size() > static_cast<std::size_t>(field->cardinality))
            read.fail(where + '.' + name, "holds at most " + std::to_string(field->cardinality) + " values");
        if (!values.empty())
            user.fields[name] = std::move(values);
    }
}

void readIds(JsonReader& read, const Json& json, const std::string& where, World& world, User& user) {
    const std::int64_t uid = read.number(json, where, "uid").value_or(world.nextUid());
    if (uid < kFirstOrdinaryUid || uid >= UINT32_MAX)
        read.fail(where + ".uid", "must be at least 3: uid 0, 1 and 2 are the sandbox's own");
    user.uid = static_cast<std::uint32_t>(uid);
    const auto uuid = read.text(json, where, "uuid");
    user.uuid = uuid ? *uuid : makeUuid(world.random);
    user.name = read.text(json, where, "name").value_or("");
    if (world.user(user.uid) != nullptr)
        read.fail(where + ".uid", "occurs twice: " + std::to_string(uid));
    if (world.userByUuid(user.uuid) != nullptr)
        read.fail(where + ".uuid", "occurs twice: " + user.uuid);
    if (user.name.empty())
        read.fail(where + ".name", "is missing");
    if (world.userByName(user.name) != nullptr)
        read.fail(where + ".name", "occurs twice or is one of the sandbox's own: " + user.name);
}

void readUser(JsonReader& read, const Json& json, const std::string& where, World& world) {
    if (!read.object(json, where, {"uid", "uuid", "name", "mail", "status", "created", "changed", "fields"}))
        return;
    User user;
    readIds(read, json, where, world, user);
    const Json* mail = JsonReader::member(json, "mail");
    if (mail != nullptr && !mail->is_null())
        user.mail = read.text(json, where, "mail");
    const Json* status = JsonReader::member(json, "status");
    if (status != nullptr && status->is_null())
        user.status.reset();
    else
        user.status = read.boolean(json, where, "status").value_or(true);
    user.changed = read.number(json, where, "changed").value_or(0);
    user.created = read.number(json, where, "created").value_or(user.changed);
    if (const Json* fields = JsonReader::member(json, "fields"))
        readFields(read, *fields, where + ".fields", world, user);
    if (read.ok())
        world.putUser(std::move(user));
}

template <class Each>
void readList(JsonReader& read, const Json& json, const char* name, Each each) {
    const Json* list = JsonReader::member(json, name);
    if (list == nullptr)
        return;
    if (!list->is_array())
        read.fail(name, "must be a list");
    for (std::size_t i = 0; read.ok() && i < list->size(); ++i)
        each((*list)[i], std::string(name) + '[' + std::to_string(i) + ']');
}

void writeFields(JsonWriter& json, const World& world, const User& user) {
    json.key("fields").beginObject();
    for (const FieldDef& field : world.schema().fields) {
        json.key(field.name);
        if (field.base) {
            json.text(user.value(field.name));
            continue;
        }
        json.beginArray();
        if (const auto it = user.fields.find(field.name); it != user.fields.end()) {
            for (const std::string& value : it->second)
                json.text(value);
        }
        json.endArray();
    }
    json.endObject();
}

void writeUser(JsonWriter& json, const World& world, const User& user) {
    json.beginObject().key("uid").number(user.uid).member("uuid", user.uuid).member("name", user.name);
    json.key("mail");
    user.mail ? json.text(*user.mail) : json.null();
    json.key("status");
    user.status ? json.boolean(*user.status) : json.null();
    json.key("created").number(user.created).key("changed").number(user.changed);
    writeFields(json, world, user);
    json.endObject();
}

} // namespace

core::Result<World> worldFromJson(std::string_view text, std::uint64_t seed) {
    const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded())
        return core::fail(core::ErrorKind::Usage, "the world file is no valid JSON", "world");
    World world = emptyWorld(seed);
    JsonReader read;
    if (read.object(json, "world", {"developers", "users"})) {
        readList(read, json, "developers", [&](const Json& item, const std::string& where) {
            readDeveloper(read, item, where, world);
        });
        readList(read, json, "users",
                 [&](const Json& item, const std::string& where) { readUser(read, item, where, world); });
    }
    if (!read.ok())
        return tl::unexpected(read.takeError());
    return world;
}

std::string worldToJson(const World& world) {
    JsonWriter json;
    json.beginObject().key("developers").beginArray();
    for (const auto& [key, developer] : world.developers())
        writeDeveloper(json, world, developer);
    json.endArray().key("users").beginArray();
    for (auto it = world.users().lower_bound(kFirstOrdinaryUid); it != world.users().end(); ++it)
        writeUser(json, world, it->second);
    json.endArray().endObject();
    return json.take();
}

} // namespace devsync::sandbox
