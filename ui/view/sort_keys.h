// SPDX-License-Identifier: Apache-2.0
// A number a row that orders the rows by one column, made once a column and plan: equal cells have equal
// numbers. Names are compared as folded text, times as numbers, absent ones first. Any thread.
#pragma once

#include "sync/engine/run_view.h"
#include "ui/view/diff_column.h"

#include <cstdint>
#include <vector>

namespace devsync::view {

using SortKeys = std::vector<std::uint32_t>;

/// Not for Result, whose order changes while a run goes on, nor for Email, whose order is the rows' own.
SortKeys sortKeys(const engine::PreparedPlan& plan, DiffColumn column);

} // namespace devsync::view
