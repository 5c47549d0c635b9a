// SPDX-License-Identifier: Apache-2.0
// Which profile and which state are meant: flag before environment before file. Pure: nothing is read.
#pragma once

#include "sync/core/error.h"

#include <map>
#include <optional>
#include <string>

namespace devsync::service {

/// As given; nullopt or empty = not given.
struct ProfileFlags {
    std::optional<std::string> profile; ///< --profile NAME
    std::optional<std::string> config;  ///< --config FILE
    std::optional<std::string> state;   ///< --state PATH
};

/// Variables by name; HOME, XDG_CONFIG_HOME, XDG_STATE_HOME, DEVSYNC_PROFILE, DEVSYNC_CONFIG, DEVSYNC_STATE
/// count.
using Environment = std::map<std::string, std::string, std::less<>>;

/// $XDG_CONFIG_HOME/devsync/profiles, or below ~/.config. An XDG folder that is not absolute does not count.
std::string profileFolder(const Environment& environment);

/// The profile's file. Usage when both flags are given, ProfileMissing when nothing names one, ProfileInvalid
/// when a name is no file name.
core::Result<std::string> profileFileOf(const ProfileFlags& flags, const Environment& environment);

/// The state's file. `name` and `fromFile` are the profile's name and `state`. NotInThisVersion for
/// postgresql://.
core::Result<std::string> stateFileOf(const ProfileFlags& flags, const Environment& environment,
                                      const std::string& name, const std::string& fromFile);

/// "acme" of "/etc/devsync/acme.toml".
std::string profileNameOf(const std::string& file);

} // namespace devsync::service
