// SPDX-License-Identifier: Apache-2.0
#include "sync/core/row_notes.h"

#include <array>

namespace devsync::core {

namespace {

struct FlagNote {
    RowFlag flag;
    std::string_view code;
};

constexpr std::array<FlagNote, 12> kFlagNotes{{
    {RowFlag::UserNameDiffers, "user_name_differs"},
    {RowFlag::StatusDiffers, "status_differs"},
    {RowFlag::EmailSpellingDiffers, "email_spelling_differs"},
    {RowFlag::DeletedInApigee, "deleted_in_apigee"},
    {RowFlag::DeletedInPortal, "deleted_in_portal"},
    {RowFlag::PlaceholderNames, "placeholder_names"},
    {RowFlag::SetInactive, "set_inactive"},
    {RowFlag::LowerCased, "email_lower_cased"},
    {RowFlag::EmptyKept, "empty_kept"},
    {RowFlag::ClockDecided, "clock_decided"},
    {RowFlag::FutureInApigee, "future_in_apigee"},
    {RowFlag::FutureInPortal, "future_in_portal"},
}};

} // namespace

std::vector<std::string_view> rowNotes(const PlanRow& row) {
    std::vector<std::string_view> notes;
    for (const FlagNote& note : kFlagNotes) {
        if (row.has(note.flag))
            notes.push_back(note.code);
    }
    return notes;
}

} // namespace devsync::core
