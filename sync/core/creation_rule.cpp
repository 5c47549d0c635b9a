// SPDX-License-Identifier: Apache-2.0
#include "sync/core/creation_rule.h"

#include "sync/core/edit_times.h"
#include "sync/core/email_key.h"
#include "sync/core/field_rules.h"
#include "sync/core/user_name.h"

namespace devsync::core {

namespace {

const Value& placeholder(FieldIndex field) {
    static const Value kFirst = Value::text("FirstName");
    static const Value kLast = Value::text("LastName");
    return field == kFirstName ? kFirst : kLast;
}

void checkNames(const AccountView& source, const Policy& policy, PlanRow& row) {
    for (const FieldIndex field : {kFirstName, kLastName}) {
        if (!isNoName(source.field(field)))
            continue;
        row.set(RowFlag::PlaceholderNames);
        if (policy.missingNames == MissingNamesMode::Hold)
            proposeHold(row, HeldBecause::MissingNames, heldField(field));
    }
}

void checkFields(const AccountView& source, const Policy& policy, Side target, PlanRow& row) {
    for (std::size_t i = 0; i < source.fields.size(); ++i) {
        const auto field = static_cast<FieldIndex>(i);
        const ValueView value = creationValue(source, field);
        if (value.state == ValueState::Duplicate)
            proposeHold(row, HeldBecause::DuplicateAttribute, heldField(field));
        if (misfitOf(value, field, policy.mapping, target))
            proposeHold(row, HeldBecause::ValueDoesNotFit, heldField(field));
        if (!value.isEmpty())
            (target == Side::Apigee ? row.writeApigee : row.writePortal).set(field);
    }
}

/// A name that is legal may still be taken; that spans rows and is the plan's to find.
void checkUserName(const AccountView& developer, const Policy& policy, PlanRow& row) {
    if (policy.userNameClash == UserNameClashMode::Hold && !isLegalUserName(developer.userName))
        proposeHold(row, HeldBecause::UserNameIllegal, 0);
}

void checkUpperCase(const AccountView& user, const Policy& policy, PlanRow& row) {
    if (!policy.apigeeLowerCaseOnly || !hasUpperCase(user.email))
        return;
    if (policy.upperCase == UpperCaseMode::Hold)
        proposeHold(row, HeldBecause::UpperCase, 0);
    else
        row.set(RowFlag::LowerCased);
}

void checkAttributeLimit(PlanRow& row) {
    std::size_t count = 0;
    for (std::size_t i = kFirstAttribute; i < kFirstAttribute + kMaxMappedAttributes; ++i)
        count += row.writeApigee.has(static_cast<FieldIndex>(i));
    if (count > kApigeeAttributeLimit)
        proposeHold(row, HeldBecause::AttributeLimit, 0);
}

void proposePortalUser(const AccountView& developer, const Policy& policy, PlanRow& row) {
    row.action = Action::CreatePortalUser;
    row.reason = Reason::OnlyInApigee;
    row.winner = Winner::Apigee;
    checkFields(developer, policy, Side::Portal, row);
    checkUserName(developer, policy, row);
}

void proposeDeveloper(const AccountView& user, const Policy& policy, PlanRow& row) {
    row.action = Action::CreateDeveloper;
    row.reason = Reason::OnlyInPortal;
    row.winner = Winner::Portal;
    if (user.status == Status::Inactive)
        row.set(RowFlag::SetInactive);
    checkFields(user, policy, Side::Apigee, row);
    checkUpperCase(user, policy, row);
    checkAttributeLimit(row);
}

/// The rule creates again what was deleted on one side; the row says so.
void noteDeletion(const PairFacts& facts, PlanRow& row) {
    if (facts.pairBaseline() && !facts.renamed)
        row.set(facts.onlySide() == Side::Portal ? RowFlag::DeletedInApigee : RowFlag::DeletedInPortal);
}

bool accepts(const RowDecision* decision, Side target) {
    if (!decision)
        return false;
    return decision->row == (target == Side::Portal ? RowOverride::ToPortal : RowOverride::ToApigee);
}

} // namespace

ValueView creationValue(const AccountView& source, FieldIndex field) {
    const ValueView value = source.field(field);
    return isName(field) && isNoName(value) ? placeholder(field).view() : value;
}

void proposeCreation(const PairFacts& facts, const Policy& policy, const RowDecision* decision,
                     PlanRow& row) {
    const Side source = facts.onlySide();
    const AccountView& account = *facts.accounts[source];
    if (source == Side::Apigee)
        proposePortalUser(account, policy, row);
    else
        proposeDeveloper(account, policy, row);
    checkNames(account, policy, row);
    noteDeletion(facts, row);
    if (accepts(decision, otherSide(source)))
        return;
    if (facts.pairBaseline() && policy.reappear == ReappearMode::Hold)
        proposeHold(row, HeldBecause::Reappear, 0);
    if (decision && decision->row == RowOverride::Hold)
        proposeHold(row, HeldBecause::Operator, 0);
}

} // namespace devsync::core
