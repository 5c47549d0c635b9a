// SPDX-License-Identifier: Apache-2.0
// One bar for the whole run: all phases share it, it never goes back and is full only at the end. Rate and
// remaining time come from the last ten seconds of writing. Told of every view of the run; pure.
#pragma once

#include "sync/core/now.h"
#include "sync/engine/run_view.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace devsync::view {

struct Progress {
    std::optional<std::uint32_t> permille; ///< 0–1000; nullopt = how much is to be done is not known yet
    std::uint32_t perSecond = 0;           ///< accounts read or written; 0 = not known
    std::optional<std::uint32_t> secondsLeft;
    bool operator==(const Progress&) const = default;
};

class ProgressMeter {
public:
    /// `expected`: accounts the last comparison listed on each side, 0 = never compared. `writes`: a run, not
    /// a comparison alone.
    void begin(core::Millis mono, core::BothSides<std::uint32_t> expected, bool writes);
    Progress observe(const engine::RunView& view, core::Millis mono);

private:
    struct Sample {
        core::Millis at{};
        std::uint64_t done = 0;
    };
    std::optional<std::uint32_t> share(const engine::RunView& view) const;
    void sample(std::uint64_t done, core::Millis mono);
    std::uint32_t rate() const;
    std::optional<std::uint32_t> remaining(const engine::RunView& view, core::Millis mono) const;

    core::BothSides<std::uint32_t> m_expected;
    bool m_writes = false;
    std::uint32_t m_reached = 0;
    engine::Phase m_phase = engine::Phase::Idle;
    core::Millis m_phaseBegan{};
    std::deque<Sample> m_samples; ///< of the last ten seconds, oldest first
};

} // namespace devsync::view
