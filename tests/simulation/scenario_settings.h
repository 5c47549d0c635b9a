// SPDX-License-Identifier: Apache-2.0
// What a `set` line of a scenario may change: the profile's rules, the servers' clocks, the rig.
#pragma once

#include "sync/core/error.h"
#include "sync/core/policy.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace devsync::testing {

struct ScenarioSettings {
    core::Policy policy;
    bool useBaseline = true;
    core::BothSides<std::int64_t> clockOffsetSeconds; ///< how far a server's clock runs ahead
    std::uint32_t concurrency = 4;                    ///< requests in flight a side
    std::uint32_t latencyMs = 0;                      ///< one way; 0 = 5 to 80, drawn
    std::uint32_t pageSize = 1000;                    ///< of Apigee's listing
    std::string host = "sim"; ///< where the next runs are; processes of another one cannot be looked at
};

/// The module's push off, the simulated mapping.
ScenarioSettings defaultSettings();

/// Usage for an unknown key or value.
core::Result<void> applySetting(ScenarioSettings& settings, std::string_view key, std::string_view value);

} // namespace devsync::testing
