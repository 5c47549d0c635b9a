// SPDX-License-Identifier: Apache-2.0
// Profile files as a person keeps them: listed, made, removed. Blocks the calling thread. Never reads a
// secret.
#pragma once

#include "sync/service/profile.h"

#include <string>
#include <utility>
#include <vector>

namespace devsync::service {

/// One place of a secret; exactly one member is set.
struct SecretPlace {
    std::string file;
    std::string variable;
    std::vector<std::string> command;

    bool isGiven() const { return !file.empty() || !variable.empty() || !command.empty(); }
};

/// What a first profile needs; everything else has its default.
struct NewProfile {
    std::string organization;
    std::string endpoint; ///< empty: by type
    SecretPlace token;
    std::string portalUrl;
    std::string portalUser;
    SecretPlace password;
    std::string modulePush = "auto";
    std::vector<std::pair<std::string, std::string>> attributes; ///< attribute, portal field
};

/// The text of its file: valid TOML, with a comment where a person decides.
std::string profileText(const NewProfile& profile);

/// Writes a new file (0600, folders 0700) after reading `text` as a profile. Errors: Usage when the file is
/// there already or cannot be written; those of parseProfile.
core::Result<void> addProfile(const std::string& file, const std::string& text);

/// Usage when it cannot be removed, ProfileMissing when it is not there. The state stays.
core::Result<void> removeProfile(const std::string& file);

struct ListedProfile {
    std::string name;
    std::string file;
    core::Result<Profile> profile; ///< or why it cannot be used
};
/// By name; empty when the folder is not there.
std::vector<ListedProfile> listProfiles(const std::string& folder);

/// Keys and values as the profile's file has them, in its order; secrets by their place.
std::vector<std::pair<std::string, std::string>> describeProfile(const Profile& profile);

} // namespace devsync::service
