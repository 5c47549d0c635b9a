// SPDX-License-Identifier: Apache-2.0
#include "sync/core/listing_proof.h"

#include <algorithm>
#include <string>

namespace devsync::core {

namespace {

/// The last key and three before it: how far a lister may fall back.
constexpr std::size_t kReachableKeys = 4;

tl::unexpected<Error> broken(std::string detail) {
    return tl::unexpected<Error>(
        Error{.kind = ErrorKind::ListingIncomplete, .detail = std::move(detail), .side = Side::Apigee});
}

std::string quoted(std::string_view key) {
    return "\"" + std::string(key) + "\"";
}

bool bringsOneKey(const ChainPage& page) {
    return !page.beginsWithJoint && !page.firstKey.empty() && page.firstKey == page.lastKey;
}

/// Walks the pages; every row of the table belongs to one of them, in order.
class Chain {
public:
    Chain(const AccountTable& table, const Readings& readings) : m_table(table), m_readings(readings) {}

    Result<void> take(const ChainPage& page);
    Result<void> end() const;

private:
    using Missing = ChainPage::MissingJoint;

    std::string name() const { return "page " + std::to_string(m_pages); }
    Result<void> joinsTheChain(const ChainPage& page);
    Result<void> takeRows(const ChainPage& page);
    Result<void> edgesHold(const ChainPage& page, std::size_t keysBefore) const;
    Result<void> startKeyIsKnown(const ChainPage& page);
    bool bringsNew() const;

    const AccountTable& m_table;
    const Readings& m_readings;
    std::size_t m_pages = 0;           ///< taken, the current one included
    std::vector<std::uint32_t> m_keys; ///< rows whose e-mails are the chain so far
    std::uint32_t m_begin = 0;         ///< rows of the current page: [begin, end)
    std::uint32_t m_end = 0;
    bool m_showsExclusive =
        false;                ///< the page before: an empty one behind it is the end of an exclusive server
    bool m_ended = false;     ///< the current page proves the end
    bool m_inclusive = false; ///< a page began with its start key
    bool m_exclusive = false; ///< a page left out a start key that exists
};

Result<void> Chain::take(const ChainPage& page) {
    ++m_pages;
    const bool joint = m_pages > 1 && page.records > 0 && page.firstKey == page.askedFrom;
    if (joint != page.beginsWithJoint)
        return broken(name() + (joint ? " begins" : " does not begin") + " with its start key "
                      + quoted(page.askedFrom) + ", against what was noted");
    if (auto step = joinsTheChain(page); !step)
        return step;
    if (auto step = takeRows(page); !step)
        return step;
    m_ended = page.records == (joint ? 1U : 0U);
    if (auto step = startKeyIsKnown(page); !step)
        return step;
    m_showsExclusive = bringsOneKey(page) && (m_pages == 1 || page.missingJoint == Missing::ExclusiveServer);
    return {};
}

Result<void> Chain::joinsTheChain(const ChainPage& page) {
    if (m_pages == 1) {
        if (!page.askedFrom.empty())
            return broken("page 1 was not asked from the beginning but from " + quoted(page.askedFrom));
        return {};
    }
    const auto farthest =
        m_keys.rbegin() + static_cast<std::ptrdiff_t>(std::min(m_keys.size(), kReachableKeys));
    const auto found = std::find_if(m_keys.rbegin(), farthest,
                                    [&](std::uint32_t row) { return m_table.email(row) == page.askedFrom; });
    if (found == farthest)
        return broken(name() + " was asked from " + quoted(page.askedFrom)
                      + ", which is none of the last four keys before it");
    m_keys.erase(found.base(), m_keys.end());
    return {};
}

Result<void> Chain::takeRows(const ChainPage& page) {
    const std::uint32_t rows = page.records - (page.beginsWithJoint ? 1 : 0);
    m_begin = m_end;
    if (rows > m_table.size() - m_begin)
        return broken(name() + " brought " + std::to_string(rows) + " accounts, but only "
                      + std::to_string(m_table.size() - m_begin) + " more were kept");
    m_end = m_begin + rows;
    const std::size_t keysBefore = m_keys.size();
    for (std::uint32_t row = m_begin; row < m_end; ++row)
        if (!m_table.email(row).empty())
            m_keys.push_back(row);
    return edgesHold(page, keysBefore);
}

Result<void> Chain::edgesHold(const ChainPage& page, std::size_t keysBefore) const {
    const std::string_view joint = page.beginsWithJoint ? page.askedFrom : std::string_view();
    const bool anyKey = m_keys.size() > keysBefore;
    const std::string_view first = page.beginsWithJoint ? joint
                                   : anyKey             ? m_table.email(m_keys[keysBefore])
                                                        : "";
    const std::string_view last = anyKey ? m_table.email(m_keys.back()) : joint;
    if (page.firstKey != first || page.lastKey != last)
        return broken(name() + " reaches from " + quoted(page.firstKey) + " to " + quoted(page.lastKey)
                      + ", its accounts from " + quoted(first) + " to " + quoted(last));
    return {};
}

Result<void> Chain::startKeyIsKnown(const ChainPage& page) {
    if (m_pages == 1 || page.beginsWithJoint) {
        m_inclusive = m_inclusive || page.beginsWithJoint;
        if (page.missingJoint != Missing::No)
            return broken(name() + " misses no start key, against what was noted");
        return {};
    }
    if (!m_ended && !bringsNew())
        return broken(name() + " neither begins with its start key " + quoted(page.askedFrom)
                      + " nor brings anything new");
    if (page.missingJoint == Missing::No)
        return broken(name() + " does not begin with its start key " + quoted(page.askedFrom)
                      + ", and nothing shows where that went");
    if (m_ended && page.missingJoint != Missing::ExclusiveServer)
        return broken(name() + " is empty, and its start key " + quoted(page.askedFrom)
                      + " is gone: that proves no end");
    if (m_ended && !m_showsExclusive)
        return broken(
            name() + " is empty although its start key " + quoted(page.askedFrom)
            + " exists, and the page before it does not show that this server leaves start keys out");
    m_exclusive = m_exclusive || page.missingJoint == Missing::ExclusiveServer;
    return {};
}

bool Chain::bringsNew() const {
    for (std::uint32_t row = m_begin; row < m_end; ++row)
        if (!m_readings.repeated[row])
            return true;
    return false;
}

Result<void> Chain::end() const {
    if (!m_ended)
        return broken("the list does not end: after " + name() + " more may follow");
    if (m_inclusive && m_exclusive)
        return broken("the server began one page with its start key and left an existing one out of another");
    if (m_end != m_table.size())
        return broken("the pages brought " + std::to_string(m_end) + " accounts, but "
                      + std::to_string(m_table.size()) + " were kept");
    return {};
}

} // namespace

Result<void> proveChain(const ApigeeProof& proof, const AccountTable& table, const Readings& readings) {
    Chain chain(table, readings);
    for (const ChainPage& page : proof.pages)
        if (auto step = chain.take(page); !step)
            return step;
    return chain.end();
}

} // namespace devsync::core
