// SPDX-License-Identifier: Apache-2.0
// Which rows of the sealed plan are claimed, and when the next ones are: ahead of their execution, so that
// the rate does not wait for the disk (architecture, section 4). A claim is asked for when half the window is
// used.
#pragma once

#include "sync/core/store_batch.h"

#include <cstdint>

namespace devsync::engine {

class Claims {
public:
    Claims() = default;
    struct Plan {
        std::uint32_t rows = 0;
        std::uint32_t window = 0; ///< 2–4 times the requests in flight
        std::uint32_t first = 0;  ///< rows before it have ended
        std::uint32_t atMost = 0; ///< rows that are executed in this slice; 0 = all
    };
    explicit Claims(const Plan& plan)
        : m_rows(plan.rows), m_window(plan.window), m_next(plan.first),
          m_left(plan.atMost == 0 ? plan.rows : plan.atMost) {}

    bool due() const { return !m_asked && m_next < m_rows && m_left > 0 && m_live <= m_window / 2; }
    /// The range of the next claim; due() must hold.
    struct Range {
        std::uint32_t first = 0;
        std::uint32_t count = 0;
    };
    Range take();
    void stored(std::uint32_t claimed);
    void rowEnded() { --m_live; }
    /// No further claims.
    void stop() { m_next = m_rows; }
    bool exhausted() const { return !m_asked && (m_next == m_rows || m_left == 0) && m_live == 0; }

private:
    std::uint32_t m_rows = 0;
    std::uint32_t m_window = 0;
    std::uint32_t m_next = 0;
    std::uint32_t m_left = 0; ///< rows this slice may still claim
    std::uint32_t m_live = 0; ///< claimed and not ended
    bool m_asked = false;
};

} // namespace devsync::engine
