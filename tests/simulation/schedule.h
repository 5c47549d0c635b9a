// SPDX-License-Identifier: Apache-2.0
// One seeded life of a profile: a world, foreign edits, faults on wire and disk, kills, a second worker; then
// quiet, in which everything must settle within a bounded number of turns. Equal seeds give equal effects.
#pragma once

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
    std::uint32_t writes = 0;
};

enum class StateKind : std::uint8_t {
    Model,  ///< in memory: thousands of schedules a minute
    Sqlite, ///< the product's; judged over connections of their own, as another process would read it
};
ScheduleResult playSchedule(std::uint64_t seed, StateKind state = StateKind::Model);

} // namespace devsync::testing
