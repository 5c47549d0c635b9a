// SPDX-License-Identifier: Apache-2.0
// Who executes, as the store knows it: one lease a profile (sync-rules 9.10). Values only; what a store
// promises about them is in sync/storage/store.h.
#pragma once

#include <cstdint>
#include <string>

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

} // namespace devsync::core
