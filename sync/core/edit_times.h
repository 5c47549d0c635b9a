// SPDX-License-Identifier: Apache-2.0
// When each side was last edited, and which of them wins (sync-rules 3.2, 3.8 and 7). Pure; called by the
// update rule and by the details of a row.
#pragma once

#include "sync/core/decide.h"
#include "sync/core/row_details.h"

namespace devsync::core {

/// Seconds of Apigee's clock, up to 2^32 − 1. 0 = side absent, time unknown, or frozen as such: what we wrote
/// from an account of unknown time was edited before anything whose time is known.
EditTimes editTimes(const PairFacts& facts);

struct Ruling {
    Winner winner = Winner::None; ///< None: a side's time is unknown
    Reason reason = Reason::None; ///< ApigeeNewer, PortalNewer or Tie
    bool clockDecided = false;    ///< without the offset the other side would have won
};

/// For a pair on both sides.
Ruling ruleWinner(const PairFacts& facts);

/// True when the side is not as the baseline has it: its raw time moved, or a copied field did without it.
bool editedSinceBaseline(const AccountView& account, const BaselineSide& known);

} // namespace devsync::core
