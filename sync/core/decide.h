// SPDX-License-Identifier: Apache-2.0
// The rule for one pair of accounts, pure (sync-rules 3 to 7). It sees nothing of other rows: what spans rows
// (twins, renames, user names) is found by makePlan() and handed in or applied afterwards. Called by
// makePlan(), by the simulator's checks and for one account alone.
#pragma once

#include "sync/core/account.h"
#include "sync/core/baseline.h"
#include "sync/core/plan.h"
#include "sync/core/policy.h"

#include <cstdint>
#include <string_view>

namespace devsync::core {

/// All the rule may look at. Pointers may be null as said; what they point to outlives the call.
struct PairFacts {
    BothSides<const AccountView*> accounts;       ///< null = absent; never both
    std::string_view email;                       ///< folded; empty = the account has none
    const BaselineEntry* baseline = nullptr;      ///< null = the baseline does not know the address
    const BaselineRow* baselineValues = nullptr;  ///< null = unknown, changes are then told by fingerprint
    std::int64_t offsetSeconds = 0;               ///< as in PlanInputs
    BothSides<std::int64_t> serverNowMs{};        ///< as in PlanInputs; 0 = unknown
    const Protected* protectedAccounts = nullptr; ///< null = only uid 1
    bool twins = false;                           ///< several accounts of one side have this address
    bool renamed = false;                         ///< the baseline knows an id of it under another address

    bool onBothSides() const { return accounts.apigee && accounts.portal; }
    /// The side that has the account, of a pair on one side only.
    Side onlySide() const { return accounts.apigee ? Side::Apigee : Side::Portal; }
    /// What the baseline says of both sides together; a row that knows one side only says nothing.
    const BaselineEntry* pairBaseline() const {
        const bool whole =
            baseline && baseline->sides.apigee.copiedFields != 0 && baseline->sides.portal.copiedFields != 0;
        return whole ? baseline : nullptr;
    }
};

/// `pair` and `changeId` are left for the plan. `decision` may be null. ConflictMode::Merge is refused by the
/// service while profiles are read; it never arrives here.
PlanRow planRow(const PairFacts& facts, const Policy& policy, const RowDecision* decision);

/// PlanRow::detail of a row that one field holds.
constexpr std::uint16_t heldField(FieldIndex field) {
    return static_cast<std::uint16_t>(1 + field);
}

/// Notes why the row would be held. The first reason counts, so checks run in the order of their rank.
void proposeHold(PlanRow& row, HeldBecause because, std::uint16_t detail);

/// Turns a row into a held one: nothing of it is written.
void holdRow(PlanRow& row, HeldBecause because, std::uint16_t detail);

} // namespace devsync::core
