// SPDX-License-Identifier: Apache-2.0
// The documented rule written again, plainly, and from the document alone: what tests and the simulator
// compare the product with. It knows pairs and creations; scope, direction and what spans rows are
// world_oracle.h's, overrides are checked elsewhere. It must never call the rule's own code (only values and
// the user-name check are shared).
#pragma once

#include "sync/core/account.h"
#include "sync/core/baseline.h"
#include "sync/core/policy.h"

#include <cstdint>
#include <string>
#include <vector>

namespace devsync::testing {

struct OraclePair {
    const core::Account* apigee = nullptr; ///< null = absent; never both
    const core::Account* portal = nullptr;
    const core::BaselineRow* baseline = nullptr; ///< with values, of both sides
    std::int64_t offsetSeconds = 0;
};

struct OracleAnswer {
    /// "same", "to_portal", "to_apigee", "create_portal_user", "create_developer", "held".
    std::string action;
    core::Winner winner = core::Winner::None;
    bool conflict = false;
    /// Copied fields of each side after the row; empty for a side that stays without the account.
    std::vector<core::Value> apigee;
    std::vector<core::Value> portal;
    std::string intended; ///< the action of a held row, had nothing held it; else empty
};

OracleAnswer askOracle(const OraclePair& pair, const core::Policy& policy);

} // namespace devsync::testing
