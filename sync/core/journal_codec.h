// SPDX-License-Identifier: Apache-2.0
// The packed records of the journal and the baseline: what a store keeps in one column and reads back after a
// crash or with a newer program. Each begins with its format; enumerators are stored by number, so the enums
// they hold only grow at their end. Called by sync/storage.
#pragma once

#include "sync/core/account_table.h"
#include "sync/core/journal.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace devsync::core {

/// A longer record is refused when read. A change holds two accounts as listed and the wanted values, of
/// which each may be from either: four accounts' bytes, and a few numbers, names and ids.
inline constexpr std::size_t kMaxPackedRecord = 5 * AccountTable::kMaxRecordBytes;

std::string pack(const PlannedChange& change);
std::string pack(const Error& error);
std::string pack(const BaselineRow& row);

/// StoreFailed: another format, a length that does not fit, a number no enum knows, bytes left over.
Result<PlannedChange> unpackPlannedChange(std::string_view bytes);
Result<Error> unpackError(std::string_view bytes);
Result<BaselineRow> unpackBaselineRow(std::string_view bytes);

} // namespace devsync::core
