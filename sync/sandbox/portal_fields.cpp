// SPDX-License-Identifier: Apache-2.0
// One configurable field of a submission: coercion and constraints by type.
#include "sync/sandbox/portal_submission.h"

#include "sync/sandbox/text.h"
#include "sync/sandbox/times.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace devsync::sandbox {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kPrimitive = "This value should be of the correct primitive type.";

std::vector<Json> itemsOf(const Json& value) {
    if (value.is_null())
        return {};
    if (value.is_array())
        return value.get<std::vector<Json>>();
    return {value};
}

const Json& bare(const Json& item) {
    return item.is_object() && item.contains("value") ? item["value"] : item;
}

/// One item as the field stores it; nothing = not of the field's primitive type.
std::optional<std::string> stored(const FieldDef& field, const Json& item) {
    const bool isText = item.is_string();
    const std::string text = isText ? item.get<std::string>() : std::string();
    switch (field.type) {
    case FieldType::Boolean:
        if (item.is_boolean())
            return item.get<bool>() ? "1" : "0";
        if (item == 0 || item == 1)
            return std::to_string(item.get<int>());
        return text == "0" || text == "1" ? std::optional(text) : std::nullopt;
    case FieldType::Integer:
        if (item.is_number_integer())
            return std::to_string(item.get<std::int64_t>());
        return wholeNumber(text) ? std::optional(text) : std::nullopt;
    case FieldType::Timestamp:
        if (item.is_number_integer())
            return std::to_string(item.get<std::int64_t>());
        return std::to_string(timestampFrom(text).value_or(0)); // its form was checked before
    default:
        if (item.is_number_integer())
            return std::to_string(item.get<std::int64_t>());
        return isText ? std::optional(text) : std::nullopt;
    }
}

class FieldCheck {
public:
    FieldCheck(const FieldDef& field, std::vector<PortalError>& violations)
        : m_field(field), m_violations(violations) {}

    void wholeField(const std::string& text) {
        m_violations.push_back({.detail = m_field.name + ": " + text, .pointer = pointer()});
    }

    void item(std::size_t index, std::string_view text) {
        const std::string at = std::to_string(index);
        const std::string where = m_field.cardinality == 1 ? "" : '/' + at;
        m_violations.push_back({.detail = m_field.name + '.' + at + ".value: " + std::string(text),
                                .pointer = pointer() + where + "/value"});
    }

    void choice(std::size_t index) {
        const std::string at = std::to_string(index);
        m_violations.push_back(
            {.detail = m_field.name + '.' + at + ": The value you selected is not a valid choice.",
             .pointer = pointer() + '/' + at});
    }

private:
    std::string pointer() const { return "/data/attributes/" + m_field.name; }

    const FieldDef& m_field;
    std::vector<PortalError>& m_violations;
};

void checkInteger(const FieldDef& field, const std::string& value, std::size_t index, FieldCheck& check) {
    const std::int64_t number = wholeNumber(value).value_or(0);
    if (field.maximum && number > *field.maximum)
        check.item(index, field.label + ": the value may be no greater than " + std::to_string(*field.maximum)
                              + '.');
    if (field.minimum && number < *field.minimum)
        check.item(index,
                   field.label + ": the value may be no less than " + std::to_string(*field.minimum) + '.');
}

void checkItem(const FieldDef& field, const std::string& value, std::size_t index, FieldCheck& check) {
    if (field.type == FieldType::String && codePoints(value) > field.maxLength)
        check.item(index, field.label + ": may not be longer than " + std::to_string(field.maxLength)
                              + " characters.");
    if (field.type == FieldType::Email && !isMailAddress(value))
        check.item(index, "This value is not a valid email address.");
    if (field.type == FieldType::ListString && !field.allowed.empty()
        && std::ranges::find(field.allowed, value) == field.allowed.end())
        check.choice(index);
    if (field.type == FieldType::Integer)
        checkInteger(field, value, index, check);
}

/// An integer field with limits says so once for each of them before it names the type.
void refuseType(const FieldDef& field, std::size_t index, FieldCheck& check) {
    for (const auto& limit : {field.minimum, field.maximum}) {
        if (limit)
            check.item(index, "This value should be a valid number.");
    }
    check.item(index, kPrimitive);
}

} // namespace

void applyField(const FieldDef& field, const nlohmann::json& value, User& draft,
                std::vector<PortalError>& violations) {
    FieldCheck check(field, violations);
    const std::size_t before = violations.size();
    std::vector<std::string> values;
    const std::vector<Json> items = itemsOf(value);
    if (field.cardinality != kUnlimited && items.size() > static_cast<std::size_t>(field.cardinality))
        check.wholeField(field.label + ": this field cannot hold more than "
                         + std::to_string(field.cardinality) + " values.");
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto text = stored(field, bare(items[i]));
        if (!text) {
            refuseType(field, i, check);
        } else if (!text->empty()) {
            checkItem(field, *text, i, check);
            values.push_back(*text);
        }
    }
    if (values.empty() && field.required)
        check.wholeField("This value should not be null.");
    if (violations.size() != before)
        return;
    if (values.empty())
        draft.fields.erase(field.name);
    else
        draft.fields[field.name] = std::move(values);
}

} // namespace devsync::sandbox
