// SPDX-License-Identifier: Apache-2.0
// The rate limit of one side as arithmetic on instants (GCRA): at most callsPerMinute on average, a second's
// worth at once. Integer microseconds; no clock.
#pragma once

#include "sync/core/now.h"

#include <cstdint>

namespace devsync::core {

class RateLimiter {
public:
    /// 0 = no limit.
    explicit RateLimiter(std::uint32_t callsPerMinute);

    bool tryTake(Millis mono);
    /// When the next call may go; ≤ now when one may go at once.
    Millis nextAt() const;

private:
    std::int64_t m_intervalUs = 0;
    std::int64_t m_burstUs = 0;
    std::int64_t m_theoreticalUs = 0; ///< when the bucket would be exactly on schedule
};

} // namespace devsync::core
