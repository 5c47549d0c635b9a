// SPDX-License-Identifier: Apache-2.0
// Small sentences of lists and tables: what is left out, both systems, password recovery. Called by
// sync/report and the front ends.
#pragma once

#include "sync/core/plan.h"
#include "sync/core/side.h"

#include <cstdint>
#include <string>

namespace devsync::texts {

/// "… and 71 more"
std::string andMore(std::uint64_t count);

struct SystemsFacts {
    std::string organization;
    std::string portal;
    core::BothSides<std::uint32_t> accounts; ///< listed
};
/// "Apigee acme: 10,196 accounts · portal https://dev.acme.com: 10,190 accounts"
std::string systemsText(const SystemsFacts& facts);

/// "same 9,902 · out of scope or not allowed 212 · differs, not synchronised 40 · conflicts 3"
std::string restText(const core::PlanCounts& counts);

std::string firstRunText();
/// "95 planned"
std::string plannedText(std::uint64_t count);
/// "18 new portal users need password recovery:"
std::string recoveryText(std::uint64_t count);
std::string noRunsText();
/// "40 accounts are remembered."
std::string baselineCountText(std::uint64_t count);
/// "Forget what the last synchronization knew of ana@acme.com? [y/N] "; of all when `email` is empty.
std::string forgetQuestion(const std::string& email);
/// "Forgot 40 accounts."
std::string forgottenText(std::uint64_t count);
/// "No run was interrupted: there is nothing to go on with."
std::string nothingToGoOnWithText();

} // namespace devsync::texts
