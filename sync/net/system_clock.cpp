// SPDX-License-Identifier: Apache-2.0
#include "sync/net/system_clock.h"

#include <time.h>

namespace devsync::net {

namespace {

core::Millis readClock(clockid_t id) {
    timespec t{};
    clock_gettime(id, &t);
    return std::chrono::duration_cast<core::Millis>(std::chrono::seconds(t.tv_sec)
                                                    + std::chrono::nanoseconds(t.tv_nsec));
}

} // namespace

core::Now systemNow() {
    return {.mono = readClock(CLOCK_BOOTTIME), .wall = readClock(CLOCK_REALTIME)};
}

} // namespace devsync::net
