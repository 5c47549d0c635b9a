// SPDX-License-Identifier: Apache-2.0
// Changes to a world that nobody made through the API: edits behind the console's back, and the second stage
// some worlds have. Used by the control end points, by populations and by simulators.
#pragma once

#include "sync/core/error.h"
#include "sync/core/now.h"
#include "sync/sandbox/fault.h"
#include "sync/sandbox/world.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::sandbox {

struct AccountEdit {
    core::Side side = core::Side::Apigee;
    std::string email; ///< exact spelling first, else folded
    bool remove = false;

    std::optional<std::string> newEmail{};
    std::optional<std::string> userName{};
    std::optional<std::string> firstName{}, lastName{};
    std::optional<bool> active{};
    std::map<std::string, std::optional<std::string>> attributes{}; ///< Apigee; nothing = removed
    std::map<std::string, std::vector<std::string>> fields{};       ///< portal; empty = cleared

    std::int64_t ageSeconds = 0;         ///< how long ago it happened, by the side's clock
    std::optional<std::int64_t> stamp{}; ///< exactly this (ms in Apigee, s in the portal)
};

/// The stamp moves to now, less the age. NotFound for an unknown address, Usage for a user name or field that
/// cannot be.
core::Result<void> applyEdit(World& world, const AccountEdit& edit, core::Millis wall);

/// {"side","email","set":{…}}: `set` has the members of a world file; attributes as {NAME: VALUE|null}.
core::Result<AccountEdit> editFromJson(const PortalSchema& schema, std::string_view text);

/// What happens to a world after a first synchronisation. Stamps of new accounts are the time it is played.
struct Stage {
    std::vector<AccountEdit> edits;
    std::vector<Developer> newDevelopers;
    std::vector<User> newUsers; ///< uid and uuid are given when it is played
    std::vector<Fault> faults;

    bool isEmpty() const { return edits.empty() && newDevelopers.empty() && newUsers.empty(); }
};

core::Result<void> playStage(World& world, const Stage& stage, core::Millis wall);

} // namespace devsync::sandbox
