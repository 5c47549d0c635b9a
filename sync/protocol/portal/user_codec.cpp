// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/portal/user_codec.h"

#include "sync/core/check.h"
#include "sync/core/time_text.h"
#include "sync/protocol/answer.h"
#include "sync/protocol/json_document.h"
#include "sync/protocol/portal/attribute_format.h"
#include "sync/protocol/portal/csv_format.h"
#include "sync/protocol/portal/portal_requests.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace devsync::protocol::portal {

namespace {

using core::ErrorKind;
using Json = nlohmann::ordered_json;

const std::string& fieldNameOf(const core::Mapping& mapping, core::FieldIndex field) {
    if (field == core::kFirstName)
        return mapping.firstNameField;
    return field == core::kLastName ? mapping.lastNameField : mapping.attribute(field).field;
}

int cardinalityOf(const core::Mapping& mapping, core::FieldIndex field) {
    return field < core::kFirstAttribute ? 1 : mapping.attribute(field).cardinality;
}

/// Null, a text or a list of texts. nullopt: something else.
std::optional<core::Value> readValue(const Json& value) {
    std::vector<std::string> items;
    const auto take = [&items](const Json& item) {
        const auto* text = item.get_ptr<const std::string*>();
        if (text != nullptr && !text->empty())
            items.push_back(*text);
        return text != nullptr && text->size() <= kMaxValueBytes;
    };
    if (value.is_array()) {
        for (const Json& item : value)
            if (!item.is_null() && !take(item))
                return std::nullopt;
    } else if (!value.is_null() && !take(value)) {
        return std::nullopt;
    }
    return core::Value::of(items);
}

core::Value asCarried(const core::MappedAttribute& attribute, core::Value value) {
    if (value.view().isEmpty() || encodeAttribute(attribute, value))
        return value;
    return core::Value::undecodable(encodeCsv(value.view().items()));
}

core::Result<core::Value> readField(const core::Mapping& mapping, const Json& attributes,
                                    core::FieldIndex field) {
    const std::string& name = fieldNameOf(mapping, field);
    const Json* found = member(attributes, name.c_str());
    if (found == nullptr)
        return core::fail(ErrorKind::FieldMissing,
                          "The portal's users have no field " + name + ", or it may not be seen", name);
    auto value = readValue(*found);
    if (!value)
        return core::fail(ErrorKind::AnswerUnexpected, "The field " + name + " does not hold text", name);
    return field < core::kFirstAttribute ? std::move(*value)
                                         : asCarried(mapping.attribute(field), std::move(*value));
}

core::Result<std::int64_t> readChanged(const Json& attributes) {
    const std::string_view text = textMember(attributes, "changed");
    return text.empty() ? core::Result<std::int64_t>(0) : core::parseRfc3339(text);
}

bool isTrue(const Json* value) {
    const auto* flag = value == nullptr ? nullptr : value->get_ptr<const bool*>();
    return flag != nullptr && *flag;
}

/// The value as the field takes it: one text or null, or a list.
core::Result<Json> fieldJson(const core::Mapping& mapping, core::FieldIndex field, core::ValueView value) {
    const int cardinality = cardinalityOf(mapping, field);
    const std::string& name = fieldNameOf(mapping, field);
    if (value.state == core::ValueState::Undecodable || value.state == core::ValueState::Duplicate)
        return core::fail(ErrorKind::ValueRefused, "The value for " + name + " is not understood", name);
    const std::vector<std::string_view> items = value.items();
    if (cardinality != core::kUnlimited && items.size() > static_cast<std::size_t>(cardinality))
        return core::fail(ErrorKind::ValueRefused,
                          "The field " + name + " holds " + std::to_string(cardinality) + " values, not "
                              + std::to_string(items.size()),
                          name);
    if (cardinality == 1)
        return items.empty() ? Json(nullptr) : Json(items.front());
    Json list = Json::array();
    for (const std::string_view item : items)
        list.push_back(item);
    return list;
}

std::string documentText(std::string_view uuid, Json attributes) {
    Json data = Json::object();
    data["type"] = "user--user";
    data["id"] = uuid;
    data["attributes"] = std::move(attributes);
    Json document = Json::object();
    document["data"] = std::move(data);
    return jsonText(document);
}

} // namespace

std::optional<std::uint32_t> uidOf(const Json& resource) {
    const Json* found = member(resource, "attributes", "drupal_internal__uid");
    const auto* uid = found == nullptr ? nullptr : found->get_ptr<const Json::number_unsigned_t*>();
    if (uid == nullptr || *uid >= std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return static_cast<std::uint32_t>(*uid);
}

core::Result<core::Account> readUser(const core::Mapping& mapping, const Json& resource) {
    const auto uid = uidOf(resource);
    const Json* attributes = member(resource, "attributes");
    const Json* mail = attributes == nullptr ? nullptr : member(*attributes, "mail");
    core::Account user;
    user.id = textMember(resource, "id");
    if (!uid || mail == nullptr)
        return core::fail(ErrorKind::MailHidden, "The portal does not show the e-mail address of user "
                                                     + (uid ? std::to_string(*uid) : serverWords(user.id)));
    if (user.id.empty() || (!mail->is_null() && !mail->is_string()))
        return core::fail(ErrorKind::AnswerUnexpected, "The answer is no user as JSON:API gives it");
    user.uid = *uid;
    user.email = textMember(*attributes, "mail");
    user.userName = textMember(*attributes, "name");
    user.status = isTrue(member(*attributes, "status")) ? core::Status::Active : core::Status::Inactive;
    const auto changed = readChanged(*attributes);
    if (!changed)
        return tl::unexpected(changed.error());
    user.changedRaw = *changed;
    for (std::size_t field = 0; field < mapping.fieldCount(); ++field) {
        auto value = readField(mapping, *attributes, static_cast<core::FieldIndex>(field));
        if (!value)
            return tl::unexpected(value.error());
        user.fields.push_back(std::move(*value));
    }
    return user;
}

HttpRequest createRequest(const core::Mapping& mapping, const NewAccount& account) {
    DEVSYNC_CHECK(account.fields.size() == mapping.fieldCount());
    Json attributes = Json::object();
    attributes["name"] = account.userName;
    attributes["mail"] = account.email;
    attributes["status"] = account.status == core::Status::Active;
    for (std::size_t i = 0; i < mapping.fieldCount(); ++i) {
        const auto field = static_cast<core::FieldIndex>(i);
        if (account.fields[i].view().isEmpty())
            continue;
        if (auto value = fieldJson(mapping, field, account.fields[i]))
            attributes[fieldNameOf(mapping, field)] = std::move(*value);
    }
    attributes["pass"] = "";
    HttpRequest request = apiRequest(Method::Post, kUsersTarget);
    request.contentType = kApiMediaType;
    request.body = documentText(account.uuid, std::move(attributes));
    static constexpr std::string_view kEnd = "\"pass\":\"\"}}}";
    DEVSYNC_CHECK(request.body.ends_with(kEnd));
    request.bodySlots = {{request.body.size() - 4, SecretId::GeneratedPassword}};
    return request;
}

core::Result<HttpRequest> updateRequest(const core::Mapping& mapping, const core::Account& user,
                                        core::FieldMask mask, const std::vector<core::Value>& values) {
    DEVSYNC_CHECK(values.size() == mapping.fieldCount());
    Json attributes = Json::object();
    for (std::size_t i = 0; i < mapping.fieldCount(); ++i) {
        const auto field = static_cast<core::FieldIndex>(i);
        if (!mask.has(field))
            continue;
        auto value = fieldJson(mapping, field, values[i]);
        if (!value)
            return tl::unexpected(value.error());
        attributes[fieldNameOf(mapping, field)] = std::move(*value);
    }
    HttpRequest request = apiRequest(Method::Patch, userTarget(user.id));
    request.contentType = kApiMediaType;
    request.body = documentText(user.id, std::move(attributes));
    return request;
}

} // namespace devsync::protocol::portal
