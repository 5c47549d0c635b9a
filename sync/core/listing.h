// SPDX-License-Identifier: Apache-2.0
// A side read completely, with its proof (sync-rules 1). Planning on half a listing does not compile:
// compare() takes CompleteListing only, and only ListingBuilder::finish makes one, after recomputing the
// proof from the page edges.
#pragma once

#include "sync/core/account_table.h"
#include "sync/core/error.h"
#include "sync/core/side.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace devsync::core {

/// One Apigee page as the lister saw it. Keys are the servers' own spelling.
struct ChainPage {
    std::string askedFrom; ///< startKey of the request; empty for the first page
    std::string firstKey;  ///< empty: the page was empty
    std::string lastKey;
    std::uint32_t records = 0;
    bool beginsWithJoint = false; ///< firstKey is askedFrom, dropped by key
    /// The start key did not come back: it was read by itself and is either deleted (404) or the server is
    /// exclusive (200). Without this evidence a page that does not begin with its key proves nothing.
    enum class MissingJoint : std::uint8_t {
        No,
        KeyDeleted,
        ExclusiveServer
    } missingJoint = MissingJoint::No;
};

/// One portal page inside a uid range: uid > after, ascending.
struct RangePage {
    std::uint32_t after = 0;
    std::uint32_t firstUid = 0; ///< 0 with records == 0
    std::uint32_t lastUid = 0;
    std::uint32_t records = 0;
    bool hasNext = false; ///< links.next was there
};

/// (low, high]; the last range is open-ended (high = 0xffffffff).
struct UidRange {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    std::vector<RangePage> pages;
};

struct ApigeeProof {
    std::vector<ChainPage> pages;
};
struct PortalProof {
    std::uint32_t highestUid = 0; ///< M of sync-rules 1
    std::vector<UidRange> ranges;
};

class CompleteListing {
public:
    Side side() const { return m_side; }
    const AccountTable& table() const { return *m_table; }
    /// Accounts after superseded readings (the same uid or spelling read twice) are left out.
    std::uint32_t accounts() const { return m_accounts; }
    /// True for a row whose later reading counts instead.
    bool superseded(AccountTable::RowIndex row) const { return !m_superseded.empty() && m_superseded[row]; }

private:
    friend class ListingBuilder;
    CompleteListing() = default;
    Side m_side = Side::Apigee;
    std::shared_ptr<const AccountTable> m_table;
    std::vector<bool> m_superseded;
    std::uint32_t m_accounts = 0;
};

class ListingBuilder {
public:
    ListingBuilder(Side side, std::size_t fieldCount);
    AccountTable& table() { return m_table; }
    std::uint32_t rows() const { return m_table.size(); }

    /// ListingIncomplete, naming the edge, when the pages do not chain, a range is not covered, an end is not
    /// proven, or the rows in the table are not sum(records) − joints.
    Result<std::shared_ptr<const CompleteListing>> finish(const ApigeeProof& proof) &&;
    Result<std::shared_ptr<const CompleteListing>> finish(const PortalProof& proof) &&;

private:
    std::shared_ptr<const CompleteListing> complete() &&;
    Side m_side;
    AccountTable m_table;
};

} // namespace devsync::core
