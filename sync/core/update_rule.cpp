// SPDX-License-Identifier: Apache-2.0
#include "sync/core/update_rule.h"

#include "sync/core/baseline_changes.h"
#include "sync/core/mutant.h"

namespace devsync::core {

namespace {

Ruling withOverride(Ruling ruling, const RowDecision* decision) {
    const RowOverride row = decision ? decision->row : RowOverride::None;
    if (row == RowOverride::ToPortal)
        return {Winner::Apigee, Reason::Override, false};
    if (row == RowOverride::ToApigee)
        return {Winner::Portal, Reason::Override, false};
    return ruling;
}

class UpdateProposal {
public:
    UpdateProposal(const PairFacts& facts, const Policy& policy, const Sources& sources, PlanRow& row)
        : m_facts(facts), m_policy(policy), m_sources(sources), m_row(row),
          m_changed(changedSinceBaseline(facts)) {}

    void judgeAllFields() {
        for (std::size_t i = 0; i < m_facts.accounts.apigee->fields.size(); ++i)
            judge(static_cast<FieldIndex>(i));
    }

    void setAction() {
        const bool toApigee = !m_row.writeApigee.none();
        const bool toPortal = !m_row.writePortal.none();
        m_row.action = toApigee && toPortal ? Action::UpdateBoth
                       : toApigee           ? Action::UpdateDeveloper
                       : toPortal           ? Action::UpdatePortalUser
                                            : Action::Same;
        m_row.reason = m_row.action == Action::Same ? Reason::Equal
                       : m_byHand                   ? Reason::Override
                                                    : m_sources.ruling().reason;
    }

private:
    void judge(FieldIndex field) {
        const FieldSource source = m_sources.of(field);
        const FieldStep step = judgeField(fieldFacts(m_facts, field), source, m_policy);
        if (step == FieldStep::Kept)
            m_row.set(RowFlag::EmptyKept);
        if (step == FieldStep::Equal || step == FieldStep::Kept)
            return;
        if (mutant(kMutantFieldForgotten) && field == kFirstName)
            return;
        (source.side == Side::Apigee ? m_row.writePortal : m_row.writeApigee).set(field);
        m_byHand = m_byHand || source.byHand;
        if (step == FieldStep::Remove)
            ++m_row.removals;
        if (step == FieldStep::DoesNotFit)
            proposeHold(m_row, HeldBecause::ValueDoesNotFit, heldField(field));
        if (m_changed.apigee.has(field) && m_changed.portal.has(field))
            m_row.set(RowFlag::Conflict);
    }

    const PairFacts& m_facts;
    const Policy& m_policy;
    const Sources& m_sources;
    PlanRow& m_row;
    const BothSides<FieldMask> m_changed;
    bool m_byHand = false;
};

/// True when no field would be written whichever side won: then no time is needed.
bool equalForBoth(const PairFacts& facts, const Policy& policy) {
    for (std::size_t i = 0; i < facts.accounts.apigee->fields.size(); ++i) {
        for (const Side side : kSides) {
            const FieldFacts field = fieldFacts(facts, static_cast<FieldIndex>(i));
            if (judgeField(field, {side, false}, policy) > FieldStep::Kept)
                return false;
        }
    }
    return true;
}

/// Counted as the developer will have them; unmanaged ones stay, and an empty attribute is one too.
std::size_t attributesAfter(const AccountView& apigee, const AccountView& portal, FieldMask writes) {
    std::size_t count = apigee.unmanagedCount;
    for (std::size_t i = kFirstAttribute; i < apigee.fields.size(); ++i) {
        const bool written = writes.has(static_cast<FieldIndex>(i));
        count += written ? !portal.fields[i].isEmpty() : apigee.fields[i].state != ValueState::Absent;
    }
    return count;
}

void holdTooManyAttributes(const PairFacts& facts, PlanRow& row) {
    if (row.writeApigee.none())
        return;
    const std::size_t count =
        attributesAfter(*facts.accounts.apigee, *facts.accounts.portal, row.writeApigee);
    if (count > kApigeeAttributeLimit)
        proposeHold(row, HeldBecause::AttributeLimit, 0);
}

/// Which of two occurrences is meant is not ours to guess, whoever wins.
void holdDuplicates(const PairFacts& facts, PlanRow& row) {
    for (std::size_t i = kFirstAttribute; i < facts.accounts.apigee->fields.size(); ++i) {
        if (facts.accounts.apigee->fields[i].state == ValueState::Duplicate)
            proposeHold(row, HeldBecause::DuplicateAttribute, heldField(static_cast<FieldIndex>(i)));
    }
}

void holdForDecision(const Policy& policy, const Sources& sources, PlanRow& row) {
    const bool conflict = row.has(RowFlag::Conflict) && policy.conflicts == ConflictMode::Hold;
    if (conflict && !sources.decidedByHand())
        proposeHold(row, HeldBecause::Conflict, 0);
}

} // namespace

Sources::Sources(Ruling ruling, const RowDecision* decision)
    : m_ruling(withOverride(ruling, decision)), m_decision(decision) {}

FieldSource Sources::of(FieldIndex field) const {
    if (m_decision) {
        const auto chosen = m_decision->fields.find(field);
        if (chosen != m_decision->fields.end())
            return {chosen->second, true};
    }
    return {m_ruling.winner == Winner::Portal ? Side::Portal : Side::Apigee, false};
}

bool Sources::decidedByHand() const {
    return m_ruling.reason == Reason::Override || (m_decision && !m_decision->fields.empty());
}

FieldFacts fieldFacts(const PairFacts& facts, FieldIndex field) {
    const BaselineRow* known = facts.pairBaseline() ? facts.baselineValues : nullptr;
    const bool had =
        known && field < known->values.portal.size() && !known->values.portal[field].view().isEmpty();
    return {field, {facts.accounts.apigee->field(field), facts.accounts.portal->field(field)}, had};
}

void proposeUpdate(const PairFacts& facts, const Policy& policy, const RowDecision* decision, PlanRow& row) {
    const Sources sources(ruleWinner(facts), decision);
    row.winner = sources.ruling().winner;
    holdDuplicates(facts, row);
    if (row.winner == Winner::None) {
        row.reason = equalForBoth(facts, policy) ? Reason::Equal : Reason::None;
        if (row.reason == Reason::None)
            proposeHold(row, HeldBecause::TimeUnknown, 0);
        return;
    }
    if (sources.ruling().clockDecided)
        row.set(RowFlag::ClockDecided);
    UpdateProposal proposal(facts, policy, sources, row);
    proposal.judgeAllFields();
    proposal.setAction();
    holdTooManyAttributes(facts, row);
    holdForDecision(policy, sources, row);
    if (decision && decision->row == RowOverride::Hold && row.action != Action::Same)
        proposeHold(row, HeldBecause::Operator, 0);
}

} // namespace devsync::core
