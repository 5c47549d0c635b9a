// SPDX-License-Identifier: Apache-2.0
// What the rule proposes for an account that one side lacks, before settings forbid it (sync-rules 4). Part
// of planRow(), and of the details of a row.
#pragma once

#include "sync/core/decide.h"

namespace devsync::core {

/// The value a new account gets: the source's, or the placeholder for a name that is missing.
ValueView creationValue(const AccountView& source, FieldIndex field);

/// Sets action, reason, winner, mask, flags; heldBecause and detail when a check or a setting holds the row.
void proposeCreation(const PairFacts& facts, const Policy& policy, const RowDecision* decision, PlanRow& row);

} // namespace devsync::core
