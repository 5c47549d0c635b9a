// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/schema.h"

#include <algorithm>

namespace devsync::sandbox {

namespace {

template <class Items, class Member>
auto findBy(const Items& items, Member member, std::string_view value) -> decltype(&items.front()) {
    const auto it = std::ranges::find(items, value, member);
    return it == items.end() ? nullptr : &*it;
}

std::vector<FieldDef> sandboxFields() {
    return {
        {.name = "first_name", .label = "First Name", .maxLength = 64, .required = true, .base = true},
        {.name = "last_name", .label = "Last Name", .maxLength = 64, .required = true, .base = true},
        {.name = "field_company", .label = "Company"},
        {.name = "field_notes", .type = FieldType::StringLong, .label = "Notes"},
        {.name = "field_billing_email", .type = FieldType::Email, .label = "Billing email"},
        {.name = "field_plan",
         .type = FieldType::ListString,
         .label = "Plan",
         .allowed = {"free", "team", "business"}},
        {.name = "field_interests",
         .type = FieldType::ListString,
         .cardinality = kUnlimited,
         .label = "Interests",
         .allowed = {"payments", "identity", "maps", "messaging", "analytics"}},
        {.name = "field_teams", .cardinality = 3, .label = "Teams"},
    };
}

} // namespace

std::string_view fieldTypeName(FieldType type) {
    switch (type) {
    case FieldType::String:
        return "string";
    case FieldType::StringLong:
        return "string_long";
    case FieldType::Email:
        return "email";
    case FieldType::ListString:
        return "list_string";
    case FieldType::Boolean:
        return "boolean";
    case FieldType::Integer:
        return "integer";
    case FieldType::Timestamp:
        return "timestamp";
    }
    return {};
}

const FieldDef* PortalSchema::field(std::string_view name) const {
    return findBy(fields, &FieldDef::name, name);
}

const Role* PortalSchema::role(std::string_view id) const {
    return findBy(roles, &Role::id, id);
}

const Role* PortalSchema::roleByUuid(std::string_view uuid) const {
    return findBy(roles, &Role::uuid, uuid);
}

PortalSchema sandboxSchema() {
    PortalSchema schema;
    schema.fields = sandboxFields();
    schema.roles = {
        {.id = "administrator", .uuid = "4d9ff890-5f68-48be-b304-0549c24e4fa5", .isAdmin = true},
        {.id = "syncer", .uuid = "c9e92733-2cfc-47c9-a004-91e777ede199", .administersUsers = true},
        {.id = "viewer", .uuid = "e0037e7b-07d1-43be-baf5-c9496d389497", .viewsProfiles = true},
    };
    schema.mapping = {{"company", "field_company"},
                      {"notes", "field_notes"},
                      {"billing_email", "field_billing_email"},
                      {"plan", "field_plan"},
                      {"interests", "field_interests"},
                      {"teams", "field_teams"}};
    return schema;
}

std::string mappingToml(const PortalSchema& schema) {
    std::string out = "first_name = \"" + schema.firstNameField + "\"\nlast_name = \"" + schema.lastNameField
                      + "\"\nattributes = [\n";
    for (const MappedField& line : schema.mapping) {
        const FieldDef* field = schema.field(line.field);
        out += "  { attribute = \"" + line.attribute + "\", field = \"" + line.field + "\", type = \""
               + std::string(fieldTypeName(field->type))
               + "\", cardinality = " + std::to_string(field->cardinality) + ", format = \"csv\" },\n";
    }
    return out + "]\n";
}

} // namespace devsync::sandbox
