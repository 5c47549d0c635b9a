// SPDX-License-Identifier: Apache-2.0
// Virtual time: things happen in order of their instant, ties in the order they were planned. Deterministic.
#pragma once

#include "sync/core/now.h"

#include <cstdint>
#include <functional>
#include <map>

namespace devsync::testing {

class Timeline {
public:
    core::Millis mono() const { return m_mono; }
    core::Now now() const { return {m_mono, m_mono + m_wallOffset}; }
    /// The wall clock jumps; the monotonic one does not.
    void stepWall(core::Millis by) { m_wallOffset += by; }

    void after(core::Millis delay, std::function<void()> happening) {
        m_events.emplace(Key{m_mono + delay, m_next++}, std::move(happening));
    }
    /// False when nothing is left.
    bool step();
    std::uint64_t turns() const { return m_turns; }

private:
    struct Key {
        core::Millis at;
        std::uint64_t order;
        auto operator<=>(const Key&) const = default;
    };
    /// 2025-07-01, after every stamp of a seeded world.
    static constexpr core::Millis kWallStart{1'751'328'000'000};

    core::Millis m_mono{1'000'000};
    core::Millis m_wallOffset{kWallStart};
    std::uint64_t m_next = 0;
    std::uint64_t m_turns = 0;
    std::map<Key, std::function<void()>> m_events;
};

} // namespace devsync::testing
