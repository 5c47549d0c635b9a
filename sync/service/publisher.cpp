// SPDX-License-Identifier: Apache-2.0
#include "sync/service/publisher.h"

namespace devsync::service {

namespace {

constexpr int kEveryMs = 50;

} // namespace

Publisher::Publisher() {
    m_timer.setInterval(kEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &Publisher::flush);
}

void Publisher::begin(View view) {
    m_view = std::move(view);
    m_timer.start();
}

void Publisher::end() {
    m_timer.stop();
    flush();
    m_view = {};
}

void Publisher::flush() {
    if (!m_rows.empty()) {
        RowUpdates rows;
        rows.reserve(m_rows.size());
        for (const auto& [row, state] : m_rows)
            rows.push_back({row, state});
        m_rows.clear();
        Q_EMIT rowsChanged(rows);
    }
    if (m_view)
        Q_EMIT viewChanged(std::make_shared<const engine::RunView>(m_view()));
}

} // namespace devsync::service
