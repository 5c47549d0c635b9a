// SPDX-License-Identifier: Apache-2.0
// A profile as values: one Apigee organisation, one portal, and the rules between them. Made by
// profile_read.h, immutable afterwards; editing the file changes the next run. Holds no connection.
#pragma once

#include "sync/core/journal.h"
#include "sync/core/policy.h"
#include "sync/service/secret_source.h"

#include <cstdint>
#include <string>

namespace devsync::service {

struct ApigeeProfile {
    std::string type; ///< "x"
    std::string organization;
    std::string endpoint; ///< as written; empty: by type
    SecretSource accessToken;
};

struct PortalProfile {
    std::string url; ///< as written
    std::string user;
    SecretSource password;
};

struct NetworkProfile {
    std::uint32_t apigeeConcurrency = 8;
    std::uint32_t portalConcurrency = 4;
    std::uint32_t apigeeCallsPerMinute = 0; ///< 0: half of the edition's quota
    std::uint32_t portalCallsPerMinute = 0; ///< 0: no limit
    std::uint32_t timeoutSeconds = 30;
    std::string caFile;           ///< absolute; empty = the system's authorities only
    std::string proxy = "system"; ///< "system", "none" or an address with scheme and port
};

struct Profile {
    std::string name;  ///< the file's stem
    std::string file;  ///< absolute
    std::string state; ///< absolute path; empty: by name
    ApigeeProfile apigee;
    PortalProfile portal;
    NetworkProfile network;
    core::Policy policy; ///< [mapping], [sync], [limits], module_push; without command line options
};

core::Policy policyOf(const Profile& profile);
core::Identity identityOf(const Profile& profile);

/// Base addresses without trailing slash: the endpoint, or the one of the type; the portal's url.
std::string apigeeBase(const Profile& profile);
std::string portalBase(const Profile& profile);

/// 0 = no limit.
std::uint32_t callsPerMinute(const Profile& profile, core::Side side);

} // namespace devsync::service
