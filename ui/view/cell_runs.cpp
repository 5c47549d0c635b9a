// SPDX-License-Identifier: Apache-2.0
#include "ui/view/cell_runs.h"

#include <algorithm>
#include <string_view>

namespace devsync::view {

namespace {

constexpr std::size_t kCellBytes = 400;
constexpr std::string_view kNone = "—";
constexpr std::string_view kCut = "…";

bool continuesCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Cut at a character, control characters as spaces.
void appendHarmless(std::string& text, std::string_view data) {
    for (std::size_t at = 0; at < data.size(); ++at) {
        const char c = data[at];
        if (text.size() >= kCellBytes && !continuesCharacter(c)) {
            text += kCut;
            return;
        }
        text += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
}

std::string orNone(std::string text) {
    return text.empty() ? std::string(kNone) : text;
}

bool writes(const core::FieldDetail& field, core::Side side) {
    return side == core::Side::Apigee ? field.writeApigee : field.writePortal;
}

core::ValueView valueOf(const core::FieldDetail& field, core::Side side) {
    return side == core::Side::Apigee ? field.apigee : field.portal;
}

bool isShown(const core::FieldDetail& field, core::Side side) {
    return !valueOf(field, side).isEmpty() || writes(field, side) || field.differs;
}

void appendAttribute(CellRuns& runs, const core::FieldDetail& field, const core::Mapping& mapping,
                     core::Side side) {
    std::string label;
    appendHarmless(label, mapping.attribute(field.field).attribute);
    runs.push_back({Emphasis::Label, (runs.empty() ? "" : " · ") + label + ": "});
    for (CellRun& run : fieldRuns(field, side, true))
        runs.push_back(std::move(run));
}

/// Attributes that differ come first: they are why somebody looks.
CellRuns attributeRuns(const std::vector<core::FieldDetail>& fields, const core::Mapping& mapping,
                       core::Side side) {
    CellRuns runs;
    for (const bool differing : {true, false})
        for (const core::FieldDetail& field : fields)
            if (field.field >= core::kFirstAttribute && field.differs == differing && isShown(field, side))
                appendAttribute(runs, field, mapping, side);
    if (runs.empty())
        runs.push_back({Emphasis::Plain, std::string(kNone)});
    return runs;
}

} // namespace

std::string valueText(core::ValueView value) {
    std::string text;
    for (const std::string_view item : value.items()) {
        if (!text.empty())
            text += ", ";
        if (text.size() > kCellBytes)
            break;
        appendHarmless(text, item);
    }
    return text;
}

CellRuns fieldRuns(const core::FieldDetail& field, core::Side side, bool accountExists) {
    if (!accountExists)
        return {{Emphasis::Plain, std::string(kNone)}};
    const std::string own = valueText(valueOf(field, side));
    if (!writes(field, side))
        return {{field.differs ? Emphasis::Kept : Emphasis::Plain, orNone(own)}};
    CellRuns runs;
    if (!own.empty())
        runs.push_back({Emphasis::Lost, own});
    runs.push_back({Emphasis::New, orNone(valueText(field.result))});
    return runs;
}

CellRuns cellRuns(const core::RowDetails& details, const core::Mapping& mapping, DiffColumn column) {
    const ColumnFacts facts = factsOf(column);
    const core::Side side = facts.side.value_or(core::Side::Apigee);
    const bool exists = details.accounts[side] != nullptr;
    if (!exists || details.fields.empty())
        return {{Emphasis::Plain, std::string(kNone)}};
    std::vector<core::FieldDetail> fields = details.fields;
    if (details.accounts[core::otherSide(side)] == nullptr)
        for (core::FieldDetail& field : fields)
            field.differs = false; // from nothing
    if (facts.kind == CellKind::Attributes)
        return attributeRuns(fields, mapping, side);
    return fieldRuns(fields[facts.kind == CellKind::FirstName ? core::kFirstName : core::kLastName], side,
                     exists);
}

bool losesValue(const CellRuns& runs) {
    return std::any_of(runs.begin(), runs.end(),
                       [](const CellRun& run) { return run.emphasis == Emphasis::Lost; });
}

std::optional<std::int64_t> changedAtMs(const core::RowDetails& details, core::Side side) {
    const core::AccountView* const account = details.accounts[side];
    if (account == nullptr || account->changedRaw <= 0)
        return std::nullopt;
    constexpr std::int64_t kLatestSecond = 253'402'300'799; // year 9999: later stamps are no times
    if (side == core::Side::Apigee)
        return account->changedRaw / 1000 <= kLatestSecond ? std::optional(account->changedRaw)
                                                           : std::nullopt;
    return account->changedRaw <= kLatestSecond ? std::optional(account->changedRaw * 1000) : std::nullopt;
}

} // namespace devsync::view
