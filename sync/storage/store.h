// SPDX-License-Identifier: Apache-2.0
// The port to the durable state of a profile: plans, claims, outcomes, runs, baseline, lease. The operations
// and their answers are data (sync/core/store_batch.h); this says what a store promises about them.
// Called by the store thread; the simulator calls a model of it. Knows no Qt, so that pure tests can use it.
#pragma once

#include "sync/core/store_batch.h"

#include <cstddef>

namespace devsync::storage {

inline constexpr std::size_t kMaxPlanRowsAnOperation = 10'000;

/// Promises, the same for every store and proved by the same tests:
///
/// * One batch is one transaction: all of it is durable when perform() answers, or nothing of it is stored.
///   Operations see what earlier ones of the batch did. Batches take effect in the order of the calls.
/// * Lease. TakeLease succeeds when the lease is free, or when it is held and epoch and beat are exactly as
///   seen (seenEpoch ≠ 0); the new epoch is the old one + 1, its beat 0. Every other operation that names an
///   epoch fails with LeaseLost unless that epoch is the current one and held. Losing candidates get
///   LeaseTaken. No clock decides.
/// * Plan. Rows are added to an open run until SealPlan, which succeeds only when rows 0 … rows−1 are all
///   there; sealing again with the same hash and number is accepted. Only a sealed plan can be claimed from.
/// * Claim takes rows that are NotStarted, each once, and answers them in ascending order as stored. Rows
///   already claimed or final are left out: the answer may be empty. Ended runs can be claimed from (resume).
/// * RecordOutcomes. A row that ended stays as it is, without an error (a repeat is harmless); one that is
///   NotStarted or open (core::isOpen) takes the state given. Claimed keeps it open, NotStarted gives the
///   claim back. A step never goes back.
/// * EndRun may be repeated; the last end stands (a later run settles what an earlier one left open).
/// * SaveBaseline leaves the whole stored row when either side's raw time would become smaller.
/// * LoadBaseline answers in no particular order; LoadBaselineValues in the order asked, unknown ones left
/// out.
/// * Queue. At most one job is open (not isEnded): AddJob joins it. A job changes only from the revision its
///   caller saw, and never once it has ended; each change counts its revision up. No lease is needed: the
///   lease alone says who executes.
///
/// Errors of the whole batch: StoreBusy (locked beyond the wait; the batch may be tried again), StoreFull,
/// StoreFailed, LeaseTaken, LeaseLost, NotFound (unknown run or row), Internal (the caller broke the
/// contract: a run begun twice, a row added twice or after sealing, a wrong number of rows, a claim on an
/// open plan).
///
/// A store belongs to the thread that made it.
class Store {
public:
    Store() = default;
    virtual ~Store() = default;
    Store& operator=(const Store&) = delete;
    Store& operator=(Store&&) = delete;

    virtual core::StoreResult perform(const core::StoreBatch& batch) = 0;

protected:
    Store(const Store&) = default; ///< a model may be copied; the reference to a port is not sliced
    Store(Store&&) = default;
};

} // namespace devsync::storage
