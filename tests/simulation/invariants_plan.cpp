// SPDX-License-Identifier: Apache-2.0
#include "tests/core/listing_world.h"
#include "tests/simulation/invariants.h"

#include <algorithm>

namespace devsync::testing {

using core::Action;
using core::Side;

namespace {

/// The same accounts, listed the other way round.
std::shared_ptr<const core::CompleteListing> reversed(const core::CompleteListing& listing) {
    std::vector<core::Account> accounts;
    core::AccountScratch scratch;
    for (core::AccountTable::RowIndex row = listing.table().size(); row > 0; --row)
        if (!listing.superseded(row - 1))
            accounts.emplace_back(listing.table().at(row - 1, scratch));
    return core::testing::listingOf(listing.side(), accounts, listing.table().fieldCount());
}

bool isMadeAlike(const engine::PreparedPlan& prepared) {
    core::PlanInputs inputs = prepared.inputs;
    inputs.comparison = std::make_shared<const core::Comparison>(
        core::compare(reversed(inputs.comparison->listing(Side::Apigee)),
                      reversed(inputs.comparison->listing(Side::Portal))));
    return core::makePlan(inputs).rows == prepared.plan.rows;
}

/// Updates beyond both the share and the number; the other limits are lifted in schedules.
bool exceedsItsLimits(const engine::PreparedPlan& prepared) {
    const core::Limits& limits = prepared.inputs.policy->limits;
    return std::ranges::any_of(core::kSides, [&](Side side) {
        const Action update = side == Side::Apigee ? Action::UpdateDeveloper : Action::UpdatePortalUser;
        const auto updates = static_cast<std::uint64_t>(
            std::ranges::count(prepared.plan.rows, update, &core::PlanRow::action));
        return updates > limits.updateMin
               && updates * 100 > std::uint64_t{prepared.accounts[side]} * limits.updatePercent;
    });
}

} // namespace

void Invariants::judgePlan(const Worker& worker, const engine::PreparedPlan& prepared) {
    const core::Comparison& comparison = *prepared.inputs.comparison;
    for (core::Comparison::PairIndex pair = 0; pair < comparison.size(); ++pair)
        judgeAbsence(worker, comparison, pair);
    if (!isMadeAlike(prepared))
        broken(kPlanIsPure);
    if (exceedsItsLimits(prepared))
        m_limited.insert(worker.options().runId);
}

/// What was created while the sides were listed may be in the listing or not.
void Invariants::judgeAbsence(const Worker& worker, const core::Comparison& comparison,
                              core::Comparison::PairIndex pair) {
    const std::string email(comparison.foldedEmail(pair));
    for (const Side side : core::kSides) {
        if (email.empty() || comparison.pair(pair).has(side) || !fenceOf(side, email).exists)
            continue;
        const auto created = m_createdAt.find({side, email});
        if (created == m_createdAt.end() || created->second < m_startedAt[worker.options().runId])
            broken(kAbsenceProven, email);
    }
}

void Invariants::rememberIntention(Side side, const std::string& email) {
    for (const SeenClaim& claim : m_store.claims())
        if (claim.email == email)
            if (std::optional<core::StoredRow> row = m_store.row(claim.run, claim.row))
                m_intended[{side, email}].push_back(std::move(row->change));
}

/// All fields of a record change with one request.
void Invariants::judgeRecord(Side side, const std::string& email) {
    const std::vector<core::PlannedChange>& intended = m_intended[{side, email}];
    if (!intended.empty() && std::ranges::none_of(intended, [this](const core::PlannedChange& change) {
            return holdsFields(change);
        }))
        broken(kWholeRecord, email);
}

} // namespace devsync::testing
