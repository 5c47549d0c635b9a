// SPDX-License-Identifier: Apache-2.0
#include "sync/core/decide.h"

#include "sync/core/baseline_changes.h"
#include "sync/core/creation_rule.h"
#include "sync/core/update_rule.h"

namespace devsync::core {

namespace {

enum class Write : std::uint8_t { Create, Update };

/// A measured clock is half a second wrong at best, so a stamp of this very second is not in the future.
constexpr std::int64_t kFutureToleranceMs = 1000;

void noteChanges(const PairFacts& facts, PlanRow& row) {
    if (!facts.pairBaseline())
        return;
    row.set(RowFlag::HasBaseline);
    const BothSides<FieldMask> changed = changedSinceBaseline(facts);
    if (!changed.apigee.none())
        row.set(RowFlag::ChangedInApigee);
    if (!changed.portal.none())
        row.set(RowFlag::ChangedInPortal);
}

/// What is never copied on an existing account (sync-rules 3.3).
void noteFence(const PairFacts& facts, PlanRow& row) {
    if (!facts.onBothSides())
        return;
    const AccountView& apigee = *facts.accounts.apigee;
    const AccountView& portal = *facts.accounts.portal;
    if (apigee.status != portal.status)
        row.set(RowFlag::StatusDiffers);
    if (apigee.userName != portal.userName)
        row.set(RowFlag::UserNameDiffers);
    if (apigee.email != portal.email)
        row.set(RowFlag::EmailSpellingDiffers);
}

bool inFuture(const PairFacts& facts, Side side) {
    const AccountView* account = facts.accounts[side];
    const std::int64_t now = facts.serverNowMs[side];
    if (!account || now <= 0)
        return false;
    return side == Side::Apigee ? account->changedRaw > now + kFutureToleranceMs
                                : account->changedRaw > (now + kFutureToleranceMs) / 1000;
}

void noteFuture(const PairFacts& facts, PlanRow& row) {
    if (inFuture(facts, Side::Apigee))
        row.set(RowFlag::FutureInApigee);
    if (inFuture(facts, Side::Portal))
        row.set(RowFlag::FutureInPortal);
}

bool allowed(const Policy& policy, Side target, Write write) {
    const bool directed = policy.direction == Direction::TwoWay
                          || (policy.direction == Direction::ApigeeToPortal) == (target == Side::Portal);
    const AllowedWrites& side = policy.allow[target];
    const OnlyKind other = write == Write::Create ? OnlyKind::Update : OnlyKind::Create;
    return directed && !policy.readOnly[target] && (write == Write::Create ? side.create : side.update)
           && policy.only != other;
}

bool forbidden(const Policy& policy, Action action) {
    switch (action) {
    case Action::CreatePortalUser:
        return !allowed(policy, Side::Portal, Write::Create);
    case Action::CreateDeveloper:
        return !allowed(policy, Side::Apigee, Write::Create);
    case Action::UpdatePortalUser:
        return !allowed(policy, Side::Portal, Write::Update);
    case Action::UpdateDeveloper:
        return !allowed(policy, Side::Apigee, Write::Update);
    case Action::UpdateBoth:
        return !allowed(policy, Side::Portal, Write::Update) || !allowed(policy, Side::Apigee, Write::Update);
    case Action::Same:
    case Action::Held:
    case Action::Excluded:
        break;
    }
    return false;
}

/// For rows whose direction is open (twins, no times): nothing they could come to is allowed.
bool allForbidden(const PairFacts& facts, const Policy& policy) {
    if (!facts.onBothSides())
        return !allowed(policy, otherSide(facts.onlySide()), Write::Create);
    return !allowed(policy, Side::Apigee, Write::Update) && !allowed(policy, Side::Portal, Write::Update);
}

/// uid 1 and the account we sign in with get no developer (sync-rules 5); as pairs they are like any other.
bool isProtected(const AccountView& user, const Protected* accounts) {
    if (user.uid == 1)
        return true;
    if (!accounts)
        return false;
    if (accounts->signInUid != 0)
        return user.uid == accounts->signInUid;
    return !accounts->signInUserName.empty() && user.userName == accounts->signInUserName;
}

PlanRow excluded(PlanRow row, Reason reason, std::uint16_t detail) {
    row.action = Action::Excluded;
    row.reason = reason;
    row.heldBecause = HeldBecause::None;
    row.detail = detail;
    row.writeApigee = {};
    row.writePortal = {};
    row.removals = 0;
    return row;
}

PlanRow heldOpen(PlanRow row, HeldBecause because) {
    row.reason = Reason::None;
    row.winner = Winner::None;
    holdRow(row, because, 0);
    return row;
}

/// What settings forbid is never held, so this comes before every reason to hold.
bool isForbidden(const PairFacts& facts, const Policy& policy, const PlanRow& proposed) {
    const bool open = facts.twins || proposed.action == Action::Same;
    const bool held = facts.twins || facts.renamed || proposed.heldBecause != HeldBecause::None;
    if (open)
        return held && allForbidden(facts, policy);
    return forbidden(policy, proposed.action);
}

PlanRow propose(const PairFacts& facts, const Policy& policy, const RowDecision* decision) {
    PlanRow row;
    noteChanges(facts, row);
    noteFence(facts, row);
    noteFuture(facts, row);
    if (facts.onBothSides())
        proposeUpdate(facts, policy, decision, row);
    else
        proposeCreation(facts, policy, decision, row);
    return row;
}

} // namespace

void proposeHold(PlanRow& row, HeldBecause because, std::uint16_t detail) {
    if (row.heldBecause != HeldBecause::None)
        return;
    row.heldBecause = because;
    row.detail = detail;
}

void holdRow(PlanRow& row, HeldBecause because, std::uint16_t detail) {
    row.action = Action::Held;
    row.heldBecause = because;
    row.detail = detail;
    row.writeApigee = {};
    row.writePortal = {};
    row.removals = 0;
}

PlanRow planRow(const PairFacts& facts, const Policy& policy, const RowDecision* decision) {
    if (facts.email.empty())
        return excluded({}, Reason::NoEmail, 0);
    const ScopeVerdict scope = policy.scope.judge(facts.email);
    if (!scope.included)
        return excluded({}, Reason::Scope, static_cast<std::uint16_t>(scope.rule + 1));
    PlanRow row = propose(facts, policy, decision);
    if (row.action == Action::CreateDeveloper && isProtected(*facts.accounts.portal, facts.protectedAccounts))
        return excluded(row, Reason::Protected, 0);
    if (isForbidden(facts, policy, row))
        return excluded(row, Reason::Direction, 0);
    if (facts.twins)
        return heldOpen(row, HeldBecause::Twins);
    if (facts.renamed)
        return heldOpen(row, HeldBecause::Renamed);
    if (row.heldBecause != HeldBecause::None)
        holdRow(row, row.heldBecause, row.detail);
    return row;
}

} // namespace devsync::core
