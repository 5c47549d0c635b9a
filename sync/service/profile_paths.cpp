// SPDX-License-Identifier: Apache-2.0
#include "sync/service/profile_paths.h"

#include <string_view>

namespace devsync::service {

namespace {

std::string variable(const Environment& environment, std::string_view name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
}

std::string given(const std::optional<std::string>& flag) {
    return flag.value_or(std::string());
}

std::string xdgFolder(const Environment& environment, std::string_view name, const char* below) {
    const std::string folder = variable(environment, name);
    if (!folder.empty() && folder.front() == '/')
        return folder + "/devsync";
    return variable(environment, "HOME") + below + "/devsync";
}

core::Result<std::string> fileOfName(const std::string& name, const Environment& environment) {
    if (name.find('/') != std::string::npos || name.front() == '.')
        return core::fail(core::ErrorKind::ProfileInvalid,
                          "\"" + name + "\" is no profile name; give a file with --config");
    return profileFolder(environment) + "/" + name + ".toml";
}

} // namespace

std::string profileFolder(const Environment& environment) {
    return xdgFolder(environment, "XDG_CONFIG_HOME", "/.config") + "/profiles";
}

core::Result<std::string> profileFileOf(const ProfileFlags& flags, const Environment& environment) {
    const std::string config = given(flags.config);
    const std::string profile = given(flags.profile);
    if (!config.empty() && !profile.empty())
        return core::fail(core::ErrorKind::Usage, "--profile and --config exclude each other");
    if (!config.empty())
        return config;
    if (!profile.empty())
        return fileOfName(profile, environment);
    if (const std::string file = variable(environment, "DEVSYNC_CONFIG"); !file.empty())
        return file;
    if (const std::string name = variable(environment, "DEVSYNC_PROFILE"); !name.empty())
        return fileOfName(name, environment);
    return core::fail(core::ErrorKind::ProfileMissing, "none was named");
}

core::Result<std::string> stateFileOf(const ProfileFlags& flags, const Environment& environment,
                                      const std::string& name, const std::string& fromFile) {
    std::string state = given(flags.state);
    if (state.empty())
        state = variable(environment, "DEVSYNC_STATE");
    if (state.empty())
        state = fromFile;
    if (state.rfind("postgresql://", 0) == 0)
        return core::fail(core::ErrorKind::NotInThisVersion, "a state in PostgreSQL", "state");
    if (!state.empty())
        return state;
    return xdgFolder(environment, "XDG_STATE_HOME", "/.local/state") + "/" + name + ".db";
}

std::string profileNameOf(const std::string& file) {
    const std::string last = file.substr(file.find_last_of('/') + 1);
    constexpr std::string_view kEnding = ".toml";
    const bool ends = last.size() > kEnding.size()
                      && last.compare(last.size() - kEnding.size(), kEnding.size(), kEnding) == 0;
    return ends ? last.substr(0, last.size() - kEnding.size()) : last;
}

} // namespace devsync::service
