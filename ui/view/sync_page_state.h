// SPDX-License-Identifier: Apache-2.0
// What the Synchronization page offers at a moment, and why not the rest. One pure function of the facts:
// widgets show this value and decide nothing.
#pragma once

#include "sync/core/ledger.h"
#include "sync/core/run_condition.h"
#include "sync/engine/run_view.h"

#include <cstdint>
#include <optional>

namespace devsync::view {

/// What this window has the engine do.
enum class Activity : std::uint8_t {
    Idle,
    Comparing,
    Running,  ///< "Run developer sync"
    Stopping, ///< the same, after Stop
};

/// Rows of the newest run that are left.
enum class LeftOver : std::uint8_t {
    None,
    Stopped,     ///< its end is known; the next run plans them anew
    Interrupted, ///< killed: a person says whether it is resumed or discarded
};

/// The profile's job in the queue.
enum class Background : std::uint8_t { None, Waiting, Working, NeedsApproval };

struct SyncPageFacts {
    bool hasProfile = false;
    Activity activity = Activity::Idle;
    Background background = Background::None;
    bool waitsForSlice = false; ///< a run in front waits for the slice that is under way
    LeftOver leftOver = LeftOver::None;
    bool executingElsewhere = false;            ///< another process has the lease of this profile
    const engine::PreparedPlan* plan = nullptr; ///< of the last comparison; null = never compared
    bool planUsed = false;                      ///< a run has executed it: numbers are of the past
    std::optional<core::VerdictKind> verdict;   ///< of the last run or comparison of this window
    std::uint32_t rowsShown = 0;                ///< behind chip and search
};

enum class WhyNot : std::uint8_t {
    None,
    NoProfile,
    Busy,     ///< a run or comparison of this window is under way
    Stopping, ///< it finishes the rows in flight
    NothingRuns,
    InterruptedRun, ///< resume or discard it first
    ExecutingElsewhere,
    Refused,  ///< the plan says that no run may write
    JobWaits, ///< a job is in the queue: pressing again joins it
};

struct Control {
    bool enabled = false;
    WhyNot whyNot = WhyNot::None; ///< also for an enabled control that does less than it says
    bool operator==(const Control&) const = default;
};

/// In place of the table.
enum class Placeholder : std::uint8_t { None, NoProfile, NeverCompared, Reading, BothAgree, NoMatches };

struct SyncPageState {
    Control compare, run, background, stop, exportPlan;
    Placeholder placeholder = Placeholder::None;
    bool showsPlanPoints = false;
    bool showsProgress = false;
    bool showsVerdict = false;
    bool showsResume = false;
    bool closesFreely = true; ///< else closing asks, and stops safely
    bool operator==(const SyncPageState&) const = default;
};

SyncPageState syncPageState(const SyncPageFacts& facts);

/// Whether a person may lift the limits of a plan with a number; else the engine says at the go-ahead why
/// not.
bool asksForNumber(const engine::PreparedPlan& plan);

/// `job`: the open one, or null.
Background backgroundOf(const core::Job* job);
/// `run`: the newest, if rows of it are left, or null.
LeftOver leftOverOf(const core::ListedRun* run);

} // namespace devsync::view
