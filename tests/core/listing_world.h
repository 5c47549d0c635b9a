// SPDX-License-Identifier: Apache-2.0
// Pages as a server answered them, and the listing a correct lister makes of them.
#pragma once

#include "sync/core/listing.h"

#include <string>
#include <utility>
#include <vector>

namespace devsync::core::testing {

/// What came back for one start key: the e-mails of all records, "" for a record without one.
struct Answer {
    std::string askedFrom;
    std::vector<std::string> emails;
    ChainPage::MissingJoint missing = ChainPage::MissingJoint::No;
};

/// What came back for `uid > after` in one range.
struct UidAnswer {
    std::uint32_t after = 0;
    std::vector<std::uint32_t> uids;
    bool hasNext = false;
};

struct UidAnswers {
    std::uint32_t low = 0;
    std::uint32_t high = UidRange::kOpenEnd;
    std::vector<UidAnswer> pages;
};

/// Rows kept and the claim about them; a test may spoil either before finish().
template <class Proof>
struct Draft {
    ListingBuilder builder;
    Proof proof;
    Result<std::shared_ptr<const CompleteListing>> finish() { return std::move(builder).finish(proof); }
};

/// One field beyond the names; the changed time counts the rows, so that readings can be told apart.
void keepRow(ListingBuilder& builder, const std::string& email, std::uint32_t uid);

Draft<ApigeeProof> draftOf(const std::vector<Answer>& answers);
Draft<PortalProof> draftOf(std::uint32_t highestUid, const std::vector<UidAnswers>& ranges);

/// The key chain written as it must be for these accounts, so that a listing can be built from any table.
std::shared_ptr<const CompleteListing> listingOf(Side side, const std::vector<Account>& accounts,
                                                 std::size_t fieldCountIfEmpty = 3);

} // namespace devsync::core::testing
