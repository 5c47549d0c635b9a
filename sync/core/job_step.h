// SPDX-License-Identifier: Apache-2.0
// What happens to a job: the worker's next step, what a slice leaves behind, what a person asks. Pure; the
// worker of sync/service does what is said here and stores what is answered. Every change is stored only if
// the job is still as it was seen.
#pragma once

#include "sync/core/job.h"
#include "sync/core/journal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace devsync::core {

/// Rows of one slice. Small, because whoever wants to run in front waits for the end of it; a large run has
/// larger ones, because each slice reads the whole plan again.
std::uint32_t sliceRows(const Job& job);

/// What the store says of the run a job has begun.
enum class JobRun : std::uint8_t {
    None,       ///< not begun, or killed before its plan was stored
    Left,       ///< rows are left, and no other run came after it
    Superseded, ///< rows are left, but another run compared since
    Ended,      ///< all of its rows have ended
};

/// `runs` newest first, from the newest one on.
JobRun jobRun(const Job& job, const std::vector<RunRecord>& runs);

struct JobFacts {
    Millis now{}; ///< wall
    LeaseOwner self;
    LeaseState::OwnerProcess worker = LeaseState::OwnerProcess::Unknown; ///< of the job's, if it has one
    bool othersExecute = false; ///< a process that surely lives holds the lease
    JobRun run = JobRun::None;
};

enum class JobStep : std::uint8_t {
    Nothing, ///< not now: held by another worker, put off, or not for a worker at all
    Start,   ///< compare, and execute the first slice
    GoOn,    ///< the next slice of its run
    Finish,  ///< its run has ended, e.g. resumed in front: take over how
};
JobStep nextStep(const Job& job, const JobFacts& facts);

/// Taken by `self`, which executes `runId` next.
Job claimed(Job job, const JobFacts& facts, std::string runId);

/// How the run of a slice ended.
struct SliceEnd {
    bool begun = false; ///< the run is in the store
    StopCause cause = StopCause::None;
    Verdict verdict;
    LedgerCounts counts;      ///< notStarted > 0 without a cause: the slice is over, the run is not
    std::uint64_t writes = 0; ///< rows that write of the plan
    bool numberLifts = true;  ///< of a limit that stopped it
    std::optional<Error> error;
};
/// The job after a slice, waiting for its next step, or ended, or put off. `job` as it is in the store now: a
/// pause or cancellation of meanwhile stands.
Job afterSlice(Job job, const SliceEnd& end, Millis now);
/// Left to whoever comes next, by a worker that works no more.
Job givenBack(Job job);
/// The job whose run has ended, also by another hand: the verdict is that of its rows.
Job afterRun(Job job, const LedgerCounts& counts);

enum class JobCommand : std::uint8_t {
    Pause,
    Resume, ///< also of a parked or put-off one: at once
    Cancel,
    Approve, ///< lifts the limits up to the rows given
};
/// `rows` only of Approve. Usage when the job is not in a state for it, or writes more rows.
Result<Job> afterCommand(Job job, JobCommand command, std::uint64_t rows = 0);

/// Asked for once more: a parked one gets another chance, any other is as it was.
Job askedAgain(Job job);

} // namespace devsync::core
