// SPDX-License-Identifier: Apache-2.0
// What is going on with a stored run right now: a run without an end may be executing somewhere, wait for its
// next slice, or have been interrupted. Pure.
#pragma once

#include "sync/core/job.h"
#include "sync/core/journal.h"
#include "sync/core/lease.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace devsync::core {

enum class RunCondition : std::uint8_t {
    Ended,       ///< its end says how; rows may be left all the same (isUnfinished)
    Executing,   ///< a process that lives, or may live, holds the lease
    Queued,      ///< the queue goes on with it
    Interrupted, ///< its process is gone; the next run settles what it left
};

struct ListedRun {
    RunRecord record;
    RunCondition condition = RunCondition::Ended;
};

/// Whether rows of a stored run are left to be executed.
bool isUnfinished(const RunRecord& run);

/// Whether a process that lives, or may live, executes.
bool isExecuting(const LeaseState& lease);

/// `runs` newest first, from the newest one on: only that one can be executing. A resumed run that had ended
/// before stays Ended until it ends again.
std::vector<ListedRun> withConditions(std::vector<RunRecord> runs, const LeaseState& lease, const Jobs& jobs);

/// "ended", "executing", "queued", "interrupted".
std::string_view conditionName(RunCondition condition);

} // namespace devsync::core
