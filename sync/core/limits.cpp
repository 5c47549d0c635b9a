// SPDX-License-Identifier: Apache-2.0
#include "sync/core/limits.h"

#include "sync/core/mutant.h"

#include <algorithm>

namespace devsync::core {

namespace {

/// A share of the side and a number: both must be exceeded, so that small portals are not stopped by a share
/// and large ones not by a number.
struct ShareLimit {
    std::uint32_t percent = 0;
    std::uint32_t minimum = 0;
};

std::uint32_t allowedRows(ShareLimit limit, std::uint32_t listed) {
    const std::uint64_t share = std::uint64_t{listed} * limit.percent / 100;
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(std::max<std::uint64_t>(share, limit.minimum), 0xffffffffu));
}

class Judge {
public:
    explicit Judge(const LimitInputs& inputs) : m_inputs(inputs) {}

    std::vector<LimitExceeded> judge() {
        for (const Side side : kSides)
            judgeEmpty(side);
        for (const Side side : kSides)
            judgeShrunk(side);
        for (const Side side : kSides)
            judgeUpdates(side);
        for (const Side side : kSides)
            judgeCreations(side);
        const PlanCounts& counts = m_inputs.plan.counts;
        above(LimitKind::Removals, Side::Apigee, counts.removals, m_inputs.limits.attributeRemovals);
        above(LimitKind::Conflicts, Side::Apigee, counts.conflicts, m_inputs.limits.conflicts);
        return std::move(m_exceeded);
    }

private:
    void judgeEmpty(Side side) {
        const std::uint32_t known = m_inputs.baselineAccounts[side];
        if (known > 0 && m_inputs.people[side] == 0)
            m_exceeded.push_back({LimitKind::SideEmpty, side, 0, known});
    }

    void judgeShrunk(Side side) {
        const std::uint32_t known = m_inputs.baselineAccounts[side];
        const std::uint32_t listed = m_inputs.people[side];
        if (listed > 0 && std::uint64_t{listed} * 2 <= known)
            m_exceeded.push_back({LimitKind::SideShrunk, side, listed, known});
    }

    void judgeUpdates(Side side) {
        const PlanCounts& counts = m_inputs.plan.counts;
        const std::uint32_t updates =
            (side == Side::Apigee ? counts.updateDeveloper : counts.updatePortalUser) + counts.updateBoth;
        const ShareLimit limit{m_inputs.limits.updatePercent, m_inputs.limits.updateMin};
        above(LimitKind::Updates, side, updates, allowedRows(limit, m_inputs.listedAccounts[side]));
    }

    /// A first synchronisation creates whatever is missing; that is what it is for.
    void judgeCreations(Side side) {
        if (!m_inputs.baselineExisted)
            return;
        const PlanCounts& counts = m_inputs.plan.counts;
        const std::uint32_t creations =
            side == Side::Apigee ? counts.createDeveloper : counts.createPortalUser;
        const ShareLimit limit{m_inputs.limits.createPercent, m_inputs.limits.createMin};
        above(LimitKind::Creations, side, creations, allowedRows(limit, m_inputs.listedAccounts[side]));
    }

    void above(LimitKind kind, Side side, std::uint32_t count, std::uint32_t allowed) {
        if (count > allowed && !mutant(kMutantLimitsIgnored))
            m_exceeded.push_back({kind, side, count, allowed});
    }

    const LimitInputs& m_inputs;
    std::vector<LimitExceeded> m_exceeded;
};

} // namespace

BothSides<std::uint32_t> peopleListed(const PlanInputs& inputs, const Plan& plan) {
    BothSides<std::uint32_t> people;
    for (const PlanRow& row : plan.rows) {
        const Pair& pair = inputs.comparison->pair(row.pair);
        if (row.action == Action::Excluded
            && (row.reason == Reason::NoEmail || row.reason == Reason::Protected))
            continue;
        for (const Side side : kSides)
            people[side] += pair.has(side) ? 1 : 0;
    }
    return people;
}

std::vector<LimitExceeded> judgeLimits(const LimitInputs& inputs) {
    return Judge(inputs).judge();
}

bool mayProceed(const std::vector<LimitExceeded>& exceeded, const PlanCounts& counts, std::uint64_t confirm) {
    if (exceeded.empty())
        return true;
    const bool absolute = std::any_of(exceeded.begin(), exceeded.end(),
                                      [](const LimitExceeded& limit) { return isAbsolute(limit.kind); });
    return !absolute && counts.writes() <= confirm;
}

} // namespace devsync::core
