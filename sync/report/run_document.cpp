// SPDX-License-Identifier: Apache-2.0
#include "sync/report/run_document.h"

#include "sync/report/names.h"
#include "sync/texts/error_text.h"
#include "sync/texts/held_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace devsync::report {

namespace {

Json errorJson(const core::Error& error, texts::DataState state) {
    const texts::ErrorText text = texts::describe(error, state);
    return {{"code", text.code},
            {"message", text.message()},
            {"remedy", text.remedy},
            {"http_status", error.httpStatus == 0 ? Json(nullptr) : Json(error.httpStatus)},
            {"request_id", textOrNull(error.requestId)}};
}

Json rowJson(const core::StoredRow& row, const core::Mapping& mapping) {
    return {{"email", row.change.email},
            {"action", actionName(row.change.action)},
            {"outcome", outcomeName(row.state)},
            {"error", causeJson(row, mapping)},
            {"held_because", textOrNull(heldName(row.change.heldBecause))}};
}

Json countsJson(const core::LedgerCounts& counts, const core::PlanCounts& plan) {
    return {{"planned", counts.planned},
            {"done", counts.done},
            {"failed", counts.failed},
            {"stale", counts.stale},
            {"held", counts.held},
            {"cancelled", counts.cancelled},
            {"not_started", counts.notStarted},
            {"same", plan.same},
            {"excluded", plan.excluded}};
}

Json requestsJson(const core::RequestCounts& counts) {
    return {{"GET", counts.get},
            {"POST", counts.post},
            {"PUT", counts.put},
            {"PATCH", counts.patch},
            {"retries", counts.retries}};
}

/// Members up to the times, alike in a run's own document and in the list.
Json headJson(const core::RunRecord& record) {
    const auto& end = record.end;
    Json json = Json::object();
    json["run_id"] = textOrNull(record.header.id);
    json["plan_sha256"] = textOrNull(record.header.planSha256);
    json["verdict"] = core::verdictName(end ? end->verdict : core::VerdictKind::Interrupted);
    json["exit_code"] = end ? Json(end->exitCode) : Json(nullptr);
    json["started_at"] = timeText(record.header.startedAt);
    json["finished_at"] = end ? Json(timeText(end->finishedAt)) : Json(nullptr);
    return json;
}

core::LedgerCounts recounted(const std::vector<core::StoredRow>& rows) {
    core::Ledger ledger(static_cast<std::uint32_t>(rows.size()));
    for (std::uint32_t row = 0; row < rows.size(); ++row)
        ledger.set(row, rows[row].state);
    return ledger.counts();
}

} // namespace

Json causeJson(const core::StoredRow& row, const core::Mapping& mapping) {
    if (row.error)
        return errorJson(*row.error, texts::dataStateOf(row));
    if (row.change.heldBecause == core::HeldBecause::None)
        return nullptr;
    const auto text = texts::describeHeld(texts::heldFactsOf(row.change, mapping));
    return {{"code", texts::heldCode(row.change.heldBecause)},
            {"message", text.cause},
            {"remedy", text.remedy},
            {"http_status", nullptr},
            {"request_id", nullptr}};
}

std::vector<std::string> needsPasswordRecovery(const RunFacts& run) {
    std::vector<std::string> emails = run.alsoCreated;
    for (const core::StoredRow& row : run.rows)
        if (row.change.action == core::Action::CreatePortalUser && row.state == core::RowState::Done)
            emails.push_back(row.change.email);
    std::sort(emails.begin(), emails.end());
    emails.erase(std::unique(emails.begin(), emails.end()), emails.end());
    return emails;
}

core::LedgerCounts countsOf(const core::RunRecord& record, const std::vector<core::StoredRow>& rows) {
    return record.end ? record.end->counts : recounted(rows);
}

void writeRunDocument(const RunFacts& run, const Sink& sink) {
    const core::RunRecord& record = run.record;
    const core::LedgerCounts counts = countsOf(record, run.rows);
    const core::BothSides<core::RequestCounts> requests =
        record.end ? record.end->requests : core::BothSides<core::RequestCounts>{};
    Json head{{"schema", 1}, {"kind", "run"}};
    head.update(headJson(record));
    head["counts"] = countsJson(counts, record.header.counts);
    head["requests"] = {{"apigee", requestsJson(requests.apigee)}, {"portal", requestsJson(requests.portal)}};
    ListDocument document(head, "rows", sink);
    for (const core::StoredRow& row : run.rows)
        document.add(rowJson(row, run.mapping));
    Json tail{{"needs_password_recovery", needsPasswordRecovery(run)}};
    const bool failed = record.end && record.end->error;
    tail["error"] = failed ? errorJson(*record.end->error, texts::dataStateOf(counts)) : Json(nullptr);
    document.finish(tail);
}

void writeNoRunDocument(const Sink& sink) {
    sink(jsonText({{"schema", 1}, {"kind", "run"}, {"run_id", nullptr}}) + "\n");
}

void writeRunsDocument(const std::vector<core::ListedRun>& runs, const Sink& sink) {
    ListDocument document(Json{{"schema", 1}, {"kind", "runs"}}, "runs", sink);
    for (const auto& [record, condition] : runs) {
        Json json = headJson(record);
        if (!record.end && condition != core::RunCondition::Interrupted)
            json["verdict"] = nullptr;
        json["condition"] = core::conditionName(condition);
        const core::LedgerCounts unknown{.planned = record.header.counts.planned()};
        json["counts"] = countsJson(record.end ? record.end->counts : unknown, record.header.counts);
        document.add(json);
    }
    document.finish(Json::object());
}

} // namespace devsync::report
