// SPDX-License-Identifier: Apache-2.0
// Which profile and which state a command works with: flag, then environment, then file.
#pragma once

#include "app/cli/arguments.h"
#include "sync/service/profile.h"
#include "sync/service/state_access.h"

#include <memory>
#include <string>

namespace devsync::cli {

struct Workplace {
    std::shared_ptr<const service::Profile> profile; ///< never null
    std::string state;                               ///< absolute path

    service::StatePlace place() const { return {state, service::identityOf(*profile)}; }
};

/// The folder of the profile files of this person.
std::string profilesFolder();
/// The file of a profile's name; ProfileInvalid when it is no name.
core::Result<std::string> profileFile(const std::string& name);

core::Result<Workplace> openWorkplace(const GlobalArguments& arguments);

} // namespace devsync::cli
