// SPDX-License-Identifier: Apache-2.0
// One whole run by the product's engine and shell against a sandbox that answers after kLatencyMs: signs in,
// lists, plans, writes updates to one side only. The rate is read from the sandbox's request log. For
// run_bench and journal_bench.
#pragma once

#include "sync/core/side.h"
#include "sync/storage/store_thread.h"

#include <cstdint>
#include <functional>

namespace devsync::bench {

/// The sandbox remembers no more requests than two a row for this many.
inline constexpr std::uint32_t kMaxRows = 4500;

struct RunLoad {
    core::Side side = core::Side::Apigee; ///< where it writes
    std::uint32_t rows = 1;               ///< 1..kMaxRows, each a reading and a write
    std::uint32_t inFlight = 32;          ///< on that side; the other one keeps the profile's default
    /// What the run keeps its state in, from what it would keep it in; empty: the latter.
    std::function<storage::StoreThread::Opener(storage::StoreThread::Opener)> store{};
};

struct RunFigures {
    double perSecond = 0; ///< requests while executing, from the first that arrived to the last answered
    /// Anything that is not as planned: another verdict than success, requests that are missing or too many.
    std::uint32_t failed = 0;
};

/// Wants a QCoreApplication; runs an event loop until the run has ended. The state lies beside the program:
/// a folder for temporary files may be memory.
RunFigures measureRun(const RunLoad& load);

} // namespace devsync::bench
