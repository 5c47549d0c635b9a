// SPDX-License-Identifier: Apache-2.0
// Which profile and which state a program works with: flag, then environment, then file. Reads the profile;
// blocks the calling thread for that.
#pragma once

#include "sync/service/profile.h"
#include "sync/service/profile_paths.h"
#include "sync/service/state_access.h"

#include <memory>
#include <string>

namespace devsync::service {

struct Workplace {
    std::shared_ptr<const Profile> profile; ///< never null
    std::string state;                      ///< absolute path

    StatePlace place() const { return {state, identityOf(*profile)}; }
};

/// Of this process.
Environment processEnvironment();

/// The folder of the profile files of this person.
std::string profilesFolder();
/// The file of a profile's name; ProfileInvalid when it is no name.
core::Result<std::string> profileFile(const std::string& name);

core::Result<Workplace> openWorkplace(const ProfileFlags& flags);

} // namespace devsync::service
