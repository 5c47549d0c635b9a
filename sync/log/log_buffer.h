// SPDX-License-Identifier: Apache-2.0
// Where records wait for the window, which takes them in batches every 33 to 50 ms. Bounded: when nobody
// takes, the oldest go and are counted; the file has them all. Any thread.
#pragma once

#include "sync/log/record.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>

namespace devsync::log {

class LogBuffer {
public:
    struct Batch {
        std::deque<Record> records; ///< oldest first
        std::uint64_t dropped = 0;  ///< lost before the first of them, since the last take()
    };

    explicit LogBuffer(std::size_t capacity); ///< at least 1
    void push(Record record);
    Batch take();

private:
    const std::size_t m_capacity;
    std::mutex m_mutex;
    Batch m_waiting;
};

} // namespace devsync::log
