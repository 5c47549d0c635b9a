// SPDX-License-Identifier: Apache-2.0
// A comparison with its plan as the window gets it, made from the accounts of a PlanWorld.
#pragma once

#include "sync/engine/run_view.h"
#include "tests/core/plan_world.h"

#include <memory>
#include <string>

namespace devsync::testing {

std::shared_ptr<const engine::PreparedPlan> preparedPlan(const PlanWorld& world);

/// On both sides, equal.
void addPair(PlanWorld& world, const std::string& email);

/// Every action, a conflict, a held row, an account without an address, umlauts, a list: 13 rows.
PlanWorld mixedWorld();

} // namespace devsync::testing
