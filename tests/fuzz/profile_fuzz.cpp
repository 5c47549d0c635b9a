// SPDX-License-Identifier: Apache-2.0
// A profile file. What is accepted is within the documented limits; what is refused says where.
#include "sync/service/profile_read.h"
#include "tests/fuzz/accounts.h"

#include <set>

namespace devsync::fuzz {
namespace {

constexpr const char* kFile = "/etc/devsync/acme.toml";

Broken judgeMapping(const core::Mapping& read) {
    if (read.attributes.size() > core::kMaxMappedAttributes)
        return "more attributes than a mask has bits";
    std::set<std::string> names;
    std::set<std::string> fields{read.firstNameField, read.lastNameField};
    for (const core::MappedAttribute& attribute : read.attributes) {
        if (attribute.attribute.empty() || !names.insert(attribute.attribute).second)
            return "an attribute is mapped twice or has no name";
        if (attribute.field.empty() || !fields.insert(attribute.field).second)
            return "a field is mapped twice or has no name";
        if (attribute.cardinality == 0 || attribute.cardinality < core::kUnlimited)
            return "a field that can hold nothing";
    }
    return nullptr;
}

Broken fuzzOne(std::string_view text) {
    const auto profile = service::parseProfile(text, kFile);
    if (!profile) {
        const Broken broken = judgeError(profile.error());
        return broken == nullptr && !profile.error().where.starts_with(kFile) ? "a refusal without a place"
                                                                              : broken;
    }
    if (profile->name != "acme" || identityOf(*profile).organization.empty())
        return "a profile without a name or an organization";
    if (service::apigeeBase(*profile).empty() || service::portalBase(*profile).empty())
        return "a side without a base address";
    return judgeMapping(profile->policy.mapping);
}

const Target kTarget{"profile", fuzzOne};

} // namespace
} // namespace devsync::fuzz
