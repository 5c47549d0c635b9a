// SPDX-License-Identifier: Apache-2.0
#include "tests/sandbox/lab_world.h"

#include "sync/sandbox/times.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace devsync::sandbox::testing {

namespace {

using Json = nlohmann::json;

constexpr std::array kStrange{"field_link",  "field_links",  "field_text",  "field_textlong",
                              "field_dt",    "field_date",   "field_dates", "field_dec",
                              "field_float", "field_floats", "field_lfloat"};

std::string label(const std::string& name) {
    std::string text = name.substr(6);
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

FieldDef field(const std::string& name, FieldType type, int cardinality) {
    return {.name = name, .type = type, .cardinality = cardinality, .label = label(name)};
}

PortalSchema labSchema() {
    PortalSchema schema;
    schema.siteName = "Lab Portal";
    const auto add = [&](const std::string& name, FieldType type, int cardinality = 1) -> FieldDef& {
        schema.fields.push_back(field(name, type, cardinality));
        return schema.fields.back();
    };
    add("field_str", FieldType::String);
    add("field_strs", FieldType::String, kUnlimited);
    add("field_str3", FieldType::String, 3);
    add("field_long", FieldType::StringLong);
    add("field_longs", FieldType::StringLong, kUnlimited);
    add("field_email", FieldType::Email);
    add("field_emails", FieldType::Email, kUnlimited);
    add("field_choice", FieldType::ListString).allowed = {"red", "green", "blue"};
    add("field_choices", FieldType::ListString, kUnlimited).allowed = {"red", "green", "blue"};
    add("field_flag", FieldType::Boolean);
    add("field_flags", FieldType::Boolean, kUnlimited);
    FieldDef& limited = add("field_int", FieldType::Integer);
    limited.minimum = -1000;
    limited.maximum = 1000;
    add("field_ints", FieldType::Integer, kUnlimited);
    add("field_lint", FieldType::Integer);
    add("field_lints", FieldType::Integer, kUnlimited);
    add("field_ts", FieldType::Timestamp);
    add("field_tss", FieldType::Timestamp, kUnlimited);
    add("field_tel", FieldType::String);
    add("field_uri", FieldType::String);
    schema.roles = {
        {.id = "administrator", .uuid = "4d9ff890-5f68-48be-b304-0549c24e4fa5", .isAdmin = true},
        {.id = "anonymous", .uuid = "c7a846d1-e0cb-45e7-98af-7f47d5206f77"},
        {.id = "authenticated", .uuid = "bbbf4ced-cdeb-41a5-a602-2938b8978bb7"},
        {.id = "syncer", .uuid = "c9e92733-2cfc-47c9-a004-91e777ede199", .administersUsers = true},
        {.id = "viewer", .uuid = "e0037e7b-07d1-43be-baf5-c9496d389497", .viewsProfiles = true},
    };
    return schema;
}

std::string numbered(const char* prefix, unsigned number) {
    const std::string digits = std::to_string(number);
    return prefix + std::string(5 - digits.size(), '0') + digits;
}

void addAccount(World& world, std::uint32_t uid, const std::string& uuid, const std::string& name) {
    User user{.uid = uid, .uuid = uuid, .name = name, .created = 1795477597, .changed = 1795477597};
    if (uid == 0) {
        user.status = false;
        user.created = user.changed = 0;
    } else {
        user.mail = name + "@example.com";
        user.password = uid == 1 ? "Adm1n-pass" : name + "-pass";
    }
    if (uid == 1) {
        user.created = user.changed = 1795477537;
        user.init = user.mail;
    }
    if (uid == 2 || uid == 3 || uid == 5)
        user.roles = {uid == 2 ? "syncer" : uid == 3 ? "viewer" : "administrator"};
    world.putUser(std::move(user));
}

World makeWorld(PortalSchema schema) {
    World world(std::move(schema), 7);
    addAccount(world, 0, "6877ebe6-6f75-4db6-a58d-78508fe75dc5", "");
    addAccount(world, 1, "69980971-c863-4c2f-b521-3c84b1e0d76f", "admin");
    addAccount(world, 2, "7dd9cebd-7bc4-43b2-8f84-d493d5409d70", "sync");
    addAccount(world, 3, "d35a4260-268b-44e1-af7d-cfa386224d72", "viewer");
    addAccount(world, 4, "94d6cf28-a3f1-4465-83f9-ac32fca38730", "plainuser");
    addAccount(world, 5, "5bea672b-f43c-4a3a-9310-64cda25c63a7", "siteadmin");
    for (unsigned i = 1; i <= 120; ++i) {
        User user{.uid = 5 + i, .uuid = makeUuid(world.random), .name = numbered("dev", i)};
        user.mail = user.name + "@example.com";
        user.created = 1600000000 + i;
        user.changed = 1700000000 + i;
        user.fields = {{"field_str", {"Company " + std::to_string(i)}},
                       {"field_flag", {i % 2 == 1 ? "1" : "0"}},
                       {"field_ints", {std::to_string(i), std::to_string(i + 1)}}};
        if (i == 1)
            user.uuid = "5eab7229-49f9-447e-afa7-eb430c487063";
        if (i == 10)
            user.uuid = "f9552025-67c0-491f-ac89-a92330834e7d";
        world.putUser(std::move(user));
    }
    return world;
}

std::string storedText(const FieldDef& field, const Json& value) {
    if (value.is_boolean())
        return value.get<bool>() ? "1" : "0";
    if (value.is_number_integer())
        return std::to_string(value.get<std::int64_t>());
    const std::string text = value.is_string() ? value.get<std::string>() : std::string();
    return field.type == FieldType::Timestamp ? std::to_string(timestampFrom(text).value_or(0)) : text;
}

void copyFields(const World& world, const Json& attributes, User& user) {
    for (const FieldDef& field : world.schema().fields) {
        if (!attributes.contains(field.name))
            continue;
        user.fields.erase(field.name);
        const Json& value = attributes[field.name];
        const Json list = value.is_array() ? value : value.is_null() ? Json::array() : Json::array({value});
        for (const Json& item : list)
            user.fields[field.name].push_back(storedText(field, item));
    }
}

void copyTexts(const Json& attributes, User& user) {
    const auto seconds = [&](const char* name, std::int64_t& target) {
        if (attributes.contains(name))
            target = timestampFrom(attributes[name].get<std::string>()).value_or(0);
    };
    if (attributes.contains("name"))
        user.name = attributes["name"].get<std::string>();
    if (attributes.contains("mail"))
        user.mail = attributes["mail"].is_null() ? std::nullopt
                                                 : std::optional(attributes["mail"].get<std::string>());
    if (attributes.contains("status"))
        user.status =
            attributes["status"].is_null() ? std::nullopt : std::optional(attributes["status"].get<bool>());
    seconds("created", user.created);
    seconds("changed", user.changed);
}

} // namespace

bool isStrangeField(const std::string& name) {
    return std::ranges::any_of(kStrange, [&](const char* strange) { return name == strange; });
}

World labWorld() {
    return makeWorld(labSchema());
}

World labWorldWithRequiredTel() {
    PortalSchema schema = labSchema();
    std::ranges::find(schema.fields, "field_tel", &FieldDef::name)->required = true;
    return makeWorld(std::move(schema));
}

void putRecorded(World& world, const nlohmann::json& resource) {
    if (!resource.contains("attributes"))
        return; // uid 0
    const Json& attributes = resource["attributes"];
    const std::string uuid = resource["id"].get<std::string>();
    const std::string name = attributes.value("name", attributes.value("display_name", std::string()));
    const User* known = world.userByUuid(uuid);
    if (known == nullptr && attributes.contains("drupal_internal__uid"))
        known = world.user(attributes["drupal_internal__uid"].get<std::uint32_t>());
    if (known == nullptr)
        known = world.userByName(name);
    User user = known == nullptr ? User{.uid = world.nextUid(), .name = "someone"} : *known;
    if (user.uid == 0)
        return;
    world.removeUser(user.uid);
    user.uid = attributes.value("drupal_internal__uid", user.uid);
    user.uuid = uuid;
    copyTexts(attributes, user);
    copyFields(world, attributes, user);
    world.putUser(std::move(user));
}

} // namespace devsync::sandbox::testing
