// SPDX-License-Identifier: Apache-2.0
// What one run is asked to do. Built and validated by sync/service; immutable once started.
#pragma once

#include "sync/core/journal.h"
#include "sync/core/policy.h"
#include "sync/core/store_batch.h"
#include "sync/engine/run_view.h"

#include <cstdint>
#include <memory>
#include <string>

namespace devsync::engine {

enum class RunKind : std::uint8_t {
    Compare, ///< reads, plans, ends; takes no lease, writes nothing anywhere
    Resume,  ///< goes on with a stored run that has ended before its rows did
    Discard, ///< settles what such a run left open and cancels the rest
    Forget,  ///< takes the lease and lets the baseline go; reads neither side
    Apply,   ///< as Sync, but executes RunOptions::saved instead of comparing
    Sync,    ///< takes the lease first, recovers, compares, waits for the go-ahead or has it, executes
    Probe,   ///< signs in, reads the clock and a first page of each side, and ends; asks nothing of the store
};

struct SideOptions {
    std::uint32_t concurrency = 4;    ///< requests in flight, 1..128
    std::uint32_t callsPerMinute = 0; ///< 0 = no limit
    core::Millis timeout{30'000};     ///< of one request
};

struct RunOptions {
    RunKind kind = RunKind::Compare;
    std::string runId; ///< Resume, Discard: of the stored run
    std::string profile;
    std::string requestedBy;
    std::shared_ptr<const core::Policy> policy;       ///< never null
    std::shared_ptr<const core::Decisions> decisions; ///< may be null
    core::RunSeed seed{};
    core::LeaseOwner owner;
    core::BothSides<SideOptions> sides;
    std::string signInUserName;      ///< portal account we sign in with: protected
    bool goAhead = false;            ///< run through without waiting for GoAhead (limits still stop)
    std::uint64_t confirm = 0;       ///< rows that write up to which limits are lifted
    std::vector<std::string> forget; ///< Forget: folded addresses; empty = all
    std::uint32_t maxRows = 0;       ///< a slice: after so many rows the run is left to the next one; 0 = all
    std::uint32_t limitRows = 0;     ///< Compare, Sync: only the first so many rows that write; 0 = all
    std::shared_ptr<const PreparedPlan> saved; ///< Apply: a plan read from a file; else null
    bool waitForLease = false; ///< wait until a living holder has ended, instead of LeaseTaken
    bool useBaseline = true;   ///< off only to show in a test what the baseline is for
};

} // namespace devsync::engine
