// SPDX-License-Identifier: Apache-2.0
// The body of POST /sandbox/edit.
#include "sync/sandbox/edit.h"
#include "sync/sandbox/json_reader.h"

#include <nlohmann/json.hpp>

namespace devsync::sandbox {

namespace {

using Json = nlohmann::json;

void readAttributes(JsonReader& read, const Json& json, AccountEdit& edit) {
    if (!json.is_object()) {
        read.fail("set.attributes", "must be an object of NAME: VALUE or null");
        return;
    }
    for (const auto& [name, value] : json.items()) {
        if (value.is_null())
            edit.attributes[name] = std::nullopt;
        else
            edit.attributes[name] = read.text(json, "set.attributes", name.c_str());
    }
}

void readApigeeSet(JsonReader& read, const Json& set, AccountEdit& edit) {
    if (!read.object(
            set, "set",
            {"email", "firstName", "lastName", "userName", "status", "attributes", "lastModifiedAt"}))
        return;
    edit.newEmail = read.text(set, "set", "email");
    edit.firstName = read.text(set, "set", "firstName");
    edit.lastName = read.text(set, "set", "lastName");
    edit.userName = read.text(set, "set", "userName");
    if (const auto status = read.text(set, "set", "status"))
        edit.active = *status == "active";
    edit.stamp = read.number(set, "set", "lastModifiedAt");
    if (const Json* attributes = JsonReader::member(set, "attributes"))
        readAttributes(read, *attributes, edit);
}

void readPortalSet(JsonReader& read, const Json& set, const PortalSchema& schema, AccountEdit& edit) {
    if (!read.object(set, "set", {"name", "mail", "status", "changed", "fields"}))
        return;
    edit.userName = read.text(set, "set", "name");
    edit.newEmail = read.text(set, "set", "mail");
    edit.active = read.boolean(set, "set", "status");
    edit.stamp = read.number(set, "set", "changed");
    const Json* fields = JsonReader::member(set, "fields");
    if (fields == nullptr)
        return;
    if (!fields->is_object()) {
        read.fail("set.fields", "must be an object");
        return;
    }
    for (const auto& [name, value] : fields->items()) {
        const FieldDef* field = schema.field(name);
        if (field == nullptr)
            read.fail("set.fields." + name, "is no field of the portal");
        else
            edit.fields[name] = read.fieldValues(value, "set.fields." + name, field->base);
    }
}

} // namespace

core::Result<AccountEdit> editFromJson(const PortalSchema& schema, std::string_view text) {
    const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    JsonReader read;
    AccountEdit edit;
    if (!read.object(json, "edit", {"side", "email", "set"}))
        return tl::unexpected(read.takeError());
    const std::string side = read.text(json, "edit", "side").value_or("");
    edit.side = side == "portal" ? core::Side::Portal : core::Side::Apigee;
    edit.email = read.text(json, "edit", "email").value_or("");
    if (side != "portal" && side != "apigee")
        read.fail("edit.side", "must be \"apigee\" or \"portal\"");
    const Json* set = JsonReader::member(json, "set");
    if (set == nullptr)
        read.fail("edit.set", "is missing");
    else if (edit.side == core::Side::Apigee)
        readApigeeSet(read, *set, edit);
    else
        readPortalSet(read, *set, schema, edit);
    if (!read.ok())
        return tl::unexpected(read.takeError());
    return edit;
}

} // namespace devsync::sandbox
