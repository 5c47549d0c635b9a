// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/apigee_body.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace devsync::sandbox {

namespace {

using Json = nlohmann::json;

/// Members of a developer that a client may send back without effect.
constexpr std::array kIgnored{
    std::string_view("accessType"),     std::string_view("appFamily"),        std::string_view("apps"),
    std::string_view("companies"),      std::string_view("createdAt"),        std::string_view("developerId"),
    std::string_view("lastModifiedAt"), std::string_view("organizationName"), std::string_view("status")};

tl::unexpected<Reply> refuse(const std::string& message) {
    return tl::unexpected(apigeeError({.message = message, .fieldViolation = message}));
}

Parsed<Json> parseObject(const Exchange& exchange) {
    // A charset parameter is refused with this unspecific text (recorded in 2019, never changed since).
    if (exchange.request.contentType != "application/json")
        return tl::unexpected(apigeeError({.message = "Request contains an invalid argument."}));
    Json json = Json::parse(exchange.request.body, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded())
        return refuse("Invalid JSON payload received. Unexpected end of string. Expected a value.");
    if (!json.is_object())
        return refuse("Invalid JSON payload received. Unknown name \"\": Root element must be a message.");
    return json;
}

tl::unexpected<Reply> unknownName(const std::string& name, const std::string& where) {
    return refuse("Invalid JSON payload received. Unknown name \"" + name + "\"" + where
                  + ": Cannot find field.");
}

Parsed<Attribute> attributeFrom(const Json& json, const std::string& where) {
    Attribute attribute;
    if (!json.is_object())
        return refuse("Invalid value at '" + where + "'");
    for (const auto& [name, value] : json.items()) {
        if (name != "name" && name != "value")
            return unknownName(name, " at '" + where + "'");
        if (!value.is_string() && !value.is_null())
            return refuse("Invalid value at '" + where + "." + name + "' (TYPE_STRING)");
        if (value.is_string())
            (name == "name" ? attribute.name : attribute.value) = value.get_ref<const std::string&>();
    }
    return attribute;
}

Parsed<std::vector<Attribute>> attributesFrom(const Json& json, const std::string& member) {
    if (!json.is_array() && !json.is_null())
        return refuse("Invalid value at '" + member + "'");
    std::vector<Attribute> attributes;
    for (std::size_t i = 0; i < json.size(); ++i) {
        auto attribute = attributeFrom(json[i], member + '[' + std::to_string(i) + ']');
        if (!attribute)
            return tl::unexpected(std::move(attribute.error()));
        attributes.push_back(std::move(*attribute));
    }
    return attributes;
}

std::string* textMember(DeveloperBody& body, std::string_view name) {
    if (name == "email")
        return &body.email;
    if (name == "firstName")
        return &body.firstName;
    if (name == "lastName")
        return &body.lastName;
    return name == "userName" ? &body.userName : nullptr;
}

} // namespace

Parsed<DeveloperBody> parseDeveloper(const Exchange& exchange) {
    auto json = parseObject(exchange);
    if (!json)
        return tl::unexpected(std::move(json.error()));
    DeveloperBody body;
    for (const auto& [name, value] : json->items()) {
        if (std::string* text = textMember(body, name)) {
            if (!value.is_string() && !value.is_null())
                return refuse("Invalid value at 'developer." + name + "' (TYPE_STRING), " + value.dump());
            if (value.is_string())
                *text = value.get_ref<const std::string&>();
        } else if (name == "attributes") {
            auto attributes = attributesFrom(value, "developer.attributes");
            if (!attributes)
                return tl::unexpected(std::move(attributes.error()));
            body.attributes = std::move(*attributes);
        } else if (std::ranges::find(kIgnored, name) == kIgnored.end()) {
            return unknownName(name, " at 'developer'");
        }
    }
    return body;
}

Parsed<std::vector<Attribute>> parseAttributeList(const Exchange& exchange) {
    auto json = parseObject(exchange);
    if (!json)
        return tl::unexpected(std::move(json.error()));
    for (const auto& [name, value] : json->items()) {
        if (name != "attribute")
            return unknownName(name, "");
    }
    return attributesFrom(json->value("attribute", Json::array()), "attribute");
}

Parsed<Attribute> parseAttribute(const Exchange& exchange) {
    auto json = parseObject(exchange);
    if (!json)
        return tl::unexpected(std::move(json.error()));
    return attributeFrom(*json, "attribute");
}

} // namespace devsync::sandbox
