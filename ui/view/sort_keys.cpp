// SPDX-License-Identifier: Apache-2.0
#include "ui/view/sort_keys.h"

#include "sync/core/email_key.h"

#include <algorithm>
#include <string>

namespace devsync::view {

namespace {

constexpr std::size_t kPrefetchAhead = 12;

/// Eight bytes decide most comparisons; the text behind them the rest.
struct TextKey {
    std::uint64_t prefix = 0; ///< big-endian, so that numbers order as texts do
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    std::uint32_t row = 0;
};

class TextKeys {
public:
    explicit TextKeys(std::size_t rows) { m_keys.reserve(rows); }

    void add(std::uint32_t row, std::string_view text) {
        const auto offset = static_cast<std::uint32_t>(m_texts.size());
        if (!core::appendFolded(text, m_texts))
            m_texts += text;
        const auto length = static_cast<std::uint32_t>(m_texts.size() - offset);
        m_keys.push_back({prefixOf(offset, length), offset, length, row});
    }

    SortKeys ranks() {
        std::sort(m_keys.begin(), m_keys.end(),
                  [this](const TextKey& a, const TextKey& b) { return compare(a, b) < 0; });
        SortKeys ranks(m_keys.size());
        std::uint32_t rank = 0;
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            if (i > 0 && compare(m_keys[i - 1], m_keys[i]) != 0)
                ++rank;
            ranks[m_keys[i].row] = rank;
        }
        return ranks;
    }

private:
    std::uint64_t prefixOf(std::uint32_t offset, std::uint32_t length) const {
        std::uint64_t bytes = 0;
        for (std::uint32_t i = 0; i < 8; ++i)
            bytes = bytes << 8 | (i < length ? static_cast<unsigned char>(m_texts[offset + i]) : 0);
        return bytes;
    }

    std::string_view text(const TextKey& key) const {
        return std::string_view(m_texts).substr(key.offset, key.length);
    }

    int compare(const TextKey& a, const TextKey& b) const {
        if (a.prefix != b.prefix)
            return a.prefix < b.prefix ? -1 : 1;
        return text(a).compare(text(b));
    }

    std::vector<TextKey> m_keys;
    std::string m_texts;
};

/// Calls `use(row, account or nullptr)` for all rows, asking memory for the next ones early.
template <class Use>
void eachAccount(const engine::PreparedPlan& plan, core::Side side, const Use& use) {
    const core::Comparison& comparison = *plan.inputs.comparison;
    const core::AccountTable& table = comparison.listing(side).table();
    core::AccountScratch scratch;
    const std::vector<core::PlanRow>& rows = plan.plan.rows;
    const auto tableRow = [&](std::size_t row) { return comparison.pair(rows[row].pair).row(side); };
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
        if (row + 2 * kPrefetchAhead < rows.size()
            && tableRow(row + 2 * kPrefetchAhead) != core::AccountTable::kNoRow)
            table.prefetchRow(tableRow(row + 2 * kPrefetchAhead));
        if (row + kPrefetchAhead < rows.size()
            && tableRow(row + kPrefetchAhead) != core::AccountTable::kNoRow)
            table.prefetchTexts(tableRow(row + kPrefetchAhead));
        const core::AccountTable::RowIndex at = tableRow(row);
        use(row, at == core::AccountTable::kNoRow ? nullptr : &table.at(at, scratch));
    }
}

void appendItems(std::string& text, core::ValueView value) {
    for (const std::string_view item : value.items()) {
        text += item;
        text += '\x1f';
    }
}

void textOf(const core::AccountView& account, CellKind kind, std::string& text) {
    if (kind == CellKind::FirstName)
        return appendItems(text, account.field(core::kFirstName));
    if (kind == CellKind::LastName)
        return appendItems(text, account.field(core::kLastName));
    for (std::size_t field = core::kFirstAttribute; field < account.fields.size(); ++field) {
        appendItems(text, account.fields[field]);
        text += '\x1e';
    }
}

SortKeys textRanks(const engine::PreparedPlan& plan, core::Side side, CellKind kind) {
    TextKeys keys(plan.plan.rows.size());
    std::string text;
    eachAccount(plan, side, [&](std::uint32_t row, const core::AccountView* account) {
        text.clear();
        if (account != nullptr)
            textOf(*account, kind, text);
        keys.add(row, text);
    });
    return keys.ranks();
}

SortKeys timeRanks(const engine::PreparedPlan& plan, core::Side side) {
    std::vector<std::int64_t> times(plan.plan.rows.size(), 0);
    eachAccount(plan, side, [&](std::uint32_t row, const core::AccountView* account) {
        times[row] = account != nullptr ? account->changedRaw : 0;
    });
    std::vector<std::int64_t> sorted = times;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    SortKeys ranks(times.size());
    for (std::size_t row = 0; row < times.size(); ++row)
        ranks[row] = static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), times[row])
                                                - sorted.begin());
    return ranks;
}

SortKeys actionRanks(const core::Plan& plan) {
    SortKeys ranks;
    ranks.reserve(plan.rows.size());
    for (const core::PlanRow& row : plan.rows) {
        const std::uint32_t conflict = row.has(core::RowFlag::Conflict) ? 0 : 1;
        ranks.push_back((static_cast<std::uint32_t>(row.action) * 2 + conflict) << 8
                        | static_cast<std::uint32_t>(row.heldBecause));
    }
    return ranks;
}

} // namespace

SortKeys sortKeys(const engine::PreparedPlan& plan, DiffColumn column) {
    const ColumnFacts facts = factsOf(column);
    if (facts.kind == CellKind::Action)
        return actionRanks(plan.plan);
    const core::Side side = facts.side.value_or(core::Side::Apigee);
    return facts.kind == CellKind::Changed ? timeRanks(plan, side) : textRanks(plan, side, facts.kind);
}

} // namespace devsync::view
