// SPDX-License-Identifier: Apache-2.0
// How a run ended, in words. "Both sides agree" is said only for success and nothing-to-do.
#pragma once

#include "sync/core/error.h"
#include "sync/core/ledger.h"

#include <cstdint>
#include <optional>
#include <string>

namespace devsync::texts {

struct VerdictFacts {
    core::VerdictKind kind = core::VerdictKind::NothingToDo;
    core::StopCause cause = core::StopCause::None;
    core::LedgerCounts counts;
    std::uint64_t accounts = 0; ///< in scope, for "Both sides agree (N accounts)"; 0 = not said
    std::optional<core::Error> error;
};

/// Of a process that ends before its run: "Ended at once; …"
std::string endedAtOnceText();

/// "Finished with success. Both sides agree (10,209 accounts)." and its like.
std::string verdictSentence(const VerdictFacts& facts);

/// What to do next; empty when nothing is to be done.
std::string verdictRemedy(const VerdictFacts& facts);

/// "92 done, 3 held, 1 failed": only counts that are not 0.
std::string ledgerText(const core::LedgerCounts& counts);

} // namespace devsync::texts
