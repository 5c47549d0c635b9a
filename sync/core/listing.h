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

/// One Apigee page as the lister saw it. Keys are e-mails in the server's own spelling; a record without one
/// counts, but is no key. The rows of a page follow those of the page before it in the table.
struct ChainPage {
    /// startKey of the request; empty for the first page. Else the last key read so far or, when that one
    /// answered 404 or did not come back, one of up to three keys before it (then the keys after it leave the
    /// chain).
    std::string askedFrom;
    std::string firstKey;      ///< of the first record that has one; empty: none has, or the page was empty
    std::string lastKey;       ///< of the last record that has one
    std::uint32_t records = 0; ///< the joint included
    bool beginsWithJoint = false; ///< firstKey is askedFrom, dropped by key
    /// The start key did not come back: it was read by itself and is either deleted (404) or the server is
    /// exclusive (200). Without this evidence a page that does not begin with its key proves nothing. An
    /// empty page is an end only on an exclusive server, and only behind a page that, asked from the key
    /// before, left that key out and brought this one and nothing else (or behind a first page with one key);
    /// else, and after KeyDeleted, ask from the key before.
    enum class MissingJoint : std::uint8_t {
        No,
        KeyDeleted,
        ExclusiveServer
    } missingJoint = MissingJoint::No;
};

/// One portal page inside a uid range: uid > after, ascending, unique.
struct RangePage {
    std::uint32_t after = 0;    ///< low for the first page, then the last uid read in this range
    std::uint32_t firstUid = 0; ///< 0 with records == 0
    std::uint32_t lastUid = 0;
    std::uint32_t records = 0; ///< uid 0 not counted
    bool hasNext = false;      ///< links.next was there
};

/// (low, high]; the last range is open-ended.
struct UidRange {
    static constexpr std::uint32_t kOpenEnd = 0xffffffff;

    std::uint32_t low = 0;
    std::uint32_t high = kOpenEnd;
    std::vector<RangePage> pages;
};

struct ApigeeProof {
    std::vector<ChainPage> pages;
};
/// Ranges ascending by low; each begins at or before the end of the one before (what both hold was read
/// twice).
struct PortalProof {
    std::uint32_t highestUid = 0; ///< M of sync-rules 1; the last range begins at or below it
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
    const AccountTable& table() const { return m_table; }
    std::uint32_t rows() const { return m_table.size(); }

    /// ListingIncomplete, naming the edge, when the pages do not chain, a range is not covered, an end is not
    /// proven, or the rows in the table are not sum(records) − joints.
    Result<std::shared_ptr<const CompleteListing>> finish(const ApigeeProof& proof) &&;
    Result<std::shared_ptr<const CompleteListing>> finish(const PortalProof& proof) &&;

private:
    std::shared_ptr<const CompleteListing> complete(std::vector<bool> superseded) &&;
    Side m_side;
    AccountTable m_table;
};

} // namespace devsync::core
