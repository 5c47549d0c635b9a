// SPDX-License-Identifier: Apache-2.0
// Words of the diff table: what is done with a row in two or three words, and the row as one sentence, as
// assistive technology reads it.
#pragma once

#include "sync/core/ledger.h"
#include "sync/core/mapping.h"
#include "sync/core/row_details.h"

#include <string>

namespace devsync::texts {

/// "Update portal", "Create in Apigee", "Conflict: to portal", "Held: user name taken", "Same".
std::string diffActionWord(const core::PlanRow& row);
/// The glyph beside it; "≠" is put before it for a conflict.
std::string diffActionGlyph(const core::PlanRow& row);

/// "user name taken", "two accounts of one address": why a row is held, in a few words.
std::string heldWord(core::HeldBecause because);

/// What the Result column says: "planned" before a run, then the state; empty for rows that are not planned.
std::string resultWord(const core::PlanRow& row, core::RowState state);

/// "Update portal user ana@acme.com: last name Silva becomes Souza; Apigee is newer. Planned."
std::string rowSentence(const core::RowDetails& details, const core::Mapping& mapping, core::RowState state);

} // namespace devsync::texts
