// SPDX-License-Identifier: Apache-2.0
#include "sync/report/baseline_document.h"

#include "sync/report/names.h"
#include "sync/report/plan_table.h"
#include "sync/report/row_document.h"
#include "sync/report/terminal_text.h"
#include "sync/texts/row_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace devsync::report {

namespace {

using core::Side;

/// A mapping that has changed since has other fields; what both know is shown.
std::size_t fieldsOf(const core::BaselineRow& row, const core::Mapping& mapping) {
    return std::min({row.values.apigee.size(), row.values.portal.size(), mapping.fieldCount()});
}

Json sideJson(const core::BaselineRow& row, Side side) {
    const core::BaselineSide& known = row.entry.sides[side];
    if (known.copiedFields == 0)
        return nullptr;
    Json json = Json::object();
    json[side == Side::Apigee ? "changed_at_ms" : "changed_at"] = known.changedRaw;
    json["edited_at"] = known.editedAt;
    json["id"] = textOrNull(row.ids[side]);
    if (side == Side::Portal)
        json["uid"] = row.uid;
    return json;
}

Json rowJson(const core::BaselineRow& row, const core::Mapping& mapping) {
    Json fields = Json::array();
    for (std::size_t i = 0; i < fieldsOf(row, mapping); ++i) {
        const auto field = static_cast<core::FieldIndex>(i);
        fields.push_back({{"field", mapping.fieldName(field)},
                          {"apigee", valueJson(row.values.apigee[i].view(), mapping, field)},
                          {"portal", valueJson(row.values.portal[i].view(), mapping, field)}});
    }
    return {{"email", row.email},
            {"winner", textOrNull(winnerName(row.entry.winner))},
            {"apigee", sideJson(row, Side::Apigee)},
            {"portal", sideJson(row, Side::Portal)},
            {"fields", std::move(fields)}};
}

std::string editedText(const core::BaselineSide& side) {
    return side.copiedFields == 0 ? "–" : timeText(core::Seconds(side.editedAt));
}

} // namespace

BaselineDocument::BaselineDocument(const core::Mapping& mapping, const Sink& sink)
    : m_mapping(mapping),
      m_document(std::make_unique<ListDocument>(Json{{"schema", 1}, {"kind", "baseline"}}, "rows", sink)) {}

BaselineDocument::~BaselineDocument() = default;

void BaselineDocument::add(const core::BaselineRow& row) {
    m_document->add(rowJson(row, m_mapping));
}

void BaselineDocument::finish() {
    m_document->finish(Json::object());
}

void writeForgottenDocument(std::uint64_t accounts, const Sink& sink) {
    sink(jsonText({{"schema", 1}, {"kind", "baseline"}, {"forgotten", accounts}}) + "\n");
}

std::string baselineText(const core::BaselineRow& row, const core::Mapping& mapping) {
    std::string text = harmless(row.email) + "\n   Apigee " + editedText(row.entry.sides.apigee)
                       + " · portal " + editedText(row.entry.sides.portal) + "\n";
    for (std::size_t i = 0; i < fieldsOf(row, mapping); ++i) {
        const core::ValueView apigee = row.values.apigee[i].view();
        const core::ValueView portal = row.values.portal[i].view();
        if (core::sameContent(apigee, portal) && apigee.isEmpty())
            continue;
        text += "   " + texts::fieldLabel(mapping, static_cast<core::FieldIndex>(i)) + ": "
                + harmless(valueText(apigee));
        text += core::sameContent(apigee, portal) ? "\n" : " · " + harmless(valueText(portal)) + "\n";
    }
    return text;
}

} // namespace devsync::report
