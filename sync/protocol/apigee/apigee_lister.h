// SPDX-License-Identifier: Apache-2.0
// Lists all developers page after page (sync-rules 1). Each page is asked from the last key of the chain and
// should begin with it; the end is a page with nothing else. A start key that is gone (404, or missing from
// its page and 404 when read by itself) leaves the table, and the key before it is asked, three times at
// most; then the list is begun again, once. A start key that exists but never comes back is an exclusive
// server. An empty page although its start key exists may be a wrong answer: the key before is asked, behind
// which an exclusive server brings that key and nothing else. Made by ApigeeAccountStore::list; one request
// is out at a time.
#pragma once

#include "sync/protocol/apigee/apigee_options.h"
#include "sync/protocol/apigee/developer_reader.h"
#include "sync/protocol/apigee/key_set.h"
#include "sync/protocol/lister.h"

#include <string>
#include <vector>

namespace devsync::protocol::apigee {

class ApigeeLister final : public Lister {
public:
    explicit ApigeeLister(ApigeeOptions options);

    std::vector<Tag> start() override;
    HttpRequest request(Tag tag) const override;
    core::Result<std::vector<Tag>> answered(Tag tag, const HttpResponse& response) override;
    bool done() const override { return m_step == Step::Done; }
    std::uint32_t accounts() const override { return m_builder.rows(); }
    core::Result<std::shared_ptr<const core::CompleteListing>> finish() override;

private:
    enum class Step : std::uint8_t { Page, KeyCheck, Done };

    core::Result<void> takePage(const HttpResponse& response);
    core::Result<void> takeKeyCheck(const HttpResponse& response);
    core::Result<core::ChainPage> readPage(const HttpResponse& response);
    core::Result<void> judge(core::ChainPage page);
    void accept(core::ChainPage page);
    core::Result<void> startKeyGone();
    bool provesExclusiveEnd() const;
    core::Result<void> doubtEmptyPage();
    core::Result<void> beginAgain();
    void dropLastKey();
    void trimUnkeyedEnd();
    void setEdges(core::ChainPage& page, std::uint32_t begin) const;
    bool bringsNew(std::uint32_t begin) const;
    /// The last row with an e-mail; kNoRow if there is none.
    core::AccountTable::RowIndex lastKeyedRow() const;

    ApigeeOptions m_options;
    DeveloperReader m_reader;
    core::ListingBuilder m_builder;
    core::ApigeeProof m_proof;
    std::vector<std::uint32_t> m_pageBegins; ///< first table row of each page of the proof
    KeySet m_known;
    Step m_step = Step::Page;
    Tag m_tag = 0;
    std::string m_startKey;        ///< of the page asked for; empty for the first
    std::uint32_t m_pageBegin = 0; ///< first table row of that page
    core::ChainPage m_pending;     ///< waits for what reading its start key says
    std::uint32_t m_fallBacks = 0; ///< keys in a row that were gone
    std::uint32_t m_doubts = 0;    ///< empty pages that were not taken for the end
    bool m_begunAgain = false;
};

} // namespace devsync::protocol::apigee
