// SPDX-License-Identifier: Apache-2.0
// Lists all portal users by ranges of their uid (sync-rules 1): first the highest uid, then ranges, several
// requests out at once. In each range `uid > last`, ascending; its end is the absence of links.next, which is
// never followed. Anything left out by access rules makes the listing incomplete, and so does a highest user
// without address: even an empty portal has the account we sign in with. Made by
// PortalAccountStore::list.
#pragma once

#include "sync/protocol/lister.h"
#include "sync/protocol/portal/portal_options.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace devsync::protocol::portal {

class PortalLister final : public Lister {
public:
    /// `parallel` ≥ 1: requests that may be out at once.
    PortalLister(PortalOptions options, std::uint32_t parallel);

    std::vector<Tag> start() override;
    HttpRequest request(Tag tag) const override;
    core::Result<std::vector<Tag>> answered(Tag tag, const HttpResponse& response) override;
    bool done() const override { return m_split && m_rangesDone == m_ranges.size(); }
    std::uint32_t accounts() const override { return m_builder.rows(); }
    core::Result<std::shared_ptr<const core::CompleteListing>> finish() override;

private:
    struct Call {
        std::size_t range = 0; ///< kHighest for the first request
        std::uint32_t after = 0;
        bool open = true;
    };

    core::Result<void> readHighest(const HttpResponse& response);
    core::Result<core::RangePage> readPage(const Call& call, const HttpResponse& response);
    core::Result<void> takeUsers(const Call& call, const nlohmann::ordered_json& users,
                                 core::RangePage& page);
    void split();
    Tag ask(std::size_t range, std::uint32_t after);
    std::vector<Tag> nextRange();

    PortalOptions m_options;
    std::uint32_t m_parallel;
    core::ListingBuilder m_builder;
    std::uint32_t m_highestUid = 0;
    bool m_split = false;
    std::vector<core::UidRange> m_ranges;
    std::size_t m_rangesAsked = 0;
    std::size_t m_rangesDone = 0;
    std::vector<Call> m_calls; ///< by tag
};

} // namespace devsync::protocol::portal
