// SPDX-License-Identifier: Apache-2.0
// What the engine asks of the store, as data. A batch is one transaction: all of it or nothing. Order of
// batches is FIFO. Every operation that names an epoch fails the whole batch with LeaseLost when the lease
// has moved on.
#pragma once

#include "sync/core/journal.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace devsync::core {

/// The process that executes: a dead one on this host is known to be dead.
struct LeaseOwner {
    std::string host;
    std::int64_t pid = 0;
    std::int64_t processStart = 0; ///< clock ticks since boot, so that a recycled pid is another process
    bool operator==(const LeaseOwner&) const = default;
};

struct LeaseState {
    std::uint64_t epoch = 0; ///< 0 = never taken
    std::uint64_t beat = 0;  ///< counts heartbeats of this epoch
    bool held = false;
    LeaseOwner owner;
    enum class OwnerProcess : std::uint8_t { Unknown, Alive, Gone } process = OwnerProcess::Unknown;
};

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

using StoreOperation =
    std::variant<ReadLease, TakeLease, Heartbeat, ReleaseLease, BeginRun, AddPlanRows, SealPlan, Claim,
                 RecordOutcomes, EndRun, SaveBaseline, LoadBaseline, LoadBaselineValues, LoadOpenWork,
                 ListRuns, LoadRun, ListBaseline, ForgetBaseline>;
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

using StoreAnswer = std::variant<Stored, LeaseState, ClaimedRows, BaselineEntries, BaselineRows, OpenWork,
                                 Runs, RunRows, Forgotten>;
/// One answer an operation, in order. On failure nothing of the batch was stored.
using StoreResult = Result<std::vector<StoreAnswer>>;

} // namespace devsync::core
