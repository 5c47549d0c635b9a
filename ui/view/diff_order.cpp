// SPDX-License-Identifier: Apache-2.0
#include "ui/view/diff_order.h"

#include <algorithm>

namespace devsync::view {

namespace {

constexpr std::size_t kKeysKept = 2;
constexpr std::uint32_t kAskEvery = 8'192; ///< rows between two looks at `cancelled`

struct Keyed {
    std::uint64_t key;
    std::uint32_t row;
};

/// State of every row, planned or not.
class StateOf {
public:
    explicit StateOf(const OrderInputs& inputs) : m_rows(inputs.plan->plan.rows), m_states(inputs.states) {}

    /// Rows are asked in ascending order.
    core::RowState next(std::uint32_t row) {
        if (!m_rows[row].planned())
            return core::RowState::NotStarted;
        const std::size_t planned = m_planned++;
        return planned < m_states.size() ? m_states[planned] : core::RowState::NotStarted;
    }

private:
    const std::vector<core::PlanRow>& m_rows;
    const std::vector<core::RowState>& m_states;
    std::size_t m_planned = 0;
};

/// Rows that are not planned come behind those that are.
std::uint32_t resultKey(const core::PlanRow& row, core::RowState state) {
    return row.planned() ? static_cast<std::uint32_t>(state) : 0xff;
}

std::uint32_t keyOf(const SortKeys* keys, SortBy sort, std::uint32_t row, std::uint32_t result) {
    const std::uint32_t key = keys != nullptr                     ? (*keys)[row]
                              : sort.column == DiffColumn::Result ? result
                                                                  : row;
    return sort.descending ? ~key : key;
}

bool isIdentity(const DiffQuery& query) {
    return query.sort.column == DiffColumn::Email && !query.sort.descending;
}

} // namespace

DiffQuery sortedBy(DiffQuery query, DiffColumn column) {
    if (query.sort.column == column) {
        query.sort.descending = !query.sort.descending;
        return query;
    }
    query.then = query.sort;
    query.sort = {column, false};
    return query;
}

std::shared_ptr<const SortKeys> SortKeyCache::keys(const engine::PreparedPlan& plan, DiffColumn column) {
    if (column == DiffColumn::Email || column == DiffColumn::Result)
        return nullptr;
    const auto known = std::find_if(m_entries.begin(), m_entries.end(),
                                    [column](const Entry& entry) { return entry.column == column; });
    if (known != m_entries.end()) {
        std::rotate(known, known + 1, m_entries.end());
        return m_entries.back().keys;
    }
    if (m_entries.size() == kKeysKept)
        m_entries.erase(m_entries.begin());
    m_entries.push_back({column, std::make_shared<const SortKeys>(sortKeys(plan, column))});
    return m_entries.back().keys;
}

std::optional<std::vector<std::uint32_t>> orderRows(const OrderInputs& inputs, SortKeyCache& cache,
                                                    const std::atomic<bool>& cancelled) {
    const std::vector<core::PlanRow>& rows = inputs.plan->plan.rows;
    const DiffQuery& query = inputs.query;
    const SortBy then = query.then.column == query.sort.column ? SortBy{} : query.then;
    const auto thenKeys = cache.keys(*inputs.plan, then.column);
    const auto keys = cache.keys(*inputs.plan, query.sort.column);
    StateOf states(inputs);
    RowSearch search(query.search);
    std::vector<Keyed> shown;
    shown.reserve(query.chip == Chip::All && search.matchesAll() ? rows.size() : 0);
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
        if (row % kAskEvery == 0 && cancelled)
            return std::nullopt;
        const core::RowState state = states.next(row);
        if (!chipsOf(rows[row], state).has(query.chip))
            continue;
        if (!search.matchesAll() && !search.matches(*inputs.plan->inputs.comparison, rows[row].pair))
            continue;
        const std::uint32_t result = resultKey(rows[row], state);
        shown.push_back({std::uint64_t{keyOf(keys.get(), query.sort, row, result)} << 32
                             | keyOf(thenKeys.get(), then, row, result),
                         row});
    }
    if (!isIdentity(query))
        std::sort(shown.begin(), shown.end(), [](const Keyed& a, const Keyed& b) {
            return a.key != b.key ? a.key < b.key : a.row < b.row;
        });
    std::vector<std::uint32_t> order(shown.size());
    std::transform(shown.begin(), shown.end(), order.begin(), [](const Keyed& k) { return k.row; });
    return cancelled ? std::nullopt : std::optional(std::move(order));
}

} // namespace devsync::view
