// SPDX-License-Identifier: Apache-2.0
#include "sync/report/row_export.h"

#include "sync/core/planned_change.h"
#include "sync/report/csv_text.h"
#include "sync/report/names.h"
#include "sync/report/plan_table.h"
#include "sync/report/row_document.h"

#include <array>
#include <nlohmann/json.hpp>

namespace devsync::report {

namespace {

using Details = core::RowDetails;

void forEachRow(const engine::PreparedPlan& plan, const std::function<void(const Details&)>& take) {
    core::RowDetailsScratch scratch;
    for (const core::PlannedRow row : core::plannedRows(plan.plan))
        take(core::describeRow(plan.inputs, plan.plan, row.planRow, scratch));
}

std::string cellText(core::ValueView value) {
    return value.isEmpty() ? std::string() : valueText(value);
}

void planLines(const Details& details, const core::Mapping& mapping, const Sink& sink) {
    const core::PlanRow& row = *details.row;
    std::array<std::string, 10> cells{std::string(details.email),
                                      std::string(actionName(row.action)),
                                      std::string(winnerName(row.winner)),
                                      std::string(reasonName(row.reason)),
                                      row.has(core::RowFlag::Conflict) ? "true" : "false",
                                      std::string(heldName(row.heldBecause))};
    bool written = false;
    for (const core::FieldDetail& field : details.fields) {
        if (!field.writeApigee && !field.writePortal)
            continue;
        cells[6] = mapping.fieldName(field.field);
        cells[7] = cellText(field.apigee);
        cells[8] = cellText(field.portal);
        cells[9] = cellText(field.result);
        sink(csvLine(cells));
        written = true;
    }
    if (!written)
        sink(csvLine(cells));
}

/// Empty where the member is null, or the whole is.
std::string cellOf(const Json& cause, const char* key) {
    const auto found = cause.find(key);
    if (found == cause.end() || found->is_null())
        return {};
    return found->is_string() ? found->get<std::string>() : jsonText(*found);
}

} // namespace

void writePlanCsv(const engine::PreparedPlan& plan, const Sink& sink) {
    static const std::array<std::string, 10> kHead{"email", "action", "winner", "reason", "conflict",
                                                   "held",  "field",  "apigee", "portal", "result"};
    sink(csvLine(kHead));
    forEachRow(plan, [&](const Details& details) { planLines(details, plan.inputs.policy->mapping, sink); });
}

void writeRunCsv(const RunFacts& run, const Sink& sink) {
    static const std::array<std::string, 9> kHead{"email", "action",  "winner", "reason",     "outcome",
                                                  "code",  "message", "remedy", "http_status"};
    sink(csvLine(kHead));
    for (const core::StoredRow& row : run.rows) {
        const Json cause = causeJson(row, run.mapping);
        const std::array<std::string, 9> cells{row.change.email,
                                               std::string(actionName(row.change.action)),
                                               std::string(winnerName(row.change.winner)),
                                               std::string(reasonName(row.change.reason)),
                                               std::string(outcomeName(row.state)),
                                               cellOf(cause, "code"),
                                               cellOf(cause, "message"),
                                               cellOf(cause, "remedy"),
                                               cellOf(cause, "http_status")};
        sink(csvLine(cells));
    }
}

void writePlanLines(const engine::PreparedPlan& plan, const Sink& sink) {
    forEachRow(plan, [&](const Details& details) { sink(jsonText(planRowJson(plan, details)) + "\n"); });
}

} // namespace devsync::report
