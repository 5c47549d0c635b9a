// SPDX-License-Identifier: Apache-2.0
#include "sync/core/clock_offset.h"

#include <algorithm>

namespace devsync::core {

namespace {

/// Rounds towards minus infinity, so that a median does not depend on the sign of the offset.
std::int64_t floorHalf(std::int64_t twice) {
    return twice >= 0 ? twice / 2 : -((1 - twice) / 2);
}

/// The Date is cut to seconds, so its expected instant is half a second later.
ClockOffset measureOne(const ClockSample& sample) {
    const std::int64_t twiceMiddle = sample.sent.count() + sample.received.count();
    const std::int64_t roundTrip = (sample.received - sample.sent).count();
    return {floorHalf(2 * (sample.dateSeconds * 1000 + 500) - twiceMiddle), 500 + (roundTrip + 1) / 2};
}

std::int64_t roundToSeconds(std::int64_t milliseconds) {
    return (milliseconds >= 0 ? milliseconds + 500 : milliseconds - 500) / 1000;
}

} // namespace

std::optional<ClockOffset> measureClock(const std::vector<ClockSample>& samples) {
    std::vector<ClockOffset> offsets;
    for (const ClockSample& sample : samples) {
        if (sample.received >= sample.sent)
            offsets.push_back(measureOne(sample));
    }
    if (offsets.size() < kMinClockSamples)
        return std::nullopt;
    std::sort(offsets.begin(), offsets.end(), [](const ClockOffset& a, const ClockOffset& b) {
        return a.milliseconds != b.milliseconds ? a.milliseconds < b.milliseconds
                                                : a.uncertaintyMs < b.uncertaintyMs;
    });
    const ClockOffset& upper = offsets[offsets.size() / 2];
    const ClockOffset& lower = offsets[(offsets.size() - 1) / 2];
    return ClockOffset{floorHalf(lower.milliseconds + upper.milliseconds),
                       std::max(lower.uncertaintyMs, upper.uncertaintyMs)};
}

std::int64_t ruleOffsetSeconds(const BothSides<std::optional<ClockOffset>>& sides, ClockMode mode) {
    if (mode == ClockMode::Raw || !sides.apigee || !sides.portal)
        return 0;
    const std::int64_t difference = sides.portal->milliseconds - sides.apigee->milliseconds;
    const bool within = difference <= kClockToleranceMs && difference >= -kClockToleranceMs;
    return within ? 0 : roundToSeconds(difference);
}

} // namespace devsync::core
