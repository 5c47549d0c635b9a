// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/json_reader.h"

#include "sync/sandbox/text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace devsync::sandbox {

void JsonReader::fail(const std::string& where, const std::string& detail) {
    if (!m_error)
        m_error = core::Error{.kind = core::ErrorKind::Usage, .detail = detail, .where = where};
}

bool JsonReader::object(const Json& json, const std::string& where,
                        std::initializer_list<std::string_view> members) {
    if (!json.is_object()) {
        fail(where, "must be an object");
        return false;
    }
    for (const auto& [name, value] : json.items()) {
        if (std::ranges::find(members, name) == members.end())
            fail(where + '.' + name, "is no known member");
    }
    return ok();
}

const nlohmann::json* JsonReader::member(const Json& json, const char* name) {
    const auto it = json.find(name);
    return it == json.end() ? nullptr : &*it;
}

std::optional<std::string> JsonReader::text(const Json& json, const std::string& where, const char* name) {
    const Json* value = member(json, name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string()) {
        fail(where + '.' + name, "must be text");
        return std::nullopt;
    }
    return value->get<std::string>();
}

std::optional<std::int64_t> JsonReader::number(const Json& json, const std::string& where, const char* name) {
    const Json* value = member(json, name);
    if (value == nullptr)
        return std::nullopt;
    if (value->is_number_integer())
        return value->get<std::int64_t>();
    const auto parsed = value->is_string() ? wholeNumber(value->get_ref<const std::string&>()) : std::nullopt;
    if (!parsed)
        fail(where + '.' + name, "must be a whole number");
    return parsed;
}

std::optional<bool> JsonReader::boolean(const Json& json, const std::string& where, const char* name) {
    const Json* value = member(json, name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_boolean()) {
        fail(where + '.' + name, "must be true or false");
        return std::nullopt;
    }
    return value->get<bool>();
}

std::vector<std::string> JsonReader::texts(const Json& json, const std::string& where) {
    std::vector<std::string> out;
    if (!json.is_array() || std::ranges::any_of(json, [](const Json& item) { return !item.is_string(); })) {
        fail(where, "must be a list of texts");
        return out;
    }
    for (const Json& item : json)
        out.push_back(item.get<std::string>());
    return out;
}

std::vector<std::string> JsonReader::fieldValues(const Json& json, const std::string& where, bool isBase) {
    if (!isBase)
        return texts(json, where);
    if (!json.is_string())
        fail(where, "must be text");
    const std::string value = json.is_string() ? json.get<std::string>() : std::string();
    return value.empty() ? std::vector<std::string>() : std::vector<std::string>{value};
}

} // namespace devsync::sandbox
