// SPDX-License-Identifier: Apache-2.0
#include "sync/core/row_details.h"
#include "sync/core/creation_rule.h"
#include "sync/core/edit_times.h"
#include "sync/core/journal.h"
#include "sync/core/mutant.h"
#include "sync/core/pair_facts.h"
#include "sync/core/update_rule.h"

namespace devsync::core {

namespace {

void describeAccounts(const PairFacts& facts, FieldDetail& detail) {
    if (facts.accounts.apigee)
        detail.apigee = facts.accounts.apigee->field(detail.field);
    if (facts.accounts.portal)
        detail.portal = facts.accounts.portal->field(detail.field);
    if (!facts.baselineValues)
        return;
    for (const Side side : kSides) {
        const std::vector<Value>& known = facts.baselineValues->values[side];
        if (detail.field < known.size())
            detail.baseline[side] = known[detail.field];
    }
}

/// A missing or placeholder name is no difference to the other side's, whoever wins (3.6).
bool differs(const FieldDetail& detail, Winner winner) {
    const ValueView& winning = winner == Winner::Portal ? detail.portal : detail.apigee;
    const bool noName = isName(detail.field) && winner != Winner::None && isNoName(winning);
    return !noName && !sameContent(detail.apigee, detail.portal);
}

void describePair(const PlanRow& row, FieldDetail& detail) {
    detail.writeApigee = row.writeApigee.has(detail.field);
    detail.writePortal = row.writePortal.has(detail.field);
    detail.differs = differs(detail, row.winner);
    const bool portalStands = detail.writeApigee || (!detail.writePortal && row.winner == Winner::Portal);
    const bool loser = mutant(kMutantLoserIsCopied) && (detail.writeApigee || detail.writePortal);
    const bool undecided = row.winner == Winner::None && detail.differs;
    detail.result = undecided ? ValueView{} : portalStands != loser ? detail.portal : detail.apigee;
}

void describeCreation(const PairFacts& facts, const PlanRow& row, FieldDetail& detail) {
    detail.writeApigee = row.writeApigee.has(detail.field);
    detail.writePortal = row.writePortal.has(detail.field);
    detail.result = creationValue(*facts.accounts[facts.onlySide()], detail.field);
    detail.differs = !detail.result.isEmpty();
}

void describeFields(const PairFacts& facts, const PlanRow& row, std::vector<FieldDetail>& fields) {
    const std::size_t count = facts.accounts[facts.onlySide()]->fields.size();
    fields.assign(count, FieldDetail{});
    for (std::size_t i = 0; i < count; ++i) {
        FieldDetail& detail = fields[i];
        detail.field = static_cast<FieldIndex>(i);
        describeAccounts(facts, detail);
        if (facts.onBothSides())
            describePair(row, detail);
        else
            describeCreation(facts, row, detail);
    }
}

PairFacts savedFacts(const PlannedChange& change, BothSides<std::optional<AccountViewHolder>>& storage) {
    PairFacts facts;
    for (const Side side : kSides) {
        if (change.before[side])
            facts.accounts[side] = &storage[side].emplace(*change.before[side]).view();
    }
    facts.email = change.email;
    return facts;
}

BothSides<std::vector<Account>> twinsOf(const Comparison& comparison, Comparison::PairIndex pair) {
    BothSides<std::vector<Account>> accounts;
    const TwinGroup* const group = comparison.twins(pair);
    if (group == nullptr)
        return accounts;
    AccountScratch scratch;
    for (const Side side : kSides)
        for (const AccountTable::RowIndex row : group->rows[side])
            accounts[side].emplace_back(comparison.listing(side).table().at(row, scratch));
    return accounts;
}

std::uint64_t fingerprintOf(const BothSides<std::vector<Account>>& twins) {
    if (twins.apigee.empty() && twins.portal.empty())
        return 0;
    std::string bytes;
    for (const Side side : kSides) {
        for (const Account& account : twins[side]) {
            const AccountViewHolder holder(account);
            packItem(bytes, std::to_string(preconditionFingerprint(holder.view())));
        }
        packItem(bytes, {}); // where the other side begins
    }
    return textHash(bytes);
}

/// A name in the note was made because the source's own is taken or not allowed.
std::string createdUserName(const PairFacts& facts, const PlanRow& row, std::string_view note) {
    if (row.action != Action::CreatePortalUser && row.action != Action::CreateDeveloper)
        return {};
    return std::string(note.empty() ? facts.accounts[facts.onlySide()]->userName : note);
}

} // namespace

const RowDetails& describeRow(const PlanInputs& inputs, const Plan& plan, std::uint32_t row,
                              RowDetailsScratch& scratch) {
    const PlanRow& planned = plan.rows[row];
    const PlannedChange* const saved = inputs.saved ? &(*inputs.saved)[planned.pair] : nullptr;
    const PairFacts facts =
        saved ? savedFacts(*saved, scratch.saved) : pairFacts(inputs, planned.pair, scratch.accounts);
    RowDetails& details = scratch.details;
    details.row = &planned;
    details.email = facts.email;
    details.accounts = facts.accounts;
    details.times = saved ? EditTimes{saved->editedAt} : editTimes(facts);
    details.twins = saved ? BothSides<std::vector<Account>>() : twinsOf(*inputs.comparison, planned.pair);
    details.twinsFingerprint = saved ? saved->twinsFingerprint : fingerprintOf(details.twins);
    describeFields(facts, planned, details.fields);
    details.userName = createdUserName(facts, planned, plan.note(planned.pair));
    details.createStatus = facts.accounts[facts.onlySide()]->status;
    return details;
}

} // namespace devsync::core
