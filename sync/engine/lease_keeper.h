// SPDX-License-Identifier: Apache-2.0
// One executing run a profile (sync-rules 9.10): takes the lease, keeps it beating, knows until when it
// surely holds. No wall clock decides: a holder known to be dead is followed at once, one known to live
// refuses us at once, and one of whom nothing is known is watched: it lives as soon as its beat moves, and is
// dead when that has not moved for one whole lease on our own clock.
#pragma once

#include "sync/core/store_batch.h"
#include "sync/engine/outbox.h"
#include "sync/engine/store_desk.h"

#include <optional>

namespace devsync::engine {

class LeaseKeeper {
public:
    enum class State : std::uint8_t { Idle, Asking, Watching, Held, Refused, Lost };

    struct Config {
        core::LeaseOwner owner;
        core::Millis duration{60'000}; ///< write time-out + 30 s
        bool wait = false;             ///< for a holder that lives, too
    };

    void begin(Config config, StoreDesk& desk, Outbox& outbox);
    void leaseRead(const StoreDesk::Done& done, StoreDesk& desk, Outbox& outbox);
    void leaseTaken(const StoreDesk::Done& done, Outbox& outbox);
    void beatStored(const StoreDesk::Done& done);
    void lose() { m_state = State::Lost; }
    /// Heartbeats and watching.
    void wake(StoreDesk& desk, Outbox& outbox);

    State state() const { return m_state; }
    std::uint64_t epoch() const { return m_epoch; }
    const std::optional<core::Error>& error() const { return m_error; }
    /// Monotonic; nothing is held after it.
    core::Millis end() const { return m_end; }
    std::optional<core::Millis> nextWake() const;

private:
    void take(core::TakeLease request, StoreDesk& desk, Outbox& outbox);
    bool isAsSeen(const core::LeaseState& lease) const;
    bool isAlive(const core::LeaseState& lease) const;
    void watch(const core::LeaseState& seen, StoreDesk& desk, Outbox& outbox);
    void refuse(core::Error error);

    Config m_config;
    State m_state = State::Idle;
    std::uint64_t m_epoch = 0;
    core::Millis m_end = core::Millis::min();
    core::Millis m_nextBeat{};
    core::LeaseState m_seen; ///< while watching
    core::Millis m_seenSince{};
    std::optional<core::Error> m_error;
};

} // namespace devsync::engine
