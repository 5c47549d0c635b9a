// SPDX-License-Identifier: Apache-2.0
// What a cell of one side shows, in runs of one emphasis each: a value that stays, one that will be lost, one
// that comes. Made from the plan row alone, so label, emphasis and side cannot disagree. Texts are UTF-8,
// control characters made harmless, cut to what a cell can show.
#pragma once

#include "sync/core/mapping.h"
#include "sync/core/row_details.h"
#include "ui/view/diff_column.h"

#include <cstdint>
#include <string>
#include <vector>

namespace devsync::view {

enum class Emphasis : std::uint8_t {
    Plain,
    Label, ///< name of an attribute
    Kept,  ///< differs from the other side and stays
    Lost,  ///< will be overwritten
    New,   ///< will be written
};

struct CellRun {
    Emphasis emphasis = Emphasis::Plain;
    std::string text;
    bool operator==(const CellRun&) const = default;
};
using CellRuns = std::vector<CellRun>;

/// Of a first name, last name or attributes column. "—" stands for no value.
CellRuns cellRuns(const core::RowDetails& details, const core::Mapping& mapping, DiffColumn column);

/// Whether a value of that cell is overwritten.
bool losesValue(const CellRuns& runs);

/// One field of one side.
CellRuns fieldRuns(const core::FieldDetail& field, core::Side side, bool accountExists);

/// Items joined by ", "; empty for no value.
std::string valueText(core::ValueView value);

/// Of the account's own clock, ms since 1970 (UTC); nullopt = no account or not known.
std::optional<std::int64_t> changedAtMs(const core::RowDetails& details, core::Side side);

} // namespace devsync::view
