// SPDX-License-Identifier: Apache-2.0
// Profiles as documents and for a terminal. Holds no secret: callers give places, not values. Pure.
#pragma once

#include "sync/core/error.h"
#include "sync/report/json_text.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace devsync::report {

struct ProfileLine {
    std::string name;
    std::string file;
    std::string organization{};
    std::string portal{};
    std::optional<core::Error> error{}; ///< why it cannot be used
};

/// `{"schema":1,"kind":"profiles","profiles":[{"name","file","organization","portal","error"}]}`
void writeProfilesDocument(const std::vector<ProfileLine>& profiles, const Sink& sink);
std::string profilesText(const std::vector<ProfileLine>& profiles);

using ProfileSettings = std::vector<std::pair<std::string, std::string>>;

/// `{"schema":1,"kind":"profile","name","file","settings":[{"key","value"}]}`
void writeProfileDocument(const std::string& name, const std::string& file, const ProfileSettings& settings,
                          const Sink& sink);
std::string profileText(const std::string& file, const ProfileSettings& settings);

} // namespace devsync::report
