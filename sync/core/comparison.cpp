// SPDX-License-Identifier: Apache-2.0
#include "sync/core/comparison.h"

#include "sync/core/check.h"
#include "sync/core/join.h"
#include "sync/core/key_order.h"

#include <algorithm>
#include <tuple>

namespace devsync::core {

namespace {

using RowIndex = AccountTable::RowIndex;

/// Orders rows by what the accounts are, never by where they were listed.
class ContentOrder {
public:
    explicit ContentOrder(const AccountTable& table) : m_table(table) {}

    bool operator()(RowIndex a, RowIndex b) const {
        const auto cheap = [this](RowIndex row) {
            return std::tuple(m_table.email(row), m_table.id(row), m_table.uid(row));
        };
        const auto left = cheap(a);
        const auto right = cheap(b);
        return left != right ? left < right : fingerprint(a) < fingerprint(b);
    }

private:
    std::uint64_t fingerprint(RowIndex row) const {
        AccountScratch scratch;
        return preconditionFingerprint(m_table.at(row, scratch));
    }

    const AccountTable& m_table;
};

/// Groups the further rows with the first of their pair, and makes the least of each side the pair's row.
/// Twins always differ.
std::vector<TwinGroup> groupTwins(Join& join, const BothSides<const AccountTable*>& tables) {
    std::stable_sort(join.further.begin(), join.further.end(),
                     [](const Join::Further& a, const Join::Further& b) { return a.pair < b.pair; });
    std::vector<TwinGroup> groups;
    for (const Join::Further& further : join.further) {
        if (groups.empty() || groups.back().pair != further.pair) {
            groups.push_back({.pair = further.pair});
            const Pair& pair = join.pairs[further.pair];
            for (const Side side : kSides)
                if (pair.has(side))
                    groups.back().rows[side].push_back(pair.row(side));
        }
        groups.back().rows[further.side].push_back(further.row);
    }
    for (TwinGroup& group : groups) {
        for (const Side side : kSides)
            std::sort(group.rows[side].begin(), group.rows[side].end(), ContentOrder(*tables[side]));
        const auto least = [](const std::vector<RowIndex>& rows) {
            return rows.empty() ? AccountTable::kNoRow : rows.front();
        };
        join.differs[group.pair] = true;
        join.pairs[group.pair] = {least(group.rows.apigee), least(group.rows.portal)};
    }
    return groups;
}

/// Gives the groups the numbers their pairs have after sorting.
void renumber(std::vector<TwinGroup>& groups, const std::vector<std::uint32_t>& order) {
    if (groups.empty())
        return;
    std::vector<std::uint32_t> numberOf(order.size());
    for (std::uint32_t number = 0; number < order.size(); ++number)
        numberOf[order[number]] = number;
    for (TwinGroup& group : groups)
        group.pair = numberOf[group.pair];
    std::sort(groups.begin(), groups.end(),
              [](const TwinGroup& a, const TwinGroup& b) { return a.pair < b.pair; });
}

std::string_view foldedEmailOf(const Pair& pair, const BothSides<const AccountTable*>& tables) {
    const Side side = pair.has(Side::Apigee) ? Side::Apigee : Side::Portal;
    return tables[side]->foldedEmail(pair.row(side));
}

} // namespace

Comparison compare(std::shared_ptr<const CompleteListing> apigee,
                   std::shared_ptr<const CompleteListing> portal) {
    DEVSYNC_CHECK(apigee->side() == Side::Apigee && portal->side() == Side::Portal);
    DEVSYNC_CHECK(apigee->table().fieldCount() == portal->table().fieldCount());
    const BothSides<const AccountTable*> tables{&apigee->table(), &portal->table()};
    Comparison result;
    Join join(*apigee, *portal);
    result.m_listings = {std::move(apigee), std::move(portal)};
    result.m_twins = groupTwins(join, tables);

    const auto joined = static_cast<std::uint32_t>(join.pairs.size());
    const std::vector<std::uint32_t> order =
        orderByText(joined, [&](std::uint32_t pair) { return foldedEmailOf(join.pairs[pair], tables); });
    renumber(result.m_twins, order);
    const std::size_t size = joined + join.withoutEmail.apigee.size() + join.withoutEmail.portal.size();
    result.m_pairs.reserve(size);
    result.m_differs.reserve(size);
    for (const std::uint32_t pair : order) {
        result.m_pairs.push_back(join.pairs[pair]);
        result.m_differs.push_back(join.differs[pair]);
    }
    for (const Side side : kSides) {
        std::vector<RowIndex>& rows = join.withoutEmail[side];
        std::sort(rows.begin(), rows.end(), ContentOrder(*tables[side]));
        for (const RowIndex row : rows)
            result.m_pairs.push_back(side == Side::Apigee ? Pair{.apigee = row} : Pair{.portal = row});
    }
    result.m_differs.resize(size, true);
    return result;
}

std::string_view Comparison::foldedEmail(PairIndex index) const {
    return foldedEmailOf(m_pairs[index], {&m_listings.apigee->table(), &m_listings.portal->table()});
}

std::uint64_t Comparison::keyHash(PairIndex index) const {
    const Pair& found = m_pairs[index];
    const Side side = found.has(Side::Apigee) ? Side::Apigee : Side::Portal;
    return listing(side).table().keyHash(found.row(side));
}

const TwinGroup* Comparison::twins(PairIndex index) const {
    const auto found =
        std::lower_bound(m_twins.begin(), m_twins.end(), index,
                         [](const TwinGroup& group, PairIndex pair) { return group.pair < pair; });
    return found != m_twins.end() && found->pair == index ? &*found : nullptr;
}

std::size_t Comparison::memoryBytes() const {
    std::size_t bytes = m_pairs.capacity() * sizeof(Pair) + m_differs.capacity() / 8;
    for (const TwinGroup& group : m_twins)
        bytes +=
            sizeof group + (group.rows.apigee.capacity() + group.rows.portal.capacity()) * sizeof(RowIndex);
    return bytes;
}

} // namespace devsync::core
