// SPDX-License-Identifier: Apache-2.0
// Words and glyphs for what a row of a plan or run is: action, reason, state, facts. Meaning is carried by
// glyph and word together, never by colour. Called by tables, lists and logs of every front end.
#pragma once

#include "sync/core/ledger.h"
#include "sync/core/mapping.h"
#include "sync/core/plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace devsync::texts {

/// One or two characters; Apigee is on the left, so "→" writes the portal.
std::string_view actionGlyph(core::Action action);
std::string actionWord(core::Action action);

std::string_view stateGlyph(core::RowState state);
std::string stateWord(core::RowState state);
/// The same once the run has ended: what ran then is open.
std::string endStateWord(core::RowState state);

/// Why the row is what it is: "Apigee is newer". Empty for None.
std::string reasonText(core::Reason reason);

/// The facts of a row, in the order of RowFlag, only those that are worth a word of their own.
std::vector<core::RowFlag> notedFlags(std::uint16_t flags);
/// A note in the fixed English of documents: "user_name differs, not synchronised".
std::string_view noteInDocuments(core::RowFlag flag);
/// The same for people.
std::string noteText(core::RowFlag flag);

/// "First name", "Last name", or the name of the attribute.
std::string fieldLabel(const core::Mapping& mapping, core::FieldIndex field);

} // namespace devsync::texts
