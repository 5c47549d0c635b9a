// SPDX-License-Identifier: Apache-2.0
// Why a row is held, naming field, value and limit, and what to do about it. Codes are "HELD-" and the reason
// in capitals (HELD-TWINS, HELD-USER-NAME-TAKEN, …): stable, never translated, apart from those of errors.
#pragma once

#include "sync/core/journal.h"
#include "sync/core/row_details.h"

#include <string>
#include <string_view>

namespace devsync::texts {

struct HeldFacts {
    core::HeldBecause because = core::HeldBecause::None;
    std::string email;    ///< folded address of the row
    std::string field;    ///< label of the field that causes it; may be empty
    std::string value;    ///< its value as shown; may be empty
    std::string limit;    ///< what the target can hold, in words; may be empty
    std::string userName; ///< of the account that would be created
    std::string note;     ///< Plan::note: other address of a rename, proposed user name
};

HeldFacts heldFactsOf(const core::RowDetails& details, const core::Mapping& mapping, std::string_view note);
HeldFacts heldFactsOf(const core::PlannedChange& change, const core::Mapping& mapping);

std::string_view heldCode(core::HeldBecause because);

struct HeldText {
    std::string cause;  ///< a sentence
    std::string remedy; ///< a sentence
};
HeldText describeHeld(const HeldFacts& facts);

} // namespace devsync::texts
