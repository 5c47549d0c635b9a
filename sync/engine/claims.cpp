// SPDX-License-Identifier: Apache-2.0
#include "sync/engine/claims.h"

#include <algorithm>

namespace devsync::engine {

Claims::Range Claims::take() {
    const Range range{m_next, std::min({m_window - m_live, m_rows - m_next, m_left})};
    m_next += range.count;
    m_asked = true;
    return range;
}

void Claims::stored(std::uint32_t claimed) {
    m_asked = false;
    m_live += claimed;
    m_left -= claimed;
}

} // namespace devsync::engine
