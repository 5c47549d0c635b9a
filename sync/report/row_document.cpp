// SPDX-License-Identifier: Apache-2.0
#include "sync/report/row_document.h"

#include "sync/report/names.h"
#include "sync/texts/held_text.h"
#include "sync/texts/row_text.h"

#include <nlohmann/json.hpp>

namespace devsync::report {

namespace {

using core::RowFlag;
using core::Side;

Json secondsOrNull(std::int64_t seconds) {
    return seconds > 0 ? Json(seconds) : Json(nullptr);
}

Json sideJson(const core::RowDetails& details, Side side) {
    const core::AccountView* account = details.accounts[side];
    if (account == nullptr)
        return nullptr;
    Json json = Json::object();
    json[side == Side::Apigee ? "changed_at_ms" : "changed_at"] = account->changedRaw;
    json["edited_at"] = secondsOrNull(details.times.editedAt[side]);
    json["status"] = statusName(side, account->status);
    json["user_name"] = std::string(account->userName);
    if (side == Side::Portal)
        json["uid"] = account->uid;
    json["email"] = textOrNull(account->email);
    return json;
}

Json changedSince(const core::PlanRow& row) {
    if (!row.has(RowFlag::HasBaseline))
        return nullptr;
    Json sides = Json::array();
    if (row.has(RowFlag::ChangedInApigee))
        sides.push_back("apigee");
    if (row.has(RowFlag::ChangedInPortal))
        sides.push_back("portal");
    return sides;
}

/// Both sides held the same after the last run but for differences kept on purpose; then the winner's counts.
Json baselineJson(const core::FieldDetail& field, const core::PlanRow& row, const core::Mapping& mapping) {
    if (!row.has(RowFlag::HasBaseline))
        return nullptr;
    const Side side = row.winner == core::Winner::Portal ? Side::Portal : Side::Apigee;
    return valueJson(field.baseline[side], mapping, field.field);
}

Json fieldJson(const core::FieldDetail& field, const core::PlanRow& row, const core::Mapping& mapping) {
    Json json = Json::object();
    json["field"] = mapping.fieldName(field.field);
    json["apigee"] = valueJson(field.apigee, mapping, field.field);
    json["portal"] = valueJson(field.portal, mapping, field.field);
    json["baseline"] = baselineJson(field, row, mapping);
    json["result"] = valueJson(field.result, mapping, field.field);
    json["write"] = field.writeApigee ? Json("apigee") : field.writePortal ? Json("portal") : Json(nullptr);
    return json;
}

Json fieldsJson(const core::RowDetails& details, const core::Mapping& mapping) {
    Json fields = Json::array();
    for (const core::FieldDetail& field : details.fields)
        if (field.differs || field.writeApigee || field.writePortal)
            fields.push_back(fieldJson(field, *details.row, mapping));
    return fields;
}

Json notesJson(const engine::PreparedPlan& plan, const core::PlanRow& row) {
    Json notes = Json::array();
    for (const RowFlag flag : texts::notedFlags(row.flags))
        notes.push_back(texts::noteInDocuments(flag));
    if (row.reason == core::Reason::Scope && row.detail > 0)
        notes.push_back("scope rule " + std::to_string(row.detail));
    const std::string note(plan.plan.note(row.pair));
    if (!note.empty())
        notes.push_back(
            (row.heldBecause == core::HeldBecause::Renamed ? "other address: " : "proposed user name: ")
            + note);
    return notes;
}

Json twinsJson(const core::BothSides<std::vector<core::Account>>& twins) {
    Json accounts = Json::array();
    for (const Side side : core::kSides)
        for (const core::Account& account : twins[side]) {
            Json json{{"side", sideName(side)},
                      {"email", account.email},
                      {"user_name", account.userName},
                      {"status", statusName(side, account.status)}};
            if (side == Side::Portal)
                json["uid"] = account.uid;
            accounts.push_back(std::move(json));
        }
    return accounts;
}

Json heldJson(const engine::PreparedPlan& plan, const core::RowDetails& details) {
    const core::PlanRow& row = *details.row;
    const auto text = texts::describeHeld(
        texts::heldFactsOf(details, plan.inputs.policy->mapping, plan.plan.note(row.pair)));
    return {{"code", texts::heldCode(row.heldBecause)}, {"message", text.cause}, {"remedy", text.remedy}};
}

} // namespace

Json valueJson(core::ValueView value, const core::Mapping& mapping, core::FieldIndex field) {
    if (value.state == core::ValueState::Absent)
        return nullptr;
    const auto items = value.items();
    const bool several = field >= core::kFirstAttribute && mapping.attribute(field).cardinality != 1
                         && value.state == core::ValueState::Present;
    if (!several && items.size() < 2)
        return std::string(value.single());
    Json list = Json::array();
    for (const std::string_view item : items)
        list.push_back(std::string(item));
    return list;
}

Json planRowJson(const engine::PreparedPlan& plan, const core::RowDetails& details) {
    const core::PlanRow& row = *details.row;
    Json json = Json::object();
    json["email"] = std::string(details.email);
    json["action"] = actionName(row.action);
    json["winner"] = textOrNull(winnerName(row.winner));
    json["reason"] = textOrNull(reasonName(row.reason));
    json["conflict"] = row.has(RowFlag::Conflict);
    json["changed_since_baseline"] = changedSince(row);
    json["held_because"] = textOrNull(heldName(row.heldBecause));
    for (const Side side : core::kSides)
        json[std::string(sideName(side))] = sideJson(details, side);
    json["fields"] = fieldsJson(details, plan.inputs.policy->mapping);
    json["notes"] = notesJson(plan, row);
    if (row.action == core::Action::Held)
        json["held"] = heldJson(plan, details);
    if (!details.twins.apigee.empty() || !details.twins.portal.empty())
        json["accounts"] = twinsJson(details.twins);
    return json;
}

} // namespace devsync::report
