// SPDX-License-Identifier: Apache-2.0
#include "sync/log/log_buffer.h"

#include "sync/core/check.h"

#include <utility>

namespace devsync::log {

LogBuffer::LogBuffer(std::size_t capacity) : m_capacity(capacity) {
    DEVSYNC_CHECK(capacity > 0);
}

void LogBuffer::push(Record record) {
    const std::lock_guard lock(m_mutex);
    if (m_waiting.records.size() == m_capacity) {
        m_waiting.records.pop_front();
        ++m_waiting.dropped;
    }
    m_waiting.records.push_back(std::move(record));
}

LogBuffer::Batch LogBuffer::take() {
    Batch batch;
    const std::lock_guard lock(m_mutex);
    std::swap(batch, m_waiting);
    return batch;
}

} // namespace devsync::log
