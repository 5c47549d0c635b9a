// SPDX-License-Identifier: Apache-2.0
#include "sync/core/expected_requests.h"

#include <algorithm>

namespace devsync::core {

namespace {

std::uint64_t divideUp(std::uint64_t dividend, std::uint64_t divisor) {
    return (dividend + divisor - 1) / divisor;
}

/// An update reads its target again, a creation looks its address up; the status of a new developer is a
/// second such pair.
std::uint64_t writesOf(const PlanRow& row, Side side) {
    switch (row.action) {
    case Action::CreatePortalUser:
    case Action::UpdatePortalUser:
        return side == Side::Portal ? 1 : 0;
    case Action::CreateDeveloper:
        return side == Side::Apigee ? (row.has(RowFlag::SetInactive) ? 2 : 1) : 0;
    case Action::UpdateDeveloper:
        return side == Side::Apigee ? 1 : 0;
    case Action::UpdateBoth:
        return 1;
    case Action::Same:
    case Action::Held:
    case Action::Excluded:
        break;
    }
    return 0;
}

std::uint64_t secondsOf(const RequestKinds& requests, const SideSpeed& speed) {
    const std::uint64_t busy = requests.reads * static_cast<std::uint64_t>(speed.read.count())
                               + requests.writes * static_cast<std::uint64_t>(speed.write.count());
    const std::uint64_t byTime = divideUp(busy, std::uint64_t{1000} * std::max(speed.concurrency, 1u));
    const std::uint64_t byRate =
        speed.callsPerMinute == 0 ? 0 : divideUp(requests.total() * 60, speed.callsPerMinute);
    return std::max(byTime, byRate);
}

} // namespace

BothSides<RequestKinds> expectedRequests(const Plan& plan, ExpectedOptions options) {
    BothSides<RequestKinds> requests;
    for (const PlanRow& row : plan.rows) {
        for (const Side side : kSides) {
            const std::uint64_t writes = writesOf(row, side);
            const bool otherSide = row.writes() && writes == 0;
            requests[side].writes += writes;
            requests[side].reads += writes + (otherSide && options.readsOtherSide ? 1 : 0);
        }
    }
    return requests;
}

std::uint64_t expectedSeconds(const BothSides<RequestKinds>& requests, const BothSides<SideSpeed>& speeds) {
    return std::max(secondsOf(requests.apigee, speeds.apigee), secondsOf(requests.portal, speeds.portal));
}

} // namespace devsync::core
