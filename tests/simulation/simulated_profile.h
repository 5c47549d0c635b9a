// SPDX-License-Identifier: Apache-2.0
// A profile in virtual time: two servers, the wire, a store, and one process after the other that works on
// it, all watched by the invariants. What happens to them is the caller's.
#pragma once

#include "tests/simulation/invariants.h"
#include "tests/simulation/network.h"
#include "tests/simulation/timeline.h"
#include "tests/simulation/worker.h"
#include "tests/support/judged_store.h"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace devsync::testing {

enum class StateKind : std::uint8_t {
    Model,  ///< in memory: thousands of schedules a minute
    Sqlite, ///< the product's; judged over connections of their own, as another process would read it
};

/// Once nothing fails any more: a write's time-out, two readings 10 s apart, a lease watched for 60 s.
inline constexpr core::Millis kQuietRunAtMost{180'000};

class SimulatedProfile {
public:
    SimulatedProfile(sandbox::World seeded, std::uint64_t networkSeed, std::uint32_t apigeePage,
                     StateKind state);
    SimulatedProfile(const SimulatedProfile&) = delete;

    Timeline timeline;
    sandbox::World world;
    std::unique_ptr<JudgedStore> store;
    Network network;
    Invariants invariants;
    std::shared_ptr<core::Policy> policy = std::make_shared<core::Policy>(); ///< limits lifted
    std::vector<std::unique_ptr<Worker>> workers;

    /// Of the next process: a run to its end that needs no go-ahead.
    Worker::Config nextConfig() const;
    /// The process is known to be gone once it was killed.
    Worker& start(Worker::Config config);
    /// To its end, its death, or the bound of turns, which is a broken promise.
    void runUntilEnded(Worker& worker);
    /// Whoever still works is killed; what is on the wire lands, and nobody hears of it.
    void drain();

private:
    std::set<std::int64_t> m_dead; ///< pids
    core::BothSides<std::shared_ptr<const protocol::AccountStore>> m_stores;
};

} // namespace devsync::testing
