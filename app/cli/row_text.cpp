// SPDX-License-Identifier: Apache-2.0
#include "app/cli/row_text.h"

#include "sync/report/plan_table.h"
#include "sync/texts/held_text.h"
#include "sync/texts/row_text.h"

namespace devsync::cli {

namespace {

void addPart(std::string& text, const std::string& part) {
    if (!part.empty())
        text += (text.empty() ? "" : "; ") + part;
}

std::string whyText(const core::RowDetails& details, const core::Mapping& mapping) {
    std::string text;
    addPart(text, report::changesText(details, mapping));
    addPart(text, texts::reasonText(details.row->reason));
    for (const core::RowFlag flag : texts::notedFlags(details.row->flags))
        addPart(text, texts::noteText(flag));
    return text;
}

} // namespace

std::string planRowText(const engine::PreparedPlan& plan, std::uint32_t row,
                        core::RowDetailsScratch& scratch) {
    const core::RowDetails& details = core::describeRow(plan.inputs, plan.plan, row, scratch);
    const core::Mapping& mapping = plan.inputs.policy->mapping;
    const core::Action action = details.row->action;
    std::string text(texts::actionGlyph(action));
    text += " " + texts::actionWord(action) + "  " + std::string(details.email) + "  "
            + whyText(details, mapping);
    if (action != core::Action::Held)
        return text + "\n";
    const auto held =
        texts::describeHeld(texts::heldFactsOf(details, mapping, plan.plan.note(details.row->pair)));
    return text + "\n    " + held.cause + " " + held.remedy + "\n";
}

} // namespace devsync::cli
