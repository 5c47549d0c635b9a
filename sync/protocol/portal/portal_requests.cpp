// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/portal/portal_requests.h"

#include "sync/core/listing.h"
#include "sync/protocol/percent.h"

namespace devsync::protocol::portal {

namespace {

constexpr std::string_view kUid = "drupal_internal__uid";

void addQuery(std::string& target, std::string_view name, std::string_view value) {
    target += target.find('?') == std::string::npos ? '?' : '&';
    target += percentEncoded(name) + "=" + percentEncoded(value);
}

/// Sparse, because with all fields the module asks Apigee about every listed user (facts 5.7).
void addFields(std::string& target, const core::Mapping& mapping) {
    std::string fields = std::string(kUid) + ",name,mail,status,changed," + mapping.firstNameField + ","
                         + mapping.lastNameField;
    for (const core::MappedAttribute& attribute : mapping.attributes)
        fields += "," + attribute.field;
    addQuery(target, "fields[user--user]", fields);
}

void addUidCondition(std::string& target, std::string_view name, std::string_view comparison,
                     std::uint32_t uid) {
    const std::string prefix = "filter[" + std::string(name) + "][condition]";
    addQuery(target, prefix + "[path]", kUid);
    addQuery(target, prefix + "[operator]", comparison);
    addQuery(target, prefix + "[value]", std::to_string(uid));
}

} // namespace

std::string rangeTarget(const core::Mapping& mapping, std::uint32_t low, std::uint32_t high) {
    std::string target = kUsersTarget;
    addUidCondition(target, "low", ">", low);
    if (high != core::UidRange::kOpenEnd)
        addUidCondition(target, "high", "<=", high);
    addQuery(target, "sort", kUid);
    addQuery(target, "page[limit]", "50");
    addFields(target, mapping);
    return target;
}

std::string highestTarget() {
    std::string target = kUsersTarget;
    addQuery(target, "sort", "-" + std::string(kUid));
    addQuery(target, "page[limit]", "1");
    addQuery(target, "fields[user--user]", std::string(kUid) + ",mail");
    return target;
}

std::string userTarget(std::string_view uuid) {
    return std::string(kUsersTarget) + "/" + percentEncoded(uuid);
}

std::string userWithFieldsTarget(const core::Mapping& mapping, std::string_view uuid) {
    std::string target = userTarget(uuid);
    addFields(target, mapping);
    return target;
}

std::string mailTarget(const core::Mapping& mapping, std::string_view email) {
    std::string target = kUsersTarget;
    addQuery(target, "filter[mail]", email);
    addFields(target, mapping);
    return target;
}

HttpRequest apiRequest(Method method, std::string target) {
    return {.method = method, .target = std::move(target), .headers = {{"Accept", kApiMediaType}}};
}

} // namespace devsync::protocol::portal
