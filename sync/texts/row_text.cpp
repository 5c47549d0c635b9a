// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/row_text.h"

#include "sync/texts/translate.h"

#include <QCoreApplication>
#include <array>

namespace devsync::texts {

namespace {

using core::Action;
using core::Reason;
using core::RowFlag;
using core::RowState;

constexpr std::array kNotedFlags{
    RowFlag::StatusDiffers,    RowFlag::UserNameDiffers, RowFlag::EmailSpellingDiffers,
    RowFlag::PlaceholderNames, RowFlag::SetInactive,     RowFlag::DeletedInApigee,
    RowFlag::DeletedInPortal,  RowFlag::EmptyKept,       RowFlag::FutureInApigee,
    RowFlag::FutureInPortal,   RowFlag::ClockDecided,    RowFlag::LowerCased,
};

} // namespace

std::string_view actionGlyph(Action action) {
    switch (action) {
    case Action::Same:
        return "=";
    case Action::CreatePortalUser:
        return "+→";
    case Action::CreateDeveloper:
        return "←+";
    case Action::UpdatePortalUser:
        return "→";
    case Action::UpdateDeveloper:
        return "←";
    case Action::UpdateBoth:
        return "↔";
    case Action::Held:
        return "‖";
    case Action::Excluded:
        return "∅";
    }
    return "?";
}

std::string actionWord(Action action) {
    switch (action) {
    case Action::Same:
        return say(QT_TRANSLATE_NOOP("texts", "same"));
    case Action::CreatePortalUser:
        return say(QT_TRANSLATE_NOOP("texts", "create portal user"));
    case Action::CreateDeveloper:
        return say(QT_TRANSLATE_NOOP("texts", "create developer"));
    case Action::UpdatePortalUser:
        return say(QT_TRANSLATE_NOOP("texts", "update portal user"));
    case Action::UpdateDeveloper:
        return say(QT_TRANSLATE_NOOP("texts", "update developer"));
    case Action::UpdateBoth:
        return say(QT_TRANSLATE_NOOP("texts", "update both"));
    case Action::Held:
        return say(QT_TRANSLATE_NOOP("texts", "held"));
    case Action::Excluded:
        return say(QT_TRANSLATE_NOOP("texts", "excluded"));
    }
    return {};
}

std::string_view stateGlyph(RowState state) {
    switch (state) {
    case RowState::NotStarted:
        return "·";
    case RowState::Claimed:
        return "…";
    case RowState::Done:
        return "✓";
    case RowState::Failed:
        return "✕";
    case RowState::Stale:
        return "↻";
    case RowState::Held:
        return "‖";
    case RowState::Cancelled:
        return "⊘";
    }
    return "?";
}

std::string stateWord(RowState state) {
    switch (state) {
    case RowState::NotStarted:
        return say(QT_TRANSLATE_NOOP("texts", "not started"));
    case RowState::Claimed:
        return say(QT_TRANSLATE_NOOP("texts", "running"));
    case RowState::Done:
        return say(QT_TRANSLATE_NOOP("texts", "done"));
    case RowState::Failed:
        return say(QT_TRANSLATE_NOOP("texts", "failed"));
    case RowState::Stale:
        return say(QT_TRANSLATE_NOOP("texts", "stale"));
    case RowState::Held:
        return say(QT_TRANSLATE_NOOP("texts", "held"));
    case RowState::Cancelled:
        return say(QT_TRANSLATE_NOOP("texts", "cancelled"));
    }
    return {};
}

std::string endStateWord(RowState state) {
    return state == RowState::Claimed ? say(QT_TRANSLATE_NOOP("texts", "open")) : stateWord(state);
}

std::string reasonText(Reason reason) {
    switch (reason) {
    case Reason::None:
        return {};
    case Reason::Equal:
        return say(QT_TRANSLATE_NOOP("texts", "nothing to write"));
    case Reason::ApigeeNewer:
        return say(QT_TRANSLATE_NOOP("texts", "Apigee is newer"));
    case Reason::PortalNewer:
        return say(QT_TRANSLATE_NOOP("texts", "the portal is newer"));
    case Reason::Tie:
        return say(QT_TRANSLATE_NOOP("texts", "same time: Apigee wins a tie"));
    case Reason::OnlyInApigee:
        return say(QT_TRANSLATE_NOOP("texts", "only in Apigee"));
    case Reason::OnlyInPortal:
        return say(QT_TRANSLATE_NOOP("texts", "only in the portal"));
    case Reason::Override:
        return say(QT_TRANSLATE_NOOP("texts", "decided by hand"));
    case Reason::Merge:
        return say(QT_TRANSLATE_NOOP("texts", "each field from the side that changed it"));
    case Reason::Direction:
        return say(QT_TRANSLATE_NOOP("texts", "the settings do not allow this write"));
    case Reason::Scope:
        return say(QT_TRANSLATE_NOOP("texts", "outside the scope"));
    case Reason::Protected:
        return say(QT_TRANSLATE_NOOP("texts", "protected account: no developer is created for it"));
    case Reason::NoEmail:
        return say(QT_TRANSLATE_NOOP("texts", "no e-mail address"));
    }
    return {};
}

std::vector<RowFlag> notedFlags(std::uint16_t flags) {
    std::vector<RowFlag> noted;
    for (const RowFlag flag : kNotedFlags)
        if ((flags & static_cast<std::uint16_t>(flag)) != 0)
            noted.push_back(flag);
    return noted;
}

std::string_view noteInDocuments(RowFlag flag) {
    switch (flag) {
    case RowFlag::StatusDiffers:
        return QT_TRANSLATE_NOOP("texts", "status differs, not synchronised");
    case RowFlag::UserNameDiffers:
        return QT_TRANSLATE_NOOP("texts", "user_name differs, not synchronised");
    case RowFlag::EmailSpellingDiffers:
        return QT_TRANSLATE_NOOP("texts", "e-mail spelling differs, not synchronised");
    case RowFlag::PlaceholderNames:
        return QT_TRANSLATE_NOOP("texts", "names missing, created with placeholders");
    case RowFlag::SetInactive:
        return QT_TRANSLATE_NOOP("texts", "portal user is blocked, developer is set inactive");
    case RowFlag::DeletedInApigee:
        return QT_TRANSLATE_NOOP("texts", "deleted in Apigee since the last run");
    case RowFlag::DeletedInPortal:
        return QT_TRANSLATE_NOOP("texts", "deleted in the portal since the last run");
    case RowFlag::EmptyKept:
        return QT_TRANSLATE_NOOP("texts", "empty at the winner, kept at the other side");
    case RowFlag::FutureInApigee:
        return QT_TRANSLATE_NOOP("texts", "Apigee time of change is in the future");
    case RowFlag::FutureInPortal:
        return QT_TRANSLATE_NOOP("texts", "portal time of change is in the future");
    case RowFlag::ClockDecided:
        return QT_TRANSLATE_NOOP("texts", "clock correction decided the winner");
    case RowFlag::LowerCased:
        return QT_TRANSLATE_NOOP("texts", "e-mail written in lower case");
    case RowFlag::Conflict:
        return QT_TRANSLATE_NOOP("texts", "changed on both sides since the last run");
    case RowFlag::HasBaseline:
        return QT_TRANSLATE_NOOP("texts", "synchronised before");
    case RowFlag::ChangedInApigee:
        return QT_TRANSLATE_NOOP("texts", "changed in Apigee since the last run");
    case RowFlag::ChangedInPortal:
        return QT_TRANSLATE_NOOP("texts", "changed in the portal since the last run");
    }
    return {};
}

std::string noteText(RowFlag flag) {
    return say(noteInDocuments(flag).data()); // a literal, so it ends in NUL
}

std::string fieldLabel(const core::Mapping& mapping, core::FieldIndex field) {
    if (field == core::kFirstName)
        return say(QT_TRANSLATE_NOOP("texts", "First name"));
    if (field == core::kLastName)
        return say(QT_TRANSLATE_NOOP("texts", "Last name"));
    return mapping.attribute(field).attribute;
}

} // namespace devsync::texts
