// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/diff_text.h"

#include "sync/texts/row_text.h"
#include "sync/texts/translate.h"

#include <QCoreApplication>

namespace devsync::texts {

namespace {

using core::Action;
using core::HeldBecause;
using core::RowFlag;

std::string conflictWord(Action action) {
    switch (action) {
    case Action::UpdatePortalUser:
    case Action::CreatePortalUser:
        return say(QT_TRANSLATE_NOOP("texts", "Conflict: to portal"));
    case Action::UpdateDeveloper:
    case Action::CreateDeveloper:
        return say(QT_TRANSLATE_NOOP("texts", "Conflict: to Apigee"));
    case Action::Held:
        return say(QT_TRANSLATE_NOOP("texts", "Conflict: held"));
    case Action::UpdateBoth:
    case Action::Same:
    case Action::Excluded:
        return say(QT_TRANSLATE_NOOP("texts", "Conflict"));
    }
    return {};
}

std::string plainWord(const core::PlanRow& row) {
    switch (row.action) {
    case Action::Same:
        return say(QT_TRANSLATE_NOOP("texts", "Same"));
    case Action::CreatePortalUser:
        return say(QT_TRANSLATE_NOOP("texts", "Create in portal"));
    case Action::CreateDeveloper:
        return say(QT_TRANSLATE_NOOP("texts", "Create in Apigee"));
    case Action::UpdatePortalUser:
        return say(QT_TRANSLATE_NOOP("texts", "Update portal"));
    case Action::UpdateDeveloper:
        return say(QT_TRANSLATE_NOOP("texts", "Update Apigee"));
    case Action::UpdateBoth:
        return say(QT_TRANSLATE_NOOP("texts", "Update both"));
    case Action::Held:
        return say(QT_TRANSLATE_NOOP("texts", "Held: %1"), {heldWord(row.heldBecause)});
    case Action::Excluded:
        return say(QT_TRANSLATE_NOOP("texts", "Out of scope"));
    }
    return {};
}

std::string valueIn(core::ValueView value) {
    std::string text;
    for (const std::string_view item : value.items())
        text += (text.empty() ? "" : ", ") + std::string(item);
    return text.empty() ? say(QT_TRANSLATE_NOOP("texts", "nothing")) : quoted(text);
}

/// Only of updates: a creation writes everything.
std::string changesOf(const core::RowDetails& details, const core::Mapping& mapping) {
    std::string text;
    for (const core::FieldDetail& field : details.fields) {
        if (!field.writeApigee && !field.writePortal)
            continue;
        const core::ValueView lost = field.writeApigee ? field.apigee : field.portal;
        text += text.empty() ? ": " : ", ";
        text += say(QT_TRANSLATE_NOOP("texts", "%1 %2 becomes %3"),
                    {fieldLabel(mapping, field.field), valueIn(lost), valueIn(field.result)});
    }
    return text;
}

bool creates(Action action) {
    return action == Action::CreatePortalUser || action == Action::CreateDeveloper;
}

} // namespace

std::string heldWord(HeldBecause because) {
    switch (because) {
    case HeldBecause::None:
        return {};
    case HeldBecause::Twins:
        return say(QT_TRANSLATE_NOOP("texts", "twin addresses"));
    case HeldBecause::Renamed:
        return say(QT_TRANSLATE_NOOP("texts", "address changed"));
    case HeldBecause::ValueDoesNotFit:
        return say(QT_TRANSLATE_NOOP("texts", "value does not fit"));
    case HeldBecause::UserNameTaken:
        return say(QT_TRANSLATE_NOOP("texts", "user name taken"));
    case HeldBecause::UserNameIllegal:
        return say(QT_TRANSLATE_NOOP("texts", "user name not allowed"));
    case HeldBecause::UpperCase:
        return say(QT_TRANSLATE_NOOP("texts", "capital letters"));
    case HeldBecause::AttributeLimit:
        return say(QT_TRANSLATE_NOOP("texts", "too many attributes"));
    case HeldBecause::MissingNames:
        return say(QT_TRANSLATE_NOOP("texts", "names missing"));
    case HeldBecause::Reappear:
        return say(QT_TRANSLATE_NOOP("texts", "deleted before"));
    case HeldBecause::Conflict:
        return say(QT_TRANSLATE_NOOP("texts", "conflict"));
    case HeldBecause::ModulePush:
        return say(QT_TRANSLATE_NOOP("texts", "module writes too"));
    case HeldBecause::TimeUnknown:
        return say(QT_TRANSLATE_NOOP("texts", "time unknown"));
    case HeldBecause::DuplicateAttribute:
        return say(QT_TRANSLATE_NOOP("texts", "attribute twice"));
    case HeldBecause::Operator:
        return say(QT_TRANSLATE_NOOP("texts", "by hand"));
    }
    return {};
}

std::string diffActionWord(const core::PlanRow& row) {
    return row.has(RowFlag::Conflict) && row.planned() ? conflictWord(row.action) : plainWord(row);
}

std::string diffActionGlyph(const core::PlanRow& row) {
    const std::string glyph(actionGlyph(row.action));
    return row.has(RowFlag::Conflict) && row.planned() ? "≠" + glyph : glyph;
}

std::string resultWord(const core::PlanRow& row, core::RowState state) {
    if (!row.planned())
        return {};
    if (state != core::RowState::NotStarted)
        return stateWord(state);
    return row.action == Action::Held ? stateWord(core::RowState::Held)
                                      : say(QT_TRANSLATE_NOOP("texts", "planned"));
}

std::string rowSentence(const core::RowDetails& details, const core::Mapping& mapping, core::RowState state) {
    const core::PlanRow& row = *details.row;
    std::string text = diffActionWord(row) + " "
                       + (details.email.empty() ? say(QT_TRANSLATE_NOOP("texts", "account without address"))
                                                : quoted(details.email));
    if (row.writes() && !creates(row.action))
        text += changesOf(details, mapping);
    if (const std::string reason = reasonText(row.reason);
        !reason.empty() && row.reason != core::Reason::Equal)
        text += "; " + reason;
    text += ".";
    if (const std::string result = resultWord(row, state); !result.empty())
        text += " " + say(QT_TRANSLATE_NOOP("texts", "Result: %1."), {result});
    return text;
}

} // namespace devsync::texts
