// SPDX-License-Identifier: Apache-2.0
// How many requests a plan needs after go-ahead, and how long that takes (sync-rules 8, `expected`): a fresh
// run, without sign-in, retries and read-backs. A portal that pushes is not written, so pushes are not
// counted. Integers only. Called by the engine when a plan is shown.
#pragma once

#include "sync/core/now.h"
#include "sync/core/plan.h"

namespace devsync::core {

struct RequestKinds {
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;
    std::uint64_t total() const { return reads + writes; }
    bool operator==(const RequestKinds&) const = default;
};

struct ExpectedOptions {
    bool readsOtherSide = false; ///< a saved plan: each row that writes reads both sides again
};

BothSides<RequestKinds> expectedRequests(const Plan& plan, ExpectedOptions options);

/// Measured on this state's last run, else on the reads of this one.
struct SideSpeed {
    Millis read{};
    Millis write{};
    std::uint32_t concurrency = 1;    ///< ≥ 1
    std::uint32_t callsPerMinute = 0; ///< 0 = no limit
};

/// Of the slower side, rounded up.
std::uint64_t expectedSeconds(const BothSides<RequestKinds>& requests, const BothSides<SideSpeed>& speeds);

} // namespace devsync::core
