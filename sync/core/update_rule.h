// SPDX-License-Identifier: Apache-2.0
// What the rule proposes for a pair that exists on both sides, before settings forbid it (sync-rules 3 and
// 7). Part of planRow(), and of the details of a row.
#pragma once

#include "sync/core/decide.h"
#include "sync/core/edit_times.h"
#include "sync/core/field_rules.h"

namespace devsync::core {

/// Who wins the row, and whose value each field takes: the winner's, but where a person chose otherwise.
class Sources {
public:
    Sources(Ruling ruling, const RowDecision* decision);

    const Ruling& ruling() const { return m_ruling; }
    /// Only with a winner, or for a field decided by hand.
    FieldSource of(FieldIndex field) const;
    /// A person decided something, so holds that wait for a decision are answered.
    bool decidedByHand() const;

private:
    Ruling m_ruling;
    const RowDecision* m_decision;
};

FieldFacts fieldFacts(const PairFacts& facts, FieldIndex field);

/// Sets action, reason, winner, masks, removals, flags; heldBecause and detail when a check of sync-rules 3
/// or a setting holds the row (the action is then the one that would be taken).
void proposeUpdate(const PairFacts& facts, const Policy& policy, const RowDecision* decision, PlanRow& row);

} // namespace devsync::core
