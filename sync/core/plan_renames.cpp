// SPDX-License-Identifier: Apache-2.0
#include "sync/core/plan_renames.h"

#include <algorithm>
#include <optional>
#include <span>

namespace devsync::core {

namespace {

/// Pairs by the hash of their key; made only once a rename is suspected.
class PairsByKey {
public:
    explicit PairsByKey(const Comparison& comparison) : m_comparison(comparison) {}

    std::optional<Comparison::PairIndex> find(std::uint64_t keyHash) {
        if (m_pairs.empty())
            build();
        const auto found = std::lower_bound(m_pairs.begin(), m_pairs.end(), Entry{keyHash, 0});
        return found != m_pairs.end() && found->first == keyHash ? std::optional(found->second)
                                                                 : std::nullopt;
    }

private:
    using Entry = std::pair<std::uint64_t, Comparison::PairIndex>;

    void build() {
        for (Comparison::PairIndex pair = 0; pair < m_comparison.size(); ++pair) {
            if (!m_comparison.foldedEmail(pair).empty())
                m_pairs.emplace_back(m_comparison.keyHash(pair), pair);
        }
        std::sort(m_pairs.begin(), m_pairs.end());
    }

    const Comparison& m_comparison;
    std::vector<Entry> m_pairs;
};

class RenameFinder {
public:
    explicit RenameFinder(const PlanInputs& inputs)
        : m_comparison(*inputs.comparison), m_baseline(*inputs.baseline), m_pairsByKey(m_comparison) {}

    Renames find() {
        for (Comparison::PairIndex pair = 0; pair < m_comparison.size(); ++pair) {
            if (m_comparison.foldedEmail(pair).empty())
                continue;
            const BaselineEntry* own = m_baseline.find(m_comparison.keyHash(pair));
            for (const Side side : kSides)
                for (const AccountTable::RowIndex row : rowsOf(pair, side))
                    look(pair, side, row, own);
        }
        return std::move(m_renames);
    }

private:
    /// Of twins each may be the renamed one.
    std::span<const AccountTable::RowIndex> rowsOf(Comparison::PairIndex pair, Side side) {
        if (const TwinGroup* twins = m_comparison.twins(pair))
            return twins->rows[side];
        m_row = m_comparison.pair(pair).row(side);
        return {&m_row, m_row == AccountTable::kNoRow ? std::size_t{0} : 1};
    }

    void look(Comparison::PairIndex pair, Side side, AccountTable::RowIndex row, const BaselineEntry* own) {
        const std::string_view id = m_comparison.listing(side).table().at(row, m_scratch).id;
        const std::uint64_t idHash = id.empty() ? 0 : textHash(id);
        if (idHash == 0 || (own && own->sides[side].idHash == idHash))
            return;
        const BaselineEntry* known = m_baseline.findById(side, idHash);
        if (known && known->keyHash != m_comparison.keyHash(pair))
            link(pair, m_pairsByKey.find(known->keyHash));
    }

    void link(Comparison::PairIndex pair, std::optional<Comparison::PairIndex> other) {
        m_renames[pair];
        if (!other)
            return;
        m_renames[pair].insert(*other);
        m_renames[*other].insert(pair);
    }

    const Comparison& m_comparison;
    const BaselineIndex& m_baseline;
    PairsByKey m_pairsByKey;
    AccountScratch m_scratch;
    AccountTable::RowIndex m_row = AccountTable::kNoRow; ///< storage of rowsOf()
    Renames m_renames;
};

} // namespace

Renames findRenames(const PlanInputs& inputs) {
    return inputs.baseline->empty() ? Renames{} : RenameFinder(inputs).find();
}

} // namespace devsync::core
