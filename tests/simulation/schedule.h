// SPDX-License-Identifier: Apache-2.0
// One seeded life of a profile: a world, foreign edits, faults on wire and disk, end points out of order two
// at a time, kills, stops, a second worker; then quiet, in which everything must settle within bounds. Equal
// seeds give equal effects.
#pragma once

#include "tests/simulation/simulated_profile.h"

#include <cstdint>
#include <string>
#include <vector>

namespace devsync::testing {

struct ScheduleResult {
    std::vector<std::string> violations; ///< empty: all held
    std::uint64_t effectHash = 0;

    // coverage
    bool faulty = false;
    bool slowStore = false;
    std::uint32_t late = 0, lost = 0, busy = 0;
    std::uint32_t leaseLost = 0;
    std::uint32_t crashes[6] = {}; ///< by CrashPoint
    std::uint32_t landedAfterRead = 0;
    std::uint32_t edits = 0;
    std::uint32_t stops = 0;   ///< of runs that were under way
    std::uint32_t blocked = 0; ///< times two end points were out of order at once
    std::uint32_t limited = 0; ///< runs that a limit stopped
    std::uint32_t writes = 0;
};

ScheduleResult playSchedule(std::uint64_t seed, StateKind state = StateKind::Model);

} // namespace devsync::testing
