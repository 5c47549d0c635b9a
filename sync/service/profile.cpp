// SPDX-License-Identifier: Apache-2.0
#include "sync/service/profile.h"

namespace devsync::service {

namespace {

constexpr const char* kApigeeX = "https://apigee.googleapis.com/v1";
constexpr std::uint32_t kHalfOfApigeeXQuota = 3000; ///< calls a minute (sync-rules 9.6)

std::string withoutTrailingSlash(std::string address) {
    while (!address.empty() && address.back() == '/')
        address.pop_back();
    return address;
}

} // namespace

core::Policy policyOf(const Profile& profile) {
    return profile.policy;
}

core::Identity identityOf(const Profile& profile) {
    return {.edition = profile.apigee.type,
            .endpoint = apigeeBase(profile),
            .organization = profile.apigee.organization,
            .portal = portalBase(profile)};
}

std::string apigeeBase(const Profile& profile) {
    return profile.apigee.endpoint.empty() ? kApigeeX : withoutTrailingSlash(profile.apigee.endpoint);
}

std::string portalBase(const Profile& profile) {
    return withoutTrailingSlash(profile.portal.url);
}

std::uint32_t callsPerMinute(const Profile& profile, core::Side side) {
    if (side == core::Side::Portal)
        return profile.network.portalCallsPerMinute;
    const std::uint32_t calls = profile.network.apigeeCallsPerMinute;
    return calls == 0 ? kHalfOfApigeeXQuota : calls;
}

} // namespace devsync::service
