// SPDX-License-Identifier: Apache-2.0
#include "sync/core/job.h"

namespace devsync::core {

std::string_view jobStateName(JobState state) {
    switch (state) {
    case JobState::Waiting:
        return "waiting";
    case JobState::Running:
        return "running";
    case JobState::NeedsApproval:
        return "needs_approval";
    case JobState::Paused:
        return "paused";
    case JobState::Parked:
        return "parked";
    case JobState::Done:
        return "done";
    case JobState::Failed:
        return "failed";
    case JobState::Cancelled:
        break;
    }
    return "cancelled";
}

std::string workerName(const Job& job) {
    return job.worker ? job.worker->host + ":" + std::to_string(job.worker->pid) : std::string();
}

} // namespace devsync::core
