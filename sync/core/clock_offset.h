// SPDX-License-Identifier: Apache-2.0
// How far a server's clock is from the console's, and what the rule makes of it (sync-rules 3.8). Integers
// only; the caller collects samples from answers that carry a Date (or from the bridge, which tells its
// time).
#pragma once

#include "sync/core/now.h"
#include "sync/core/policy.h"
#include "sync/core/side.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace devsync::core {

/// One answer. Sent and received are on one clock of the console.
struct ClockSample {
    std::int64_t dateSeconds = 0; ///< the Date header, seconds since 1970
    Millis sent{};
    Millis received{};
};

/// Server's clock minus that clock of the console.
struct ClockOffset {
    std::int64_t milliseconds = 0;
    std::int64_t uncertaintyMs = 0; ///< ±
    bool operator==(const ClockOffset&) const = default;
};

inline constexpr std::size_t kMinClockSamples = 5;
/// Up to here two clocks count as equal.
inline constexpr std::int64_t kClockToleranceMs = 5000;

/// Median of the samples; nullopt with fewer than kMinClockSamples usable ones. A sample during which the
/// console's clock was set back is not usable.
std::optional<ClockOffset> measureClock(const std::vector<ClockSample>& samples);

/// The rule's offset in seconds, portal − Apigee: 0 up to the tolerance, when a side could not be measured,
/// and with clock = raw.
std::int64_t ruleOffsetSeconds(const BothSides<std::optional<ClockOffset>>& sides, ClockMode mode);

} // namespace devsync::core
