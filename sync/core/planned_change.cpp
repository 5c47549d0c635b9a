// SPDX-License-Identifier: Apache-2.0
#include "sync/core/planned_change.h"

#include "sync/core/check.h"

namespace devsync::core {

namespace {

std::vector<Value> wantedValues(const RowDetails& details) {
    std::vector<Value> wanted;
    wanted.reserve(details.fields.size());
    for (const FieldDetail& field : details.fields)
        wanted.emplace_back(field.result);
    return wanted;
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

PlannedChange toPlannedChange(const PlanInputs& inputs, const Plan& plan, PlannedRow row,
                              RowDetailsScratch& scratch) {
    const RowDetails& details = describeRow(inputs, plan, row.planRow, scratch);
    const PlanRow& planned = *details.row;
    DEVSYNC_CHECK(planned.planned());
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
                         .note = std::string(plan.note(planned.pair))};
    for (const Side side : kSides) {
        if (details.accounts[side])
            change.before[side].emplace(*details.accounts[side]);
    }
    return change;
}

} // namespace devsync::core
