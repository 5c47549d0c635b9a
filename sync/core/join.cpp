// SPDX-License-Identifier: Apache-2.0
#include "sync/core/join.h"

#include <algorithm>
#include <bit>

namespace devsync::core {

namespace {

// Each row meets four places in memory, each known only from the one before: slot, pair, the other side's
// row, its texts. They are asked for so many rows ahead that none is waited for.
constexpr AccountTable::RowIndex kSlotAhead = 32;
constexpr AccountTable::RowIndex kPairAhead = 24;
constexpr AccountTable::RowIndex kRowAhead = 16;
constexpr AccountTable::RowIndex kTextsAhead = 8;

} // namespace

Join::Join(const CompleteListing& apigee, const CompleteListing& portal) : m_listings{&apigee, &portal} {
    const std::size_t accounts = std::size_t{apigee.accounts()} + portal.accounts();
    m_slots.resize(std::bit_ceil(accounts + accounts / 4 + 1));
    pairs.reserve(std::max(apigee.accounts(), portal.accounts()));
    for (const Side side : kSides)
        add(side);
}

void Join::add(Side side) {
    const CompleteListing& listing = *m_listings[side];
    for (AccountTable::RowIndex row = 0; row < listing.table().size(); ++row) {
        lookAhead(listing.table(), row);
        if (listing.superseded(row))
            continue;
        if (listing.table().email(row).empty())
            withoutEmail[side].push_back(row);
        else
            addRow(side, row);
    }
}

/// The slot where the row's key most likely is; nullptr when it is free or past the end.
const Join::Slot* Join::candidate(const AccountTable& table, AccountTable::RowIndex row) const {
    if (row >= table.size())
        return nullptr;
    const Slot& slot = m_slots[table.keyHash(row) & (m_slots.size() - 1)];
    return slot.pair == kFree ? nullptr : &slot;
}

void Join::lookAhead(const AccountTable& table, AccountTable::RowIndex row) const {
    if (row + kSlotAhead < table.size())
        __builtin_prefetch(&m_slots[table.keyHash(row + kSlotAhead) & (m_slots.size() - 1)]);
    if (&table != &m_listings.portal->table())
        return;
    if (const Slot* slot = candidate(table, row + kPairAhead))
        __builtin_prefetch(&pairs[slot->pair]);
    const AccountTable& apigee = m_listings.apigee->table();
    if (const Slot* slot = candidate(table, row + kRowAhead); slot && pairs[slot->pair].has(Side::Apigee))
        apigee.prefetchRow(pairs[slot->pair].apigee);
    if (const Slot* slot = candidate(table, row + kTextsAhead); slot && pairs[slot->pair].has(Side::Apigee))
        apigee.prefetchTexts(pairs[slot->pair].apigee);
}

void Join::addRow(Side side, AccountTable::RowIndex row) {
    Slot& slot = slotOf(m_listings[side]->table(), row);
    if (slot.pair == kFree) {
        slot.pair = static_cast<std::uint32_t>(pairs.size());
        pairs.emplace_back();
        differs.push_back(true);
    }
    Pair& pair = pairs[slot.pair];
    if (pair.has(side)) {
        further.push_back({slot.pair, side, row});
        return;
    }
    (side == Side::Apigee ? pair.apigee : pair.portal) = row;
    if (pair.has(otherSide(side)))
        differs[slot.pair] = !sameFields(pair);
}

Join::Slot& Join::slotOf(const AccountTable& table, AccountTable::RowIndex row) {
    const std::uint64_t hash = table.keyHash(row);
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    const std::string_view folded = table.foldedEmail(row);
    for (std::size_t at = hash;; ++at) {
        Slot& slot = m_slots[at & (m_slots.size() - 1)];
        if (slot.pair == kFree)
            slot.tag = tag;
        if (slot.pair == kFree || (slot.tag == tag && hasKey(pairs[slot.pair], folded)))
            return slot;
    }
}

bool Join::hasKey(const Pair& pair, std::string_view folded) const {
    const Side side = pair.has(Side::Apigee) ? Side::Apigee : Side::Portal;
    return m_listings[side]->table().foldedEmail(pair.row(side)) == folded;
}

bool Join::sameFields(const Pair& pair) {
    const AccountTable& apigee = m_listings.apigee->table();
    const AccountTable& portal = m_listings.portal->table();
    if (apigee.packedFields(pair.apigee) == portal.packedFields(pair.portal))
        return true;
    const auto left = apigee.at(pair.apigee, m_scratch.apigee).fields;
    const auto right = portal.at(pair.portal, m_scratch.portal).fields;
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), sameContent);
}

} // namespace devsync::core
