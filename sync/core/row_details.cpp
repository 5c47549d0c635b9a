// SPDX-License-Identifier: Apache-2.0
#include "sync/core/creation_rule.h"
#include "sync/core/edit_times.h"
#include "sync/core/pair_facts.h"
#include "sync/core/plan.h"
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
    const bool undecided = row.winner == Winner::None && detail.differs;
    detail.result = undecided ? ValueView{} : portalStands ? detail.portal : detail.apigee;
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
    PairFacts facts = pairFacts(inputs, planned.pair, scratch.accounts);
    RowDetails& details = scratch.details;
    details.row = &planned;
    details.email = facts.email;
    details.accounts = facts.accounts;
    details.times = editTimes(facts);
    describeFields(facts, planned, details.fields);
    details.userName = createdUserName(facts, planned, plan.note(planned.pair));
    details.createStatus = facts.accounts[facts.onlySide()]->status;
    return details;
}

} // namespace devsync::core
