// SPDX-License-Identifier: Apache-2.0
#include "sync/core/listing_proof.h"

#include <algorithm>
#include <string>

namespace devsync::core {

namespace {

tl::unexpected<Error> broken(std::string detail) {
    return tl::unexpected<Error>(
        Error{.kind = ErrorKind::ListingIncomplete, .detail = std::move(detail), .side = Side::Portal});
}

std::string name(const UidRange& range) {
    return "uids (" + std::to_string(range.low) + ", "
           + (range.high == UidRange::kOpenEnd ? "…)" : std::to_string(range.high) + "]");
}

std::string name(const UidRange& range, const RangePage& page) {
    return "the page after " + std::to_string(page.after) + " of " + name(range);
}

/// The uids in the table, ascending, each once.
std::vector<std::uint32_t> uidsOf(const AccountTable& table) {
    std::vector<std::uint32_t> uids(table.size());
    for (std::uint32_t row = 0; row < table.size(); ++row)
        uids[row] = table.uid(row);
    std::sort(uids.begin(), uids.end());
    uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
    return uids;
}

/// Ranges from 0 to the open end without a gap, split at or below M.
Result<void> rangesCover(const PortalProof& proof) {
    std::uint32_t covered = 0;
    for (const UidRange& range : proof.ranges) {
        if (range.low > covered)
            return broken("uids (" + std::to_string(covered) + ", " + std::to_string(range.low)
                          + "] were not read");
        if (range.high <= covered)
            return broken(name(range) + " is empty or lies within what was read before");
        if (range.low > proof.highestUid)
            return broken(name(range) + " begins after the highest uid " + std::to_string(proof.highestUid));
        covered = range.high;
    }
    if (covered != UidRange::kOpenEnd)
        return broken("uids after " + std::to_string(covered) + " were not read");
    return {};
}

bool edgesFit(const UidRange& range, const RangePage& page) {
    if (page.records == 0)
        return page.firstUid == 0 && page.lastUid == 0;
    return page.firstUid > page.after && page.lastUid >= page.firstUid && page.lastUid <= range.high
           && page.records - 1 <= page.lastUid - page.firstUid
           && (page.records > 1 || page.firstUid == page.lastUid);
}

/// Each page asked after the last uid of the one before; the last, and only the last, has no next.
Result<void> pagesFollow(const UidRange& range) {
    std::uint32_t last = range.low;
    bool more = true;
    for (const RangePage& page : range.pages) {
        if (!more)
            return broken(name(range, page) + " follows a page that was the last");
        if (page.after != last)
            return broken(name(range, page) + " was to be asked after " + std::to_string(last));
        if (!edgesFit(range, page))
            return broken(name(range, page) + " is not ascending, or leaves its range: "
                          + std::to_string(page.records) + " accounts from " + std::to_string(page.firstUid)
                          + " to " + std::to_string(page.lastUid));
        last = page.records > 0 ? page.lastUid : last;
        more = page.hasNext;
    }
    if (more)
        return broken(name(range) + " does not end: after " + std::to_string(last) + " more may follow");
    return {};
}

/// The page's accounts are in the table, each under a uid of its own.
Result<void> rowsThere(const UidRange& range, const RangePage& page, const std::vector<std::uint32_t>& uids) {
    const auto first = std::lower_bound(uids.begin(), uids.end(), page.firstUid);
    const auto end = std::upper_bound(first, uids.end(), page.lastUid);
    const bool edges = first != end && *first == page.firstUid && *(end - 1) == page.lastUid;
    if (page.records > 0 && (!edges || static_cast<std::uint32_t>(end - first) < page.records))
        return broken(name(range, page) + " has " + std::to_string(page.records) + " accounts from "
                      + std::to_string(page.firstUid) + " to " + std::to_string(page.lastUid)
                      + ", which were not all kept");
    return {};
}

} // namespace

Result<void> proveRanges(const PortalProof& proof, const AccountTable& table) {
    if (auto step = rangesCover(proof); !step)
        return step;
    const std::vector<std::uint32_t> uids = uidsOf(table);
    std::uint64_t records = 0;
    for (const UidRange& range : proof.ranges) {
        if (auto step = pagesFollow(range); !step)
            return step;
        for (const RangePage& page : range.pages) {
            if (auto step = rowsThere(range, page, uids); !step)
                return step;
            records += page.records;
        }
    }
    if (records != table.size())
        return broken("the pages brought " + std::to_string(records) + " accounts, but "
                      + std::to_string(table.size()) + " were kept");
    return {};
}

} // namespace devsync::core
