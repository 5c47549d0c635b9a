// SPDX-License-Identifier: Apache-2.0
// Which rows the diff table shows, in which order: a vector of row numbers. Pure, so that it can be made on
// another thread while the window goes on. Total orders: ties end in the folded address.
#pragma once

#include "ui/view/chip.h"
#include "ui/view/diff_column.h"
#include "ui/view/row_search.h"
#include "ui/view/sort_keys.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace devsync::view {

struct SortBy {
    DiffColumn column = DiffColumn::Email;
    bool descending = false;
    bool operator==(const SortBy&) const = default;
};

struct DiffQuery {
    Chip chip = Chip::All;
    std::string search;
    SortBy sort;
    SortBy then; ///< the order before, for rows that are equal by `sort`
    bool operator==(const DiffQuery&) const = default;
};

/// The next order when a person asks for `column`: another column ascends and keeps the old one as second
/// key, the same one turns round.
DiffQuery sortedBy(DiffQuery query, DiffColumn column);

/// Keys made so far, for one plan. Kept between calls by one thread at a time.
class SortKeyCache {
public:
    /// Of the column; null for those that need none.
    std::shared_ptr<const SortKeys> keys(const engine::PreparedPlan& plan, DiffColumn column);

private:
    struct Entry {
        DiffColumn column = DiffColumn::Email;
        std::shared_ptr<const SortKeys> keys;
    };
    std::vector<Entry> m_entries; ///< the last two used, the newest at the end
};

/// What an order is made from; immutable while it is made.
struct OrderInputs {
    std::shared_ptr<const engine::PreparedPlan> plan;
    std::vector<core::RowState> states; ///< by planned number; empty = none has started
    DiffQuery query;
};

/// nullopt when `cancelled` became true on the way.
std::optional<std::vector<std::uint32_t>> orderRows(const OrderInputs& inputs, SortKeyCache& cache,
                                                    const std::atomic<bool>& cancelled);

} // namespace devsync::view
