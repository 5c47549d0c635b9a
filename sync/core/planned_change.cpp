// SPDX-License-Identifier: Apache-2.0
#include "sync/core/planned_change.h"

#include "sync/core/check.h"
#include "sync/core/email_key.h"

#include <algorithm>

namespace devsync::core {

namespace {

std::vector<Value> wantedValues(const RowDetails& details) {
    std::vector<Value> wanted;
    wanted.reserve(details.fields.size());
    for (const FieldDetail& field : details.fields)
        wanted.emplace_back(field.result);
    return wanted;
}

/// Which accounts a row of this action has; both for one that is held.
bool hasItsAccounts(const PlannedChange& change) {
    const bool apigee = change.before.apigee.has_value();
    const bool portal = change.before.portal.has_value();
    switch (change.action) {
    case Action::CreatePortalUser:
        return apigee && !portal;
    case Action::CreateDeveloper:
        return portal && !apigee;
    case Action::UpdatePortalUser:
    case Action::UpdateDeveloper:
    case Action::UpdateBoth:
        return apigee && portal;
    case Action::Held:
        return apigee || portal;
    case Action::Same:
    case Action::Excluded:
        break;
    }
    return false;
}

} // namespace

std::vector<PlannedRow> plannedRows(const Plan& plan) {
    std::vector<PlannedRow> rows;
    rows.reserve(plan.counts.planned());
    for (std::uint32_t row = 0; row < plan.rows.size(); ++row) {
        if (plan.rows[row].planned())
            rows.push_back({row, static_cast<std::uint32_t>(rows.size())});
    }
    return rows;
}

Plan planOfSaved(const std::vector<PlannedChange>& changes, const SavedPlanFacts& facts) {
    Plan plan{.counts = facts.counts,
              .offsetSeconds = facts.offsetSeconds,
              .firstRun = facts.firstRun,
              .notes = {}};
    for (std::uint32_t number = 0; number < changes.size(); ++number) {
        const PlannedChange& change = changes[number];
        plan.rows.push_back({.pair = number,
                             .action = change.action,
                             .reason = change.reason,
                             .heldBecause = change.heldBecause,
                             .winner = change.winner,
                             .writeApigee = change.writeApigee,
                             .writePortal = change.writePortal,
                             .changeId = change.changeId,
                             .flags = change.flags,
                             .detail = change.detail});
        if (!change.note.empty())
            plan.notes.push_back({number, change.note});
    }
    return plan;
}

bool isWellFormed(const PlannedChange& change, const Mapping& mapping) {
    const std::size_t count = mapping.fieldCount();
    const Result<EmailKey> key = EmailKey::from(change.email);
    if (!key || key->text() != change.email || !hasItsAccounts(change) || change.result.size() != count)
        return false;
    for (const Side side : kSides) {
        const std::optional<Account>& before = change.before[side];
        if (before && before->fields.size() != count)
            return false;
    }
    const std::uint32_t written = (change.writeApigee | change.writePortal).bits();
    return (std::uint64_t{written} >> count) == 0 && (change.detail == 0 || change.detail <= count);
}

PlannedChange toPlannedChange(const PlanInputs& inputs, const Plan& plan, PlannedRow row,
                              RowDetailsScratch& scratch) {
    const PlanRow& planned = plan.rows[row.planRow];
    DEVSYNC_CHECK(planned.planned());
    if (inputs.saved) {
        PlannedChange change = (*inputs.saved)[planned.pair];
        change.row = row.number;
        return change;
    }
    const RowDetails& details = describeRow(inputs, plan, row.planRow, scratch);
    PlannedChange change{.row = row.number,
                         .email = std::string(details.email),
                         .changeId = planned.changeId,
                         .action = planned.action,
                         .reason = planned.reason,
                         .heldBecause = planned.heldBecause,
                         .winner = planned.winner,
                         .flags = planned.flags,
                         .detail = planned.detail,
                         .writeApigee = planned.writeApigee,
                         .writePortal = planned.writePortal,
                         .result = wantedValues(details),
                         .userName = details.userName,
                         .createStatus = details.createStatus,
                         .editedAt = details.times.editedAt,
                         .note = std::string(plan.note(planned.pair)),
                         .twinsFingerprint = details.twinsFingerprint};
    for (const Side side : kSides) {
        if (details.accounts[side])
            change.before[side].emplace(*details.accounts[side]);
    }
    return change;
}

} // namespace devsync::core
