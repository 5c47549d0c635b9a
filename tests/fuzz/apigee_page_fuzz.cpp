// SPDX-License-Identifier: Apache-2.0
// A page of Apigee's list of developers, read by itself and by a lister that gets it for every request.
#include "sync/protocol/apigee/apigee_account_store.h"
#include "sync/protocol/apigee/developer_reader.h"
#include "tests/fuzz/accounts.h"

namespace devsync::fuzz {
namespace {

constexpr int kMostRequests = 32;

class Judge final : public protocol::apigee::RecordSink {
public:
    core::Result<void> take(const core::AccountView& developer) override {
        if (broken == nullptr)
            broken = judgeAccount(core::Account(developer));
        return {};
    }
    Broken broken = nullptr;
};

Broken list(std::string_view body) {
    const protocol::apigee::ApigeeAccountStore store(
        {.organization = "o", .mapping = mapping(), .pageSize = 2});
    const auto lister = store.list({});
    auto tags = lister->start();
    for (int i = 0; i < kMostRequests && !tags.empty(); ++i) {
        auto next = lister->answered(tags.front(), answer(200, body));
        if (!next)
            return judgeError(next.error());
        tags = std::move(*next);
    }
    if (!lister->done())
        return nullptr;
    const auto listing = lister->finish();
    return listing ? nullptr : judgeError(listing.error());
}

Broken fuzzOne(std::string_view body) {
    protocol::apigee::DeveloperReader reader(mapping());
    Judge judge;
    const auto read = reader.readPage(protocol::PaddedBytes(body), judge);
    if (!read)
        if (const Broken broken = judgeError(read.error()))
            return broken;
    return judge.broken != nullptr ? judge.broken : list(body);
}

const Target kTarget{"apigee_page", fuzzOne};

} // namespace
} // namespace devsync::fuzz
