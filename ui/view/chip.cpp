// SPDX-License-Identifier: Apache-2.0
#include "ui/view/chip.h"

namespace devsync::view {

namespace {

using core::Action;
using core::RowFlag;
using core::RowState;

bool writesPortal(Action action) {
    return action == Action::CreatePortalUser || action == Action::UpdatePortalUser
           || action == Action::UpdateBoth;
}

bool writesApigee(Action action) {
    return action == Action::CreateDeveloper || action == Action::UpdateDeveloper
           || action == Action::UpdateBoth;
}

bool differsOutsideTheRule(const core::PlanRow& row) {
    return row.has(RowFlag::StatusDiffers) || row.has(RowFlag::UserNameDiffers)
           || row.has(RowFlag::EmailSpellingDiffers);
}

} // namespace

ChipSet chipsOf(const core::PlanRow& row, RowState state) {
    ChipSet chips;
    chips.add(Chip::All);
    if (writesPortal(row.action))
        chips.add(Chip::ToPortal);
    if (writesApigee(row.action))
        chips.add(Chip::ToApigee);
    if (row.has(RowFlag::Conflict))
        chips.add(Chip::Conflicts);
    if (row.action == Action::Held || state == RowState::Held || state == RowState::Stale)
        chips.add(Chip::Held);
    if (state == RowState::Failed)
        chips.add(Chip::Failed);
    if (differsOutsideTheRule(row))
        chips.add(Chip::DiffersNotSynchronised);
    if (row.action == Action::Same)
        chips.add(Chip::Same);
    if (row.action == Action::Excluded)
        chips.add(Chip::OutOfScope);
    return chips;
}

} // namespace devsync::view
