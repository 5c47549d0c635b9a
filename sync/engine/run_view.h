// SPDX-License-Identifier: Apache-2.0
// What may be seen of a run from outside: progress while it goes, the prepared plan, the report at the end.
// Immutable values, shared as const with window, command line and reports.
#pragma once

#include "sync/core/journal.h"
#include "sync/core/ledger.h"
#include "sync/core/limits.h"
#include "sync/core/plan.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace devsync::engine {

enum class Phase : std::uint8_t {
    Idle,
    Preparing,       ///< lease, open work, signing in, probing
    Recovering,      ///< settling what an interrupted run left
    Listing,         ///< both sides at once
    LoadingBaseline, ///< values of the pairs that differ
    Deciding,        ///< the plan stands; waiting for the go-ahead
    Storing,         ///< approved plan on its way to the journal
    Executing,
    Ending, ///< baseline, outcome of the run
    Ended,
};

struct SideView {
    std::uint32_t accounts = 0; ///< listed so far
    bool listed = false;
    core::RequestCounts requests;
    std::uint32_t inFlight = 0;
    std::uint32_t queued = 0;
    bool waitingForQuota = false;
    std::optional<std::int64_t> clockOffsetMs; ///< server − console
    std::int64_t clockUncertaintyMs = 0;
};

struct RunView {
    Phase phase = Phase::Idle;
    core::BothSides<SideView> sides;
    core::LedgerCounts counts; ///< of the planned rows, once a plan is approved
    std::uint32_t rowsInFlight = 0;
};

/// Estimated after go-ahead (sync-rules 8).
struct Expected {
    core::BothSides<std::uint64_t> requests{};
    std::uint64_t seconds = 0;
};

/// A plan with all it rests on: what is shown, hashed, saved and approved.
struct PreparedPlan {
    core::PlanInputs inputs;
    core::Plan plan;
    std::vector<core::LimitExceeded> limitsExceeded;
    core::BothSides<std::uint32_t> accounts{}; ///< listed, before scope
    core::BothSides<std::uint32_t> people{};   ///< core::peopleListed()
    core::BothSides<std::optional<std::int64_t>> clockOffsetMs;
    std::optional<core::Error> refusal; ///< set: no run may write this plan, whoever approves it
    std::uint32_t rowsLeftOut = 0;      ///< rows that write and were cut off (RunOptions::limitRows)
    Expected expected;
    core::Millis createdAt{}; ///< wall
};

/// What a Probe found out about one side.
struct SideFindings {
    std::optional<core::Error> error;          ///< nullopt: signed in, and accounts can be listed
    core::Millis latency{};                    ///< mean of its answers; 0 when there was none
    std::optional<std::int64_t> clockOffsetMs; ///< server − console
    std::int64_t clockUncertaintyMs = 0;
    std::uint32_t accounts = 0; ///< read
    bool allRead = false;       ///< false: it has at least so many
};

/// How a run ended. Rows with their outcomes are read from the store.
struct RunReport {
    std::string runId;
    bool begun = false; ///< the run is in the store; else only `verdict` and `error` mean something
    core::Verdict verdict;
    core::StopCause cause = core::StopCause::None;
    std::optional<core::Error> error;
    core::LedgerCounts counts;
    core::BothSides<core::RequestCounts> requests;
    core::Millis startedAt{}; ///< wall
    core::Millis finishedAt{};
    std::shared_ptr<const PreparedPlan> plan; ///< null when none was made
    std::string planSha256;
    std::uint64_t forgotten = 0;                           ///< rows of the baseline, by a Forget
    std::optional<core::BothSides<SideFindings>> findings; ///< of a Probe
    std::vector<std::string>
        createdUsers; ///< need password recovery: by this run and by runs it recovered; folded
};

} // namespace devsync::engine
