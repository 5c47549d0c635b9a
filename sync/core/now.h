// SPDX-License-Identifier: Apache-2.0
// The instant an event is handled at. Read by the shell, handed in; pure rooms never read a clock.
#pragma once

#include <chrono>

namespace devsync::core {

using Millis = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;

struct Now {
    Millis mono{}; ///< monotonic since an arbitrary start; for time-outs, leases, rate, tokens
    Millis wall{}; ///< since 1970-01-01 UTC; only for stored times and clock offsets
};

} // namespace devsync::core
