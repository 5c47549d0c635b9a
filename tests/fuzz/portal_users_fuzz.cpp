// SPDX-License-Identifier: Apache-2.0
// A page of the portal's users, given to a lister for every request it makes.
#include "sync/protocol/portal/portal_account_store.h"
#include "tests/fuzz/accounts.h"

namespace devsync::fuzz {
namespace {

constexpr int kMostRequests = 32;

Broken judgeListing(const core::CompleteListing& listing) {
    core::AccountScratch scratch;
    for (core::AccountTable::RowIndex row = 0; row < listing.table().size(); ++row)
        if (const Broken broken = judgeAccount(core::Account(listing.table().at(row, scratch))))
            return broken;
    return nullptr;
}

Broken fuzzOne(std::string_view body) {
    const protocol::portal::PortalAccountStore store({.userName = "sync", .mapping = mapping()});
    const auto lister = store.list({.parallel = 2});
    auto tags = lister->start();
    for (int i = 0; i < kMostRequests && !tags.empty(); ++i) {
        const auto tag = tags.back();
        tags.pop_back();
        const auto next = lister->answered(tag, answer(200, body));
        if (!next)
            return judgeError(next.error());
        tags.insert(tags.end(), next->begin(), next->end());
    }
    if (!lister->done())
        return nullptr;
    const auto listing = lister->finish();
    return listing ? judgeListing(**listing) : judgeError(listing.error());
}

const Target kTarget{"portal_users", fuzzOne};

} // namespace
} // namespace devsync::fuzz
