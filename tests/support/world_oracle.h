// SPDX-License-Identifier: Apache-2.0
// What the documented rules make of two whole sides: the pair oracle for each address, and, again plainly and
// from the document alone, what it does not know: twins, renames, user names, scope, direction. Slow by
// design; addresses and user names are ASCII.
#pragma once

#include "tests/support/rule_oracle.h"

#include <map>
#include <string>
#include <vector>

namespace devsync::testing {

struct OracleWorld {
    core::BothSides<const std::vector<core::Account>*> accounts;
    const std::vector<core::BaselineRow>* baseline = nullptr;
    const core::Policy* policy = nullptr;
    core::Protected protectedAccounts;
    std::int64_t offsetSeconds = 0;
};

struct WorldAnswer {
    /// As OracleAnswer::action, or "excluded".
    std::string action;
    core::Winner winner = core::Winner::None;
    bool conflict = false;
    /// Of a user to create; empty: any free and legal one.
    std::string userName;
    bool setInactive = false;        ///< of a developer to create
    std::vector<core::Value> apigee; ///< as OracleAnswer's; of rows that neither write nor are equal empty
    std::vector<core::Value> portal;
};

/// ASCII only.
std::string lowered(std::string text);

/// By folded address; accounts without one are left out.
std::map<std::string, WorldAnswer> askWorldOracle(const OracleWorld& world);

} // namespace devsync::testing
