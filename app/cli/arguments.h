// SPDX-License-Identifier: Apache-2.0
// The command line as values. Parsed once, completely, before anything is opened; what a later version will
// know is refused as unknown. Only arguments.cpp knows the parser library.
#pragma once

#include "sync/core/error.h"
#include "sync/core/policy.h"
#include "sync/log/logger.h"
#include "sync/service/profile_storage.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace devsync::cli {

enum class Command : std::uint8_t {
    None,
    Demo,
    Check,
    Plan,
    Apply,
    Sync,
    RunsList,
    RunsShow,
    RunsResume,
    RunsDiscard,
    BaselineShow,
    BaselineForget,
    Export,
    ProfileList,
    ProfileShow,
    ProfileAdd,
    ProfileRemove,
    Sandbox
};
enum class Format : std::uint8_t { Text, Json, JsonLines };
enum class ExportFormat : std::uint8_t { Text, Csv, Json, JsonLines };
enum class ProgressMode : std::uint8_t { Auto, Bar, Plain, Json, None };
enum class ColourMode : std::uint8_t { Auto, Always, Never };

/// Before or after the command's name.
struct GlobalArguments {
    std::optional<std::string> profile, config, state;
    bool quiet = false;
    int verbosity = 0; ///< 0, 1 (-v), 2 (-vv)
    std::string logFile;
    log::LineFormat logFormat = log::LineFormat::Text;
    ColourMode colour = ColourMode::Auto;
    ProgressMode progress = ProgressMode::Auto;
    bool yes = false;
    bool noInput = false;
};

/// check, plan, apply, sync
struct RunArguments {
    bool detailedExitCode = false;
    bool all = false; ///< rows that are the same or excluded, too
    bool dryRun = false;
    std::optional<core::Direction> direction;
    core::OnlyKind only = core::OnlyKind::Both;
    std::uint64_t confirm = 0;   ///< 0 = not given
    std::uint32_t limitRows = 0; ///< 0 = not given
    std::string planFile;        ///< to write (plan) or to execute (apply); empty = none
};

struct SandboxArguments {
    std::uint16_t apigeePort = 0;
    std::uint16_t portalPort = 0;
    std::string dialect = "x";
    std::uint32_t developers = 200;
    std::string mix = "peer";
    std::string worldFile;
    std::uint64_t seed = 1;
    std::uint32_t latencyMs = 0;
    std::vector<std::string> faults; ///< JSON
    bool modulePush = false;
    std::int64_t apigeeClock = 0; ///< seconds ahead
    std::int64_t portalClock = 0;
    std::string profileOut;
};

struct Arguments {
    Command command = Command::None;
    Format format = Format::Text;
    GlobalArguments global;
    RunArguments run;
    SandboxArguments sandbox;
    std::string email;      ///< baseline; empty: all
    std::string exported;   ///< export: id of a run, or a plan file
    std::string outputFile; ///< export; empty: stdout
    ExportFormat exportFormat = ExportFormat::Text;
    std::string profileName; ///< profile show, add, remove
    service::NewProfile newProfile;
    std::string story; ///< demo
    std::string runId; ///< runs show, resume, discard; empty: not given
};

/// What the parser has to say instead of a command: help, version, or what is wrong.
struct ParseEnd {
    int exitCode = 0;
    std::string output; ///< for stdout
    std::string usage;  ///< what is wrong; empty for help and version
};

tl::expected<Arguments, ParseEnd> parseArguments(int argc, const char* const* argv);

} // namespace devsync::cli
