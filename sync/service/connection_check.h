// SPDX-License-Identifier: Apache-2.0
// What a Probe says about both connections, in the words of the profile: for the window's connection page.
// Pure; holds no secret.
#pragma once

#include "sync/engine/run_view.h"
#include "sync/service/profile.h"

#include <string>

namespace devsync::service {

struct ConnectionCheck {
    std::string address;                                  ///< base address asked
    std::string organization;                             ///< Apigee's; empty for the portal
    std::string user;                                     ///< portal account signed in with; empty for Apigee
    SecretSource::Kind signIn = SecretSource::Kind::None; ///< where its secret comes from
    std::string signInSource; ///< file, variable or program that holds it; empty: in the profile itself
    engine::SideFindings findings;
};

/// `report` of a RunKind::Probe with this profile. A Probe that was stopped has its error on both sides.
core::BothSides<ConnectionCheck> connectionChecks(const Profile& profile, const engine::RunReport& report);

} // namespace devsync::service
