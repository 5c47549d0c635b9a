// SPDX-License-Identifier: Apache-2.0
// The hash join below compare(): rows of both sides under their folded e-mail, in the order they were added.
// Every equality is decided on bytes, the hash only finds candidates. For compare().
#pragma once

#include "sync/core/comparison.h"

#include <cstdint>
#include <vector>

namespace devsync::core {

class Join {
public:
    /// A further row of a side that has one under this key already.
    struct Further {
        std::uint32_t pair = 0;
        Side side = Side::Apigee;
        AccountTable::RowIndex row = 0;
    };

    Join(const CompleteListing& apigee, const CompleteListing& portal);

    std::vector<Pair> pairs;
    std::vector<bool> differs; ///< by number of the pair: one side only, or its two rows differ
    std::vector<Further> further;
    BothSides<std::vector<AccountTable::RowIndex>> withoutEmail;

private:
    struct Slot {
        std::uint32_t tag = 0; ///< the upper half of the key's hash
        std::uint32_t pair = kFree;
    };
    static constexpr std::uint32_t kFree = 0xffffffff;

    void add(Side side);
    void addRow(Side side, AccountTable::RowIndex row);
    void lookAhead(const AccountTable& table, AccountTable::RowIndex row) const;
    const Slot* candidate(const AccountTable& table, AccountTable::RowIndex row) const;
    Slot& slotOf(const AccountTable& table, AccountTable::RowIndex row);
    bool hasKey(const Pair& pair, std::string_view folded) const;
    bool sameFields(const Pair& pair);

    BothSides<const CompleteListing*> m_listings;
    std::vector<Slot> m_slots; ///< a power of two
    BothSides<AccountScratch> m_scratch;
};

} // namespace devsync::core
