// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/timeline.h"

namespace devsync::testing {

bool Timeline::step() {
    if (m_events.empty())
        return false;
    auto node = m_events.extract(m_events.begin());
    m_mono = node.key().at;
    ++m_turns;
    node.mapped()();
    return true;
}

} // namespace devsync::testing
