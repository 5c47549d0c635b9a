// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/apigee/developer_codec.h"

#include "sync/core/check.h"
#include "sync/core/mutant.h"
#include "sync/protocol/json_document.h"
#include "sync/protocol/portal/attribute_format.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace devsync::protocol::apigee {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kReadOnlyMembers{"apps",           "companies",      "createdAt",        "createdBy",
                                      "lastModifiedAt", "lastModifiedBy", "organizationName", "developerId",
                                      "status"};

/// What becomes of each masked attribute: its new text, or nullopt to remove it.
using Changes = std::map<std::string, std::optional<std::string>, std::less<>>;

core::Result<Changes> attributeChanges(const core::Mapping& mapping, core::FieldMask mask,
                                       const std::vector<core::Value>& values) {
    Changes changes;
    for (std::size_t i = core::kFirstAttribute; i < mapping.fieldCount(); ++i) {
        const auto field = static_cast<core::FieldIndex>(i);
        if (!mask.has(field) || core::mutant(core::kMutantHalfARecord))
            continue;
        std::optional<std::string>& change = changes[mapping.attribute(field).attribute];
        if (values[i].view().isEmpty())
            continue;
        auto text = portal::encodeAttribute(mapping.attribute(field), values[i]);
        if (!text)
            return tl::unexpected(text.error());
        change = std::move(*text);
    }
    return changes;
}

/// In the order of the reading, new ones behind. Of a masked attribute that occurs twice the first stays.
Json mergedAttributes(const Json* old, Changes changes) {
    Json merged = Json::array();
    std::vector<std::string> done;
    if (old != nullptr && old->is_array() && !core::mutant(core::kMutantUnmanagedDropped)) {
        for (const Json& item : *old) {
            const auto change = changes.find(textMember(item, "name"));
            if (change == changes.end()) {
                merged.push_back(item);
                continue;
            }
            const bool first = std::ranges::find(done, change->first) == done.end();
            done.push_back(change->first);
            if (first && change->second) {
                merged.push_back(item);
                merged.back()["value"] = *change->second;
            }
        }
    }
    for (const auto& [name, text] : changes)
        if (text && std::ranges::find(done, name) == done.end())
            merged.push_back({{"name", name}, {"value", *text}});
    return merged;
}

core::Result<void> setName(Json& developer, const char* key, std::string_view field, core::ValueView value) {
    if (value.state != core::ValueState::Present)
        return core::fail(core::ErrorKind::ValueRefused, "Apigee requires a first and a last name",
                          std::string(field));
    developer[key] = value.single();
    return {};
}

core::Result<void> withinAttributeLimit(const Json& attributes) {
    if (attributes.size() <= core::kApigeeAttributeLimit)
        return {};
    return core::fail(core::ErrorKind::ValueRefused,
                      "The developer would have " + std::to_string(attributes.size())
                          + " attributes, Apigee allows " + std::to_string(core::kApigeeAttributeLimit),
                      "attributes");
}

} // namespace

std::string createBody(const core::Mapping& mapping, const NewAccount& account) {
    DEVSYNC_CHECK(account.fields.size() == mapping.fieldCount());
    Json attributes = Json::array();
    for (std::size_t i = core::kFirstAttribute; i < mapping.fieldCount(); ++i) {
        const core::MappedAttribute& attribute = mapping.attribute(static_cast<core::FieldIndex>(i));
        if (account.fields[i].view().isEmpty())
            continue;
        if (const auto text = portal::encodeAttribute(attribute, account.fields[i]))
            attributes.push_back({{"name", attribute.attribute}, {"value", *text}});
    }
    Json developer = Json::object();
    developer["email"] = account.email;
    developer["firstName"] = account.fields[core::kFirstName].view().single();
    developer["lastName"] = account.fields[core::kLastName].view().single();
    developer["userName"] = account.userName;
    developer["attributes"] = std::move(attributes);
    return jsonText(developer);
}

core::Result<std::string> updateBody(const core::Mapping& mapping, const std::string& base,
                                     core::FieldMask mask, const std::vector<core::Value>& values) {
    DEVSYNC_CHECK(values.size() == mapping.fieldCount());
    auto developer = parseJson(base);
    if (!developer)
        return tl::unexpected(developer.error());
    if (!developer->is_object())
        return core::fail(core::ErrorKind::AnswerUnexpected, "The developer as read is not a JSON object");
    auto changes = attributeChanges(mapping, mask, values);
    if (!changes)
        return tl::unexpected(changes.error());
    Json attributes = mergedAttributes(member(*developer, "attributes"), std::move(*changes));
    if (const auto fits = withinAttributeLimit(attributes); !fits)
        return tl::unexpected(fits.error());
    for (const char* name : kReadOnlyMembers)
        developer->erase(name);
    (*developer)["attributes"] = std::move(attributes);
    for (const auto& [field, key] :
         {std::pair{core::kFirstName, "firstName"}, std::pair{core::kLastName, "lastName"}}) {
        if (!mask.has(field))
            continue;
        if (const auto set = setName(*developer, key, mapping.fieldName(field), values[field]); !set)
            return tl::unexpected(set.error());
    }
    return jsonText(*developer);
}

} // namespace devsync::protocol::apigee
