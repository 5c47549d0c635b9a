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

/// Bytes of the character `text` begins with if it is a command and no letter: control characters, separators
/// of lines, marks that turn the direction of what follows; else 0.
std::size_t commandBytes(std::string_view text) {
    const auto byte = [text](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    if (byte(0) < 0x20 || byte(0) == 0x7f)
        return 1;
    if (byte(0) == 0xc2)
        return byte(1) >= 0x80 && byte(1) <= 0x9f ? 2 : 0; // U+0080–9F
    if (byte(0) != 0xe2)
        return 0;
    const bool lines = byte(1) == 0x80 && byte(2) >= 0xa8 && byte(2) <= 0xae;    // U+2028–202E
    const bool isolates = byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9; // U+2066–2069
    return lines || isolates ? 3 : 0;
}

/// Cut at a character, commands as spaces. False when it was cut.
bool appendHarmless(std::string& text, std::string_view data) {
    while (!data.empty()) {
        if (text.size() >= kCellBytes && !continuesCharacter(data.front())) {
            text += kCut;
            return false;
        }
        const std::size_t command = commandBytes(data);
        text += command > 0 ? ' ' : data.front();
        data.remove_prefix(std::max<std::size_t>(command, 1));
    }
    return true;
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
        if (!appendHarmless(text, item))
            break;
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
