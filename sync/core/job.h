// SPDX-License-Identifier: Apache-2.0
// A background synchronisation in the queue of a profile: one stored run, worked off in slices by whoever
// comes first. A value; job_step.h decides about it, the store keeps it (at most one job is open).
#pragma once

#include "sync/core/error.h"
#include "sync/core/lease.h"
#include "sync/core/ledger.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::core {

/// Stored by number: never renumbered.
enum class JobState : std::uint8_t {
    Waiting,       ///< for a worker, or until `nextTry`
    Running,       ///< `worker` works on it, or did until it died
    NeedsApproval, ///< a limit asks for a number: see `writes`
    Paused,        ///< by a person; goes on when resumed
    Parked,        ///< failed again and again, or in a way that only a person mends; see `error`
    Done,
    Failed, ///< over, and not as wished; see `verdict` and `error`
    Cancelled,
};

struct Job {
    std::int64_t id = 0;        ///< from 1, given by the store
    std::uint64_t revision = 0; ///< counts changes, kept by the store: who changes a job names the one it saw
    JobState state = JobState::Waiting;
    std::string requestedBy;
    Millis requestedAt{};    ///< wall
    std::uint32_t done = 0;  ///< planned rows that have ended, whatever their outcome
    std::uint32_t total = 0; ///< planned rows; 0 until a plan stands
    std::optional<LeaseOwner> worker;
    std::optional<Millis> leaseUntil;   ///< wall; after it another host may take the job from a silent worker
    std::uint32_t attempts = 0;         ///< failed ones in a row
    std::optional<Millis> nextTry;      ///< wall; not before
    std::string runId;                  ///< of the run begun for it; empty before
    std::uint64_t writes = 0;           ///< NeedsApproval: rows that write of the plan a limit stopped
    std::uint64_t approved = 0;         ///< rows that write up to which a person lifted the limits; 0 = none
    std::optional<Error> error;         ///< of the last attempt
    std::optional<VerdictKind> verdict; ///< of its run, once that has ended

    bool operator==(const Job&) const = default;
};
using Jobs = std::vector<Job>;

/// Done, Failed or Cancelled: never changes any more.
constexpr bool isEnded(JobState state) {
    return state == JobState::Done || state == JobState::Failed || state == JobState::Cancelled;
}

/// "waiting", "running", "needs_approval", … as in documents (cli.md).
std::string_view jobStateName(JobState state);
/// "HOST:PID"; empty without a worker.
std::string workerName(const Job& job);

} // namespace devsync::core
