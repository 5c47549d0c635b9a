// SPDX-License-Identifier: Apache-2.0
// The state of a profile on this machine: opened to write by runs, only read by Compare and history. Reading
// makes and changes nothing; a state that is not there reads as an empty one.
#pragma once

#include "sync/core/journal.h"
#include "sync/core/run_condition.h"
#include "sync/core/store_batch.h"
#include "sync/storage/store_thread.h"

#include <optional>
#include <string>
#include <vector>

namespace devsync::service {

struct StatePlace {
    std::string path; ///< UTF-8
    core::Identity identity;
};

/// Called on the store's thread.
storage::StoreThread::Opener stateToWrite(StatePlace place);
storage::StoreThread::Opener stateToRead(StatePlace place);
/// Made by the first batch that writes. An older state has no queue: until one writes it reads as empty.
storage::StoreThread::Opener stateOfQueue(StatePlace place);

/// Newest first. Reads in the calling thread: not for the window's.
core::Result<std::vector<core::RunRecord>> readRuns(const StatePlace& place, std::uint32_t limit);
/// The same with what is going on with each.
core::Result<std::vector<core::ListedRun>> listRuns(const StatePlace& place, std::uint32_t limit);
/// The newest run, if rows of it are left. Executing: the lease is held by a process that lives, or may live,
/// even when it was not begun by that process.
core::Result<std::optional<core::ListedRun>> findUnfinished(const StatePlace& place);
/// What the last synchronisation remembers: up to `limit` accounts behind the folded address `after`.
core::Result<std::vector<core::BaselineRow>> readBaseline(const StatePlace& place, const std::string& after,
                                                          std::uint32_t limit);
/// Of one folded address: one row or none.
core::Result<std::vector<core::BaselineRow>> readBaselineOf(const StatePlace& place,
                                                            const std::string& email);

/// The newest run, if it ended before its rows did; nullopt: there is nothing to go on with.
core::Result<std::optional<core::RunRecord>> findUnfinishedRun(const StatePlace& place);
/// NotFound when there is no such run.
core::Result<core::RunRows> readRun(const StatePlace& place, const std::string& id);

} // namespace devsync::service
