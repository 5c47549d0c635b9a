// SPDX-License-Identifier: Apache-2.0
// Both listings joined by folded e-mail. No direction yet: deciding is planRow()'s. Immutable, shared by
// engine and views.
#pragma once

#include "sync/core/account_table.h"
#include "sync/core/baseline.h"
#include "sync/core/listing.h"
#include "sync/core/policy.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace devsync::core {

/// Rows of both tables that share a key. More than one on a side = twins, kept in a side table.
struct Pair {
    AccountTable::RowIndex apigee = AccountTable::kNoRow;
    AccountTable::RowIndex portal = AccountTable::kNoRow;

    bool has(Side side) const { return row(side) != AccountTable::kNoRow; }
    AccountTable::RowIndex row(Side side) const { return side == Side::Apigee ? apigee : portal; }
};

/// Several accounts of one side under one folded address: one held row for all of them. Rows by e-mail, id,
/// uid; the first of each side is the pair's.
struct TwinGroup {
    std::uint32_t pair = 0;
    BothSides<std::vector<AccountTable::RowIndex>>
        rows; ///< all rows of that key, also when a side has just one
};

class Comparison {
public:
    using PairIndex = std::uint32_t;

    const CompleteListing& listing(Side side) const { return *m_listings[side]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_pairs.size()); }
    /// In order of the folded key; accounts without e-mail at the end, by side, then id.
    const Pair& pair(PairIndex index) const { return m_pairs[index]; }
    std::string_view foldedEmail(PairIndex index) const;
    std::uint64_t keyHash(PairIndex index) const;
    /// nullptr unless the pair is twins.
    const TwinGroup* twins(PairIndex index) const;
    const std::vector<TwinGroup>& twinGroups() const { return m_twins; }
    /// Any copied field differs in content (placeholder names apart are judged by the rule, not here), one
    /// side only, or twins.
    bool differs(PairIndex index) const { return m_differs[index]; }
    std::uint32_t fieldCount() const {
        return static_cast<std::uint32_t>(m_listings.apigee->table().fieldCount());
    }
    /// Of the join; the tables count their own.
    std::size_t memoryBytes() const;

private:
    friend Comparison compare(std::shared_ptr<const CompleteListing> apigee,
                              std::shared_ptr<const CompleteListing> portal);
    BothSides<std::shared_ptr<const CompleteListing>> m_listings;
    std::vector<Pair> m_pairs;
    std::vector<bool> m_differs;
    std::vector<TwinGroup> m_twins; ///< sorted by pair
};

/// Deterministic in content: the same accounts in any listing order give the same comparison but for row
/// numbers.
Comparison compare(std::shared_ptr<const CompleteListing> apigee,
                   std::shared_ptr<const CompleteListing> portal);

} // namespace devsync::core
