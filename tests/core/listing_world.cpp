// SPDX-License-Identifier: Apache-2.0
#include "tests/core/listing_world.h"

#include "sync/core/check.h"

#include <algorithm>

namespace devsync::core::testing {

namespace {

std::string firstKey(const std::vector<std::string>& emails) {
    const auto found =
        std::find_if(emails.begin(), emails.end(), [](const std::string& e) { return !e.empty(); });
    return found == emails.end() ? std::string() : *found;
}

std::string lastKey(const std::vector<std::string>& emails) {
    return firstKey({emails.rbegin(), emails.rend()});
}

std::vector<std::string> emailsOf(const std::vector<Account>& accounts) {
    std::vector<std::string> emails;
    for (const Account& account : accounts)
        emails.push_back(account.email);
    return emails;
}

/// One page with everything, and the page that proves the end: its start key alone.
ApigeeProof wholeChain(const std::vector<Account>& accounts) {
    const std::vector<std::string> emails = emailsOf(accounts);
    const std::string last = lastKey(emails);
    ApigeeProof proof;
    proof.pages.push_back({.firstKey = firstKey(emails),
                           .lastKey = last,
                           .records = static_cast<std::uint32_t>(accounts.size())});
    if (!last.empty())
        proof.pages.push_back(
            {.askedFrom = last, .firstKey = last, .lastKey = last, .records = 1, .beginsWithJoint = true});
    return proof;
}

PortalProof wholeRange(const std::vector<Account>& accounts) {
    UidRange range;
    range.pages.push_back({.records = static_cast<std::uint32_t>(accounts.size())});
    for (const Account& account : accounts) {
        RangePage& page = range.pages.front();
        page.firstUid = page.firstUid == 0 ? account.uid : std::min(page.firstUid, account.uid);
        page.lastUid = std::max(page.lastUid, account.uid);
    }
    return {.highestUid = range.pages.front().lastUid, .ranges = {range}};
}

} // namespace

void keepRow(ListingBuilder& builder, const std::string& email, std::uint32_t uid) {
    Account account;
    account.email = email;
    account.id = email.empty() ? "id-" + std::to_string(builder.rows()) : std::string();
    account.uid = uid;
    account.changedRaw = builder.rows();
    account.fields.resize(3);
    DEVSYNC_CHECK(builder.table().append(AccountViewHolder(account).view()).has_value());
}

Draft<ApigeeProof> draftOf(const std::vector<Answer>& answers) {
    Draft<ApigeeProof> draft{ListingBuilder(Side::Apigee, 3), {}};
    for (const Answer& answer : answers) {
        ChainPage page{.askedFrom = answer.askedFrom,
                       .firstKey = firstKey(answer.emails),
                       .lastKey = lastKey(answer.emails),
                       .records = static_cast<std::uint32_t>(answer.emails.size()),
                       .missingJoint = answer.missing};
        page.beginsWithJoint = !page.askedFrom.empty() && page.firstKey == page.askedFrom;
        for (std::size_t i = page.beginsWithJoint ? 1 : 0; i < answer.emails.size(); ++i)
            keepRow(draft.builder, answer.emails[i], 0);
        draft.proof.pages.push_back(std::move(page));
    }
    return draft;
}

Draft<PortalProof> draftOf(std::uint32_t highestUid, const std::vector<UidAnswers>& ranges) {
    Draft<PortalProof> draft{ListingBuilder(Side::Portal, 3), {.highestUid = highestUid}};
    for (const UidAnswers& answers : ranges) {
        UidRange range{.low = answers.low, .high = answers.high};
        for (const UidAnswer& answer : answers.pages) {
            for (const std::uint32_t uid : answer.uids)
                keepRow(draft.builder, "user" + std::to_string(uid) + "@example.com", uid);
            const bool any = !answer.uids.empty();
            range.pages.push_back({.after = answer.after,
                                   .firstUid = any ? answer.uids.front() : 0,
                                   .lastUid = any ? answer.uids.back() : 0,
                                   .records = static_cast<std::uint32_t>(answer.uids.size()),
                                   .hasNext = answer.hasNext});
        }
        draft.proof.ranges.push_back(std::move(range));
    }
    return draft;
}

std::shared_ptr<const CompleteListing> listingOf(Side side, const std::vector<Account>& accounts,
                                                 std::size_t fieldCountIfEmpty) {
    ListingBuilder builder(side, accounts.empty() ? fieldCountIfEmpty : accounts.front().fields.size());
    for (const Account& account : accounts)
        DEVSYNC_CHECK(builder.table().append(AccountViewHolder(account).view()).has_value());
    auto listing = side == Side::Apigee ? std::move(builder).finish(wholeChain(accounts))
                                        : std::move(builder).finish(wholeRange(accounts));
    DEVSYNC_CHECK(listing.has_value());
    return *listing;
}

} // namespace devsync::core::testing
