// SPDX-License-Identifier: Apache-2.0
#include "sync/core/job_step.h"

#include "sync/core/retry.h"
#include "sync/core/run_condition.h"

#include <algorithm>

namespace devsync::core {

namespace {

constexpr std::uint32_t kSliceRows = 200;
/// A run has at most about so many slices.
constexpr std::uint32_t kMostSlices = 100;
/// Longer than a slice usually takes. It only says from when on another host may try: the lease of the run
/// says who executes.
constexpr Millis kJobLease{300'000};
constexpr BackOff kBackOff{.first = Millis(60'000), .most = Millis(3'600'000)};
constexpr std::uint32_t kMostAttempts = 8;
/// The holder of the lease could not be looked at, but beats.
constexpr Millis kLookAgain{60'000};
constexpr int kExitTemporary = 5;

bool isHeldByAnother(const Job& job, const JobFacts& facts) {
    if (!job.worker || *job.worker == facts.self)
        return false;
    switch (facts.worker) {
    case LeaseState::OwnerProcess::Alive:
        return true;
    case LeaseState::OwnerProcess::Gone:
        return false;
    case LeaseState::OwnerProcess::Unknown:
        break;
    }
    return job.leaseUntil && facts.now < *job.leaseUntil;
}

bool isForWorkers(JobState state) {
    return state == JobState::Waiting || state == JobState::Running;
}

void letGo(Job& job) {
    job.worker.reset();
    job.leaseUntil.reset();
}

Job put(Job job, JobState state) {
    job.state = state;
    job.nextTry.reset();
    letGo(job);
    return job;
}

void takeProgress(Job& job, const LedgerCounts& counts) {
    job.done = counts.planned - counts.notStarted;
    job.total = counts.planned;
}

/// Later each time; after too many a person must look.
Job failedOnce(Job job, Millis now) {
    ++job.attempts;
    if (job.attempts >= kMostAttempts)
        return put(std::move(job), JobState::Parked);
    const auto retryAfter = job.error ? job.error->retryAfter : std::nullopt;
    const Millis wait = waitBefore(job.attempts, kBackOff, 0, retryAfter);
    job = put(std::move(job), JobState::Waiting);
    job.nextTry = now + wait;
    return job;
}

Job afterLimit(Job job, const SliceEnd& end) {
    job.writes = end.writes;
    job.approved = 0;
    job.error = end.error;
    return put(std::move(job), end.numberLifts ? JobState::NeedsApproval : JobState::Parked);
}

Job afterFailure(Job job, const SliceEnd& end, Millis now) {
    job.error = end.error;
    const ErrorKind kind = end.error ? end.error->kind : ErrorKind::Internal;
    if (kind == ErrorKind::LeaseTaken) { // nothing is wrong: somebody else is at it
        job = put(std::move(job), JobState::Waiting);
        job.nextTry = now + kLookAgain;
        return job;
    }
    if (kind == ErrorKind::PlanOutdated) { // the rules have changed since: compare anew
        job.runId.clear();
        return failedOnce(std::move(job), now);
    }
    return end.verdict.exitCode == kExitTemporary ? failedOnce(std::move(job), now)
                                                  : put(std::move(job), JobState::Parked);
}

/// Its rows are through, those of the run are not. One that ended no row met what only time can mend.
Job afterPart(Job job, const SliceEnd& end, Millis now) {
    const bool moved = end.counts.planned - end.counts.notStarted > job.done || job.total == 0;
    takeProgress(job, end.counts);
    job.error = end.error;
    if (!moved)
        return failedOnce(std::move(job), now);
    job.attempts = 0;
    job.state = JobState::Running;
    job.leaseUntil = now + kJobLease;
    return job;
}

Job judged(Job job, const SliceEnd& end, Millis now) {
    if (end.begun && end.cause != StopCause::Limit)
        takeProgress(job, end.counts);
    switch (end.cause) {
    case StopCause::None:
        return afterRun(std::move(job), end.counts);
    case StopCause::Operator:
        return put(std::move(job), JobState::Paused);
    case StopCause::Terminated:
        return put(std::move(job), JobState::Waiting);
    case StopCause::Limit:
        return afterLimit(std::move(job), end);
    case StopCause::Credentials:
    case StopCause::Lost:
    case StopCause::BeforeWrite:
        break;
    }
    return afterFailure(std::move(job), end, now);
}

} // namespace

std::uint32_t sliceRows(const Job& job) {
    return std::max(kSliceRows, job.total / kMostSlices);
}

JobRun jobRun(const Job& job, const std::vector<RunRecord>& runs) {
    const auto run =
        std::ranges::find_if(runs, [&](const RunRecord& record) { return record.header.id == job.runId; });
    if (run == runs.end() || !run->sealed)
        return JobRun::None;
    if (!isUnfinished(*run))
        return JobRun::Ended;
    return run == runs.begin() ? JobRun::Left : JobRun::Superseded;
}

JobStep nextStep(const Job& job, const JobFacts& facts) {
    if (!isForWorkers(job.state) || isHeldByAnother(job, facts) || facts.othersExecute)
        return JobStep::Nothing;
    if (job.nextTry && facts.now < *job.nextTry)
        return JobStep::Nothing;
    switch (facts.run) {
    case JobRun::None:
    case JobRun::Superseded:
        return JobStep::Start;
    case JobRun::Left:
        return JobStep::GoOn;
    case JobRun::Ended:
        break;
    }
    return JobStep::Finish;
}

Job claimed(Job job, const JobFacts& facts, std::string runId) {
    if (job.runId != runId) {
        job.done = 0;
        job.total = 0;
        job.runId = std::move(runId);
    }
    job.state = JobState::Running;
    job.worker = facts.self;
    job.leaseUntil = facts.now + kJobLease;
    job.nextTry.reset();
    return job;
}

Job afterSlice(Job job, const SliceEnd& end, Millis now) {
    if (isEnded(job.state))
        return job;
    const bool paused = job.state == JobState::Paused;
    const bool partly = end.begun && end.cause == StopCause::None && end.counts.notStarted > 0;
    Job next = partly ? afterPart(std::move(job), end, now) : judged(std::move(job), end, now);
    return paused && !isEnded(next.state) ? put(std::move(next), JobState::Paused) : next;
}

Job givenBack(Job job) {
    letGo(job);
    if (job.state == JobState::Running)
        job.state = JobState::Waiting;
    return job;
}

Job afterRun(Job job, const LedgerCounts& counts) {
    takeProgress(job, counts);
    job.attempts = 0;
    job.error.reset();
    job.verdict = judge({.counts = counts}).kind;
    if (counts.cancelled > 0)
        return put(std::move(job), JobState::Cancelled);
    return put(std::move(job), job.verdict == VerdictKind::WithFailures ? JobState::Failed : JobState::Done);
}

Result<Job> afterCommand(Job job, JobCommand command, std::uint64_t rows) {
    const auto refuse = [&job](const char* why) {
        return fail(ErrorKind::Usage, "job " + std::to_string(job.id) + " " + why);
    };
    if (isEnded(job.state))
        return refuse("has ended");
    switch (command) {
    case JobCommand::Cancel:
        return put(std::move(job), JobState::Cancelled);
    case JobCommand::Pause:
        if (!isForWorkers(job.state) && job.state != JobState::Paused)
            return refuse("is not at work");
        job.state = JobState::Paused; // its worker stays until the slice is over
        return job;
    case JobCommand::Resume:
        if (job.state == JobState::NeedsApproval)
            return refuse("waits for approval");
        if (job.state != JobState::Running)
            job.state = JobState::Waiting;
        job.attempts = 0;
        job.nextTry.reset();
        return job;
    case JobCommand::Approve:
        break;
    }
    if (job.state != JobState::NeedsApproval)
        return refuse("waits for no approval");
    if (rows < job.writes)
        return refuse(("writes " + std::to_string(job.writes) + " rows").c_str());
    job.approved = rows;
    return put(std::move(job), JobState::Waiting);
}

Job askedAgain(Job job) {
    return job.state == JobState::Parked ? *afterCommand(std::move(job), JobCommand::Resume) : job;
}

} // namespace devsync::core
