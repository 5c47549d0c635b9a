// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/apigee/apigee_lister.h"

#include "sync/core/check.h"
#include "sync/core/mutant.h"
#include "sync/protocol/answer.h"
#include "sync/protocol/apigee/apigee_errors.h"
#include "sync/protocol/apigee/apigee_requests.h"
#include "sync/protocol/percent.h"

namespace devsync::protocol::apigee {

namespace {

using core::ChainPage;
using Table = core::AccountTable;

constexpr std::uint32_t kMaxFallBacks = 3;
constexpr std::uint32_t kMaxDoubts = 3;

tl::unexpected<core::Error> broken(const std::string& detail) {
    return tl::unexpected<core::Error>(core::Error{
        .kind = core::ErrorKind::ListingIncomplete, .detail = detail, .side = core::Side::Apigee});
}

/// Puts a page's records behind those of the pages before; the joint is in the table already.
class PageSink final : public RecordSink {
public:
    PageSink(std::string_view startKey, Table& table) : m_startKey(startKey), m_table(table) {}

    core::Result<void> take(const core::AccountView& developer) override {
        ++m_records;
        const bool isStartKey = !m_startKey.empty() && developer.email == m_startKey;
        if (isStartKey && m_records == 1) {
            m_joint = true;
            return {};
        }
        m_startKeyInside = m_startKeyInside || isStartKey;
        return m_table.append(developer).map([](Table::RowIndex) {});
    }

    bool joint() const { return m_joint; }
    bool startKeyInside() const { return m_startKeyInside; }

private:
    std::string_view m_startKey;
    Table& m_table;
    std::uint32_t m_records = 0;
    bool m_joint = false;
    bool m_startKeyInside = false;
};

} // namespace

ApigeeLister::ApigeeLister(ApigeeOptions options)
    : m_options(std::move(options)), m_reader(m_options.mapping),
      m_builder(core::Side::Apigee, m_options.mapping.fieldCount()) {}

std::vector<Lister::Tag> ApigeeLister::start() {
    return {m_tag};
}

HttpRequest ApigeeLister::request(Tag tag) const {
    DEVSYNC_CHECK(tag == m_tag && !done());
    if (m_step == Step::KeyCheck)
        return getRequest(developerTarget(m_options.organization, m_startKey));
    std::string target =
        developersTarget(m_options.organization) + "?expand=true&count=" + std::to_string(m_options.pageSize);
    if (!m_startKey.empty())
        target += "&startKey=" + percentEncoded(m_startKey);
    return getRequest(std::move(target));
}

core::Result<std::vector<Lister::Tag>> ApigeeLister::answered(Tag tag, const HttpResponse& response) {
    DEVSYNC_CHECK(tag == m_tag && !done());
    const auto taken = m_step == Step::KeyCheck ? takeKeyCheck(response) : takePage(response);
    if (!taken)
        return tl::unexpected(taken.error());
    if (done())
        return std::vector<Tag>{};
    return std::vector<Tag>{++m_tag};
}

core::Result<void> ApigeeLister::takePage(const HttpResponse& response) {
    if (response.status != 200) {
        core::Error error = refusedRead(classifyAnswer(response));
        if (error.kind == core::ErrorKind::NotFound && !m_startKey.empty())
            return startKeyGone();
        if (error.kind == core::ErrorKind::NotFound)
            error.kind = core::ErrorKind::OrganizationMissing; // the list itself is not there
        return tl::unexpected(std::move(error));
    }
    auto page = readPage(response);
    if (!page) {
        m_builder.table().rollBack(m_pageBegin);
        return tl::unexpected(page.error());
    }
    return judge(std::move(*page));
}

core::Result<ChainPage> ApigeeLister::readPage(const HttpResponse& response) {
    Table& table = m_builder.table();
    m_pageBegin = table.mark();
    PageSink sink(m_startKey, table);
    if (auto read = m_reader.readPage(response.body, sink); !read) {
        read.error().side = core::Side::Apigee;
        read.error().httpStatus = response.status;
        return tl::unexpected(read.error());
    }
    if (!sink.joint() && sink.startKeyInside())
        return broken("The page asked from " + m_startKey + " does not begin with it but contains it");
    trimUnkeyedEnd();
    ChainPage page{.askedFrom = m_startKey, .beginsWithJoint = sink.joint()};
    setEdges(page, m_pageBegin);
    return page;
}

/// Records without e-mail behind the page's last key come again behind the next joint; only on a page without
/// another key they stay.
void ApigeeLister::trimUnkeyedEnd() {
    const Table::RowIndex last = lastKeyedRow();
    if (last != Table::kNoRow && last >= m_pageBegin)
        m_builder.table().rollBack(last + 1);
}

core::Result<void> ApigeeLister::judge(ChainPage page) {
    const std::uint32_t rows = m_builder.rows() - m_pageBegin;
    if (m_startKey.empty() || page.beginsWithJoint) {
        const Table::RowIndex lastKeyed = lastKeyedRow();
        const bool isEnd = lastKeyed == Table::kNoRow || lastKeyed < m_pageBegin;
        if (isEnd && rows > 0 && m_startKey.empty())
            return broken("No developer of the first page has an e-mail address to go on from");
        if (isEnd && rows > 0 && page.records >= m_options.pageSize)
            return broken("The page asked from " + m_startKey
                          + " is full of developers without an e-mail address to go on from");
        if (isEnd && rows > 0) { // only records without e-mail: they belong to the page before
            m_proof.pages.back().records += rows;
            page.records -= rows;
        }
        if (!isEnd && !bringsNew(m_pageBegin))
            return broken("The page asked from " + m_startKey + " brings only developers read before");
        accept(std::move(page));
        if (isEnd || core::mutant(core::kMutantPlanOnPartialListing))
            m_step = Step::Done;
        return {};
    }
    if (rows > 0 && !bringsNew(m_pageBegin))
        return broken("The page asked from " + m_startKey
                      + " neither begins with it nor brings anything new");
    m_pending = std::move(page);
    m_step = Step::KeyCheck;
    return {};
}

core::Result<void> ApigeeLister::takeKeyCheck(const HttpResponse& response) {
    if (response.status != 200) {
        core::Error error = refusedRead(classifyAnswer(response));
        if (error.kind != core::ErrorKind::NotFound)
            return tl::unexpected(std::move(error));
        m_builder.table().rollBack(m_pageBegin);
        return startKeyGone();
    }
    const auto developer = m_reader.readOne(response.body);
    if (!developer)
        return tl::unexpected(developer.error());
    if (developer->email != m_startKey)
        return broken("Asked for " + m_startKey + ", Apigee answered with " + developer->email);
    const bool isEnd = m_pending.records == 0;
    if (isEnd && !provesExclusiveEnd())
        return doubtEmptyPage();
    m_pending.missingJoint = ChainPage::MissingJoint::ExclusiveServer;
    accept(std::move(m_pending));
    m_step = isEnd ? Step::Done : Step::Page;
    return {};
}

/// The last page was asked from a key that exists and brought the next one alone. Before a lone developer
/// there is no key to ask from: two empty pages behind it count as much.
bool ApigeeLister::provesExclusiveEnd() const {
    const ChainPage& last = m_proof.pages.back();
    if (last.firstKey != last.lastKey)
        return false;
    return m_proof.pages.size() == 1 ? m_doubts > 0
                                     : last.missingJoint == ChainPage::MissingJoint::ExclusiveServer;
}

core::Result<void> ApigeeLister::doubtEmptyPage() {
    if (m_doubts == kMaxDoubts)
        return broken("The page asked from " + m_startKey + " is empty, although that developer exists");
    ++m_doubts;
    m_step = Step::Page;
    const ChainPage& last = m_proof.pages.back();
    const bool lone = m_proof.pages.size() == 1 && last.firstKey == last.lastKey;
    return lone ? core::Result<void>() : startKeyGone();
}

void ApigeeLister::accept(ChainPage page) {
    Table& table = m_builder.table();
    for (Table::RowIndex row = m_pageBegin; row < table.size(); ++row)
        if (!table.email(row).empty())
            m_known.insert(core::textHash(table.email(row)));
    m_startKey = page.lastKey;
    m_proof.pages.push_back(std::move(page));
    m_pageBegins.push_back(m_pageBegin);
    m_fallBacks = 0;
}

core::Result<void> ApigeeLister::startKeyGone() {
    m_step = Step::Page;
    if (m_fallBacks == kMaxFallBacks)
        return beginAgain();
    ++m_fallBacks;
    dropLastKey();
    const Table::RowIndex before = lastKeyedRow();
    if (before == Table::kNoRow)
        return beginAgain();
    m_startKey = m_builder.table().email(before);
    return {};
}

core::Result<void> ApigeeLister::beginAgain() {
    if (m_begunAgain)
        return broken("Developers vanished at the page edges while the list was read, twice; last "
                      + m_startKey);
    m_begunAgain = true;
    m_builder.table().rollBack(0);
    m_proof.pages.clear();
    m_pageBegins.clear();
    m_known.clear();
    m_startKey.clear();
    m_pageBegin = 0;
    m_fallBacks = 0;
    return {};
}

/// The pages are described again without the row, so that the proof tells what the table holds.
void ApigeeLister::dropLastKey() {
    Table& table = m_builder.table();
    const Table::RowIndex row = lastKeyedRow();
    DEVSYNC_CHECK(row != Table::kNoRow);
    m_known.forget(core::textHash(table.email(row)));
    table.rollBack(row);
    if (const Table::RowIndex before = lastKeyedRow(); before != Table::kNoRow)
        table.rollBack(before + 1); // what has no e-mail comes again behind the key before
    while (!m_pageBegins.empty() && m_pageBegins.back() > table.size()) {
        m_pageBegins.pop_back();
        m_proof.pages.pop_back();
    }
    ChainPage& page = m_proof.pages.back();
    setEdges(page, m_pageBegins.back());
    if (page.records == 0 && m_proof.pages.size() > 1) { // an empty page would claim to be the end
        m_proof.pages.pop_back();
        m_pageBegins.pop_back();
    }
}

void ApigeeLister::setEdges(ChainPage& page, std::uint32_t begin) const {
    const Table& table = m_builder.table();
    page.records = table.size() - begin + (page.beginsWithJoint ? 1 : 0);
    page.firstKey = page.beginsWithJoint ? page.askedFrom : std::string();
    page.lastKey = page.firstKey;
    for (Table::RowIndex row = begin; row < table.size() && page.firstKey.empty(); ++row)
        page.firstKey = table.email(row);
    const Table::RowIndex last = lastKeyedRow();
    if (last != Table::kNoRow && last >= begin)
        page.lastKey = table.email(last);
}

bool ApigeeLister::bringsNew(std::uint32_t begin) const {
    const Table& table = m_builder.table();
    for (Table::RowIndex row = begin; row < table.size(); ++row)
        if (!table.email(row).empty() && !m_known.contains(core::textHash(table.email(row))))
            return true;
    return false;
}

Table::RowIndex ApigeeLister::lastKeyedRow() const {
    const Table& table = m_builder.table();
    for (Table::RowIndex row = table.size(); row > 0; --row)
        if (!table.email(row - 1).empty())
            return row - 1;
    return Table::kNoRow;
}

core::Result<std::shared_ptr<const core::CompleteListing>> ApigeeLister::finish() {
    DEVSYNC_CHECK(done());
    return std::move(m_builder).finish(m_proof);
}

} // namespace devsync::protocol::apigee
