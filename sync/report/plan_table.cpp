// SPDX-License-Identifier: Apache-2.0
#include "sync/report/plan_table.h"

#include "sync/texts/held_text.h"
#include "sync/texts/limit_text.h"
#include "sync/texts/plan_text.h"
#include "sync/texts/report_text.h"
#include "sync/texts/row_text.h"

#include <algorithm>

namespace devsync::report {

namespace {

constexpr std::size_t kGlyphWidth = 2;
constexpr std::size_t kActionWidth = 18;
constexpr std::size_t kWhatWidth = 48; ///< where nothing is cut: so that most reasons line up

/// What the row does and why, in one line each.
struct RowText {
    std::string email;
    std::string what;
    std::string why;
};

std::string notesText(const core::PlanRow& row) {
    std::string text;
    for (const core::RowFlag flag : texts::notedFlags(row.flags))
        text += "; " + texts::noteText(flag);
    return text;
}

RowText rowText(const engine::PreparedPlan& plan, const core::RowDetails& details) {
    const core::PlanRow& row = *details.row;
    RowText text;
    text.email = details.email.empty() ? "–" : std::string(details.email);
    if (row.action != core::Action::Held) {
        text.what = changesText(details, plan.inputs.policy->mapping);
        text.why = texts::reasonText(row.reason) + notesText(row);
        return text;
    }
    const auto held = texts::describeHeld(
        texts::heldFactsOf(details, plan.inputs.policy->mapping, plan.plan.note(row.pair)));
    text.what = held.cause;
    text.why = held.remedy;
    return text;
}

Tone toneOf(core::Action action) {
    if (action == core::Action::Held)
        return Tone::Warning;
    return action == core::Action::Same || action == core::Action::Excluded ? Tone::Dim : Tone::Strong;
}

std::string actionText(core::Action action, Colour colour) {
    return toned(cell(texts::actionGlyph(action), kGlyphWidth) + " "
                     + cell(texts::actionWord(action), kActionWidth) + " ",
                 toneOf(action), colour);
}

/// Broken over some lines, the address whole on its own: for terminals with few columns and long addresses.
std::string narrowRow(core::Action action, const RowText& text, const TextOptions& options) {
    const std::size_t width = options.width > 24 ? options.width : 24;
    std::string out = actionText(action, options.colour) + "\n   " + harmless(text.email) + "\n";
    for (const std::string& line : {text.what, text.why})
        if (!line.empty())
            out += "   " + clipped(line, width - 3) + "\n";
    return out;
}

std::size_t emailWidth(std::size_t width) {
    return std::min<std::size_t>(32, width / 4);
}

std::string wideRow(core::Action action, const RowText& text, const TextOptions& options) {
    const std::size_t email = emailWidth(options.width);
    const std::size_t fixed = kGlyphWidth + 1 + kActionWidth + 1 + email + 1;
    const std::size_t rest = options.width - fixed - 1;
    const std::size_t what = action == core::Action::Held ? rest * 2 / 3 : rest / 2;
    return actionText(action, options.colour) + cell(text.email, email) + " " + cell(text.what, what) + " "
           + clipped(text.why, rest - what) + "\n";
}

std::string wholeRow(core::Action action, const RowText& text, const TextOptions& options) {
    return actionText(action, options.colour) + padded(text.email, emailWidth(kWhole)) + " "
           + padded(text.what, kWhatWidth) + " " + harmless(text.why) + "\n";
}

std::string rowLines(core::Action action, const RowText& text, const TextOptions& options) {
    if (options.width == kWhole)
        return wholeRow(action, text, options);
    const bool fits = characterCount(text.email) <= emailWidth(options.width);
    return options.width >= kNarrow && fits ? wideRow(action, text, options)
                                            : narrowRow(action, text, options);
}

std::string rowsText(const engine::PreparedPlan& plan, RowsShown rows, const TextOptions& options) {
    std::string out;
    std::size_t shown = 0;
    std::size_t left = 0;
    core::RowDetailsScratch scratch;
    for (std::uint32_t row = 0; row < plan.plan.rows.size(); ++row) {
        if (rows != RowsShown::All && !plan.plan.rows[row].planned())
            continue;
        if (shown == options.maxRows) {
            ++left;
            continue;
        }
        ++shown;
        const RowText text = rowText(plan, core::describeRow(plan.inputs, plan.plan, row, scratch));
        out += rowLines(plan.plan.rows[row].action, text, options);
    }
    return left == 0 ? out : out + texts::andMore(left) + "\n";
}

std::string limitsText(const engine::PreparedPlan& plan, Colour colour) {
    std::string out;
    for (const core::LimitExceeded& limit : plan.limitsExceeded)
        out += toned("! " + texts::limitText(limit), Tone::Warning, colour) + "\n";
    if (!plan.limitsExceeded.empty())
        out += "  " + texts::limitRemedy(plan.limitsExceeded, plan.plan.counts) + "\n";
    return out;
}

} // namespace

std::string valueText(core::ValueView value) {
    if (value.isEmpty())
        return "–";
    std::string text;
    for (const std::string_view item : value.items())
        text += (text.empty() ? "" : ", ") + std::string(item);
    return text;
}

std::string changesText(const core::RowDetails& details, const core::Mapping& mapping) {
    std::string text;
    for (const core::FieldDetail& field : details.fields) {
        if (!field.writeApigee && !field.writePortal)
            continue;
        const core::ValueView old = field.writeApigee ? field.apigee : field.portal;
        const bool creation = details.accounts.apigee == nullptr || details.accounts.portal == nullptr;
        text += (text.empty() ? "" : "; ") + texts::fieldLabel(mapping, field.field) + ": "
                + (creation ? "" : valueText(old) + " → ") + valueText(field.result);
    }
    return text;
}

std::string planTable(const engine::PreparedPlan& plan, const PlanContext& context, RowsShown rows,
                      const TextOptions& options) {
    const core::PlanCounts& counts = plan.plan.counts;
    std::string out = toned(texts::planSentence(counts), Tone::Strong, options.colour) + "\n";
    out += texts::systemsText({.organization = context.identity.organization,
                               .portal = context.identity.portal,
                               .accounts = plan.accounts})
           + "\n";
    out += texts::restText(counts) + "\n";
    if (plan.plan.firstRun)
        out += texts::firstRunText() + "\n";
    out += limitsText(plan, options.colour);
    const std::string table = rows == RowsShown::None ? std::string() : rowsText(plan, rows, options);
    return table.empty() ? out : out + "\n" + table;
}

} // namespace devsync::report
