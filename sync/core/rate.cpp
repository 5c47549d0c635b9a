// SPDX-License-Identifier: Apache-2.0
#include "sync/core/rate.h"

#include <algorithm>

namespace devsync::core {

namespace {
constexpr std::int64_t kMinuteUs = 60'000'000;
constexpr std::int64_t kBurstUs = 1'000'000;
} // namespace

RateLimiter::RateLimiter(std::uint32_t callsPerMinute) {
    if (callsPerMinute == 0)
        return;
    m_intervalUs = kMinuteUs / callsPerMinute;
    m_burstUs = std::max<std::int64_t>(0, kBurstUs - m_intervalUs);
    m_theoreticalUs = INT64_MIN / 2;
}

bool RateLimiter::tryTake(Millis mono) {
    if (m_intervalUs == 0)
        return true;
    const std::int64_t now = mono.count() * 1000;
    if (now < m_theoreticalUs - m_burstUs)
        return false;
    m_theoreticalUs = std::max(m_theoreticalUs, now) + m_intervalUs;
    return true;
}

Millis RateLimiter::nextAt() const {
    if (m_intervalUs == 0)
        return Millis::min();
    const std::int64_t us = m_theoreticalUs - m_burstUs;
    return Millis(us < 0 ? us / 1000 : (us + 999) / 1000);
}

} // namespace devsync::core
