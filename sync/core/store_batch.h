// SPDX-License-Identifier: Apache-2.0
// What the engine asks of the store, as data. A batch is one transaction: all of it or nothing. Order of
// batches is FIFO. Every operation that names an epoch fails the whole batch with LeaseLost when the lease
// has moved on.
#pragma once

#include "sync/core/job.h"
#include "sync/core/journal.h"
#include "sync/core/lease.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace devsync::core {

// ---- lease
struct ReadLease {}; ///< → LeaseState
struct TakeLease {   ///< → LeaseState with the new epoch; LeaseTaken unless free or still as seen
    LeaseOwner owner;
    std::uint64_t seenEpoch = 0; ///< of the holder the taker judged dead; 0 = only if free
    std::uint64_t seenBeat = 0;
};
struct Heartbeat {
    std::uint64_t epoch = 0;
};
struct ReleaseLease {
    std::uint64_t epoch = 0;
};

// ---- run and plan
struct BeginRun {
    std::uint64_t epoch = 0;
    RunHeader header;
};
struct AddPlanRows {
    std::uint64_t epoch = 0;
    std::string run;
    std::vector<PlannedChange> rows;
}; ///< ≤ 10,000
struct SealPlan {
    std::uint64_t epoch = 0;
    std::string run;
    std::string planSha256;
    std::uint32_t rows = 0;
};
/// → ClaimedRows: those of [first, first+count) that were NotStarted, now Claimed, as stored. Fails unless
/// sealed.
struct Claim {
    std::uint64_t epoch = 0;
    std::string run;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    Millis writeTimeout{};
    Millis wall{};
};
/// A row that ended keeps its state; an open one may still change. NotStarted gives a claim back.
struct RecordOutcomes {
    std::uint64_t epoch = 0;
    std::string run;
    std::vector<RowOutcome> rows;
};
struct EndRun {
    std::uint64_t epoch = 0;
    std::string run;
    RunEnd end;
};

// ---- baseline
/// A row is never replaced by an older reading: per side, a smaller raw time leaves the whole stored row.
struct SaveBaseline {
    std::uint64_t epoch = 0;
    std::vector<BaselineRow> rows;
};
struct LoadBaseline {}; ///< → BaselineEntries, whole
struct LoadBaselineValues {
    std::vector<std::string> emails;
}; ///< → BaselineRows
struct ListBaseline {
    std::string after; ///< folded e-mail; empty: from the first
    std::uint32_t limit = 1'000;
}; ///< → BaselineRows behind it, in byte order of the e-mail
struct ForgetBaseline {
    std::uint64_t epoch = 0;
    std::vector<std::string> emails; ///< folded; empty = all of it
};                                   ///< → Forgotten

// ---- recovery and history
/// → OpenWork: rows of any run that are open (isOpen), and every run that never ended.
struct LoadOpenWork {};
struct ListRuns {
    std::uint32_t limit = 100;
}; ///< → Runs, newest first
struct LoadRun {
    std::string id;
}; ///< → RunRows; NotFound

// ---- queue
/// → JobAnswer: the job as stored, with its id; or the open job, which this one joins. Of `job` only
/// requestedBy and requestedAt count.
struct AddJob {
    Job job;
};
/// → JobAnswer: the job as stored now; or as it is, when that is not the revision named or has ended.
/// NotFound for an unknown one.
struct UpdateJob {
    Job job;
};
struct ListJobs {
    std::uint32_t limit = 100;
}; ///< → JobList, newest first

using StoreOperation =
    std::variant<ReadLease, TakeLease, Heartbeat, ReleaseLease, BeginRun, AddPlanRows, SealPlan, Claim,
                 RecordOutcomes, EndRun, SaveBaseline, LoadBaseline, LoadBaselineValues, LoadOpenWork,
                 ListRuns, LoadRun, ListBaseline, ForgetBaseline, AddJob, UpdateJob, ListJobs>;
using StoreBatch = std::vector<StoreOperation>;

// ---- answers
struct Stored {}; ///< an operation without an answer of its own
struct ClaimedRows {
    std::vector<StoredRow> rows;
};
struct BaselineEntries {
    std::vector<BaselineEntry> entries;
};
struct BaselineRows {
    std::vector<BaselineRow> rows;
};
struct Forgotten {
    std::uint64_t rows = 0;
};
struct OpenWork {
    struct Run {
        RunRecord record;
        RowsByState rows{};          ///< all of its rows, as stored
        std::vector<StoredRow> open; ///< to settle or to finish
        std::vector<std::string>
            createdUsers; ///< portal users this run created (Done rows), folded addresses
    };
    std::vector<Run> runs; ///< oldest first
};
struct Runs {
    std::vector<RunRecord> runs;
};
struct RunRows {
    RunRecord record;
    std::vector<StoredRow> rows;
};
struct JobAnswer {
    Job job;
    bool taken = false; ///< what was asked happened
};
struct JobList {
    Jobs jobs;
};

using StoreAnswer = std::variant<Stored, LeaseState, ClaimedRows, BaselineEntries, BaselineRows, OpenWork,
                                 Runs, RunRows, Forgotten, JobAnswer, JobList>;
/// One answer an operation, in order. On failure nothing of the batch was stored.
using StoreResult = Result<std::vector<StoreAnswer>>;

} // namespace devsync::core
