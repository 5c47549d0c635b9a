// SPDX-License-Identifier: Apache-2.0
#include "sync/core/run_condition.h"

#include <algorithm>

namespace devsync::core {

namespace {

bool isQueued(const RunRecord& run, const Jobs& jobs) {
    return isUnfinished(run) && std::ranges::any_of(jobs, [&](const Job& job) {
               return !isEnded(job.state) && job.runId == run.header.id;
           });
}

RunCondition conditionOf(const RunRecord& run, bool mayExecute, const Jobs& jobs) {
    if (!run.end && mayExecute)
        return RunCondition::Executing;
    if (isQueued(run, jobs))
        return RunCondition::Queued;
    return run.end ? RunCondition::Ended : RunCondition::Interrupted;
}

} // namespace

bool isUnfinished(const RunRecord& run) {
    return run.sealed && (!run.end || run.end->counts.notStarted > 0);
}

bool isExecuting(const LeaseState& lease) {
    return lease.held && lease.process != LeaseState::OwnerProcess::Gone;
}

std::vector<ListedRun> withConditions(std::vector<RunRecord> runs, const LeaseState& lease,
                                      const Jobs& jobs) {
    std::vector<ListedRun> listed;
    listed.reserve(runs.size());
    for (RunRecord& run : runs) {
        const bool newest = listed.empty();
        const RunCondition condition = conditionOf(run, newest && isExecuting(lease), jobs);
        listed.push_back({std::move(run), condition});
    }
    return listed;
}

std::string_view conditionName(RunCondition condition) {
    switch (condition) {
    case RunCondition::Ended:
        return "ended";
    case RunCondition::Executing:
        return "executing";
    case RunCondition::Queued:
        return "queued";
    case RunCondition::Interrupted:
        break;
    }
    return "interrupted";
}

} // namespace devsync::core
