// SPDX-License-Identifier: Apache-2.0
// A profile of 50 people, synchronised until there is nothing to do. One operation of the first run may fail;
// whatever it is, the end must be that of an undisturbed run.
#pragma once

#include "tests/simulation/simulated_profile.h"
#include "tests/support/failing_disk.h"

#include <cstdint>
#include <string>
#include <vector>

namespace devsync::testing {

/// The `nth` (from 1) of its kind in the first run; 0 = undisturbed.
struct Strike {
    enum class What : std::uint8_t {
        Request, ///< meets `fate`
        Batch,   ///< of the store, meets `batch`
        Disk,    ///< operation of the disk under SQLite, meets `disk`
        Kill,    ///< step of the process: an event handled or an effect performed; it is killed before
        Stop,    ///< step; the operator stops the run there
        Account, ///< not the n-th of anything: every write to `account` is refused
    };
    What what = What::Request;
    std::uint64_t nth = 0;
    Network::Fate fate = Network::Fate::Normal;
    StoreFault batch = StoreFault::None;
    DiskFault disk = DiskFault::Full;
    int status = 500;         ///< of Network::Fate::Status
    std::string account = {}; ///< folded
};

struct ReferenceRun {
    std::vector<std::string> violations; ///< empty: all held
    std::string world;                   ///< both sides in words, without times and ids
    std::uint32_t executedWrites = 0;    ///< that a server carried out, in all runs
    std::uint32_t runs = 0;              ///< until one had nothing to do
    core::Millis longestRun{};           ///< of those after the first
    // of the first run
    core::VerdictKind verdict = core::VerdictKind::Failed;
    core::LedgerCounts counts; ///< all 0 when it was killed
    std::uint64_t requests = 0, batches = 0, steps = 0, diskOperations = 0;
};

ReferenceRun playReferenceRun(const Strike& strike = {}, StateKind state = StateKind::Model);

} // namespace devsync::testing
