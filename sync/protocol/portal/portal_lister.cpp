// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/portal/portal_lister.h"

#include "sync/core/check.h"
#include "sync/protocol/answer.h"
#include "sync/protocol/json_document.h"
#include "sync/protocol/portal/portal_errors.h"
#include "sync/protocol/portal/portal_requests.h"
#include "sync/protocol/portal/user_codec.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace devsync::protocol::portal {

namespace {

using core::ErrorKind;
using Json = nlohmann::ordered_json;

constexpr std::size_t kHighest = static_cast<std::size_t>(-1);
/// Uids are unevenly used: several ranges a request slot keep all of them busy to the end.
constexpr std::uint32_t kRangesPerSlot = 4;
/// Narrower ranges would cost a request each without filling a page.
constexpr std::uint32_t kMinWidth = 200;

/// A page of users: its data, without anything left out.
core::Result<Json> readDocument(const HttpResponse& response) {
    if (response.status != 200)
        return tl::unexpected(refusedRead(classifyAnswer(response)));
    auto document = parseJson(response.body.view());
    if (!document)
        return tl::unexpected(portalError(document.error().kind, document.error().detail, response));
    const Json* data = member(*document, "data");
    if (data == nullptr || !data->is_array())
        return tl::unexpected(
            portalError(ErrorKind::AnswerUnexpected, "The answer is not a JSON:API list of users", response));
    if (member(*document, "meta", "omitted") != nullptr)
        return tl::unexpected(
            portalError(ErrorKind::PermissionDenied,
                        "The portal left users out: the account we sign in with may not see them", response));
    return document;
}

} // namespace

PortalLister::PortalLister(PortalOptions options, std::uint32_t parallel)
    : m_options(std::move(options)), m_parallel(std::max(parallel, 1U)),
      m_builder(core::Side::Portal, m_options.mapping.fieldCount()) {}

std::vector<Lister::Tag> PortalLister::start() {
    DEVSYNC_CHECK(m_calls.empty());
    return {ask(kHighest, 0)};
}

Lister::Tag PortalLister::ask(std::size_t range, std::uint32_t after) {
    m_calls.push_back({.range = range, .after = after});
    return static_cast<Tag>(m_calls.size() - 1);
}

HttpRequest PortalLister::request(Tag tag) const {
    DEVSYNC_CHECK(tag < m_calls.size() && m_calls[tag].open);
    const Call& call = m_calls[tag];
    return apiRequest(Method::Get, call.range == kHighest ? highestTarget()
                                                          : rangeTarget(m_options.mapping, call.after,
                                                                        m_ranges[call.range].high));
}

core::Result<std::vector<Lister::Tag>> PortalLister::answered(Tag tag, const HttpResponse& response) {
    DEVSYNC_CHECK(tag < m_calls.size() && m_calls[tag].open);
    const Call call = m_calls[tag];
    if (call.range == kHighest) {
        if (const auto read = readHighest(response); !read)
            return tl::unexpected(read.error());
        m_calls[tag].open = false;
        split();
        std::vector<Tag> first;
        while (first.size() < m_parallel && m_rangesAsked < m_ranges.size())
            first.push_back(nextRange().front());
        return first;
    }
    const auto page = readPage(call, response);
    if (!page)
        return tl::unexpected(page.error());
    m_calls[tag].open = false;
    m_ranges[call.range].pages.push_back(*page);
    if (page->hasNext)
        return std::vector<Tag>{ask(call.range, page->lastUid)};
    ++m_rangesDone;
    return nextRange();
}

core::Result<void> PortalLister::readHighest(const HttpResponse& response) {
    const auto document = readDocument(response);
    if (!document)
        return tl::unexpected(document.error());
    // at least the account we sign in with is listed, so a first user without uid or mail means that we are
    // anonymous or may not see addresses
    const Json& users = *member(*document, "data");
    m_highestUid = users.empty() ? 0 : uidOf(users.front()).value_or(0);
    if (m_highestUid == 0 || member(users.front(), "attributes", "mail") == nullptr)
        return tl::unexpected(portalError(ErrorKind::MailHidden,
                                          "The portal shows no users with their e-mail addresses", response));
    return {};
}

void PortalLister::split() {
    const std::uint32_t parts = m_parallel * kRangesPerSlot;
    const std::uint32_t width = std::max(kMinWidth, m_highestUid / parts + 1);
    std::uint32_t low = 0;
    for (; m_highestUid - low > width; low += width)
        m_ranges.push_back({.low = low, .high = low + width});
    m_ranges.push_back({.low = low, .high = core::UidRange::kOpenEnd});
    m_split = true;
}

std::vector<Lister::Tag> PortalLister::nextRange() {
    if (m_rangesAsked == m_ranges.size())
        return {};
    const std::size_t range = m_rangesAsked++;
    return {ask(range, m_ranges[range].low)};
}

core::Result<core::RangePage> PortalLister::readPage(const Call& call, const HttpResponse& response) {
    const auto document = readDocument(response);
    if (!document)
        return tl::unexpected(document.error());
    core::RangePage page{.after = call.after};
    const Json* next = member(*document, "links", "next");
    page.hasNext = next != nullptr && !next->is_null();
    const std::uint32_t mark = m_builder.table().mark();
    auto taken = takeUsers(call, *member(*document, "data"), page);
    if (taken && page.hasNext && page.records == 0)
        taken =
            core::fail(ErrorKind::ListingIncomplete, "The portal has more users after uid "
                                                         + std::to_string(call.after) + " but shows none");
    if (taken)
        return page;
    m_builder.table().rollBack(mark);
    core::Error error = portalError(taken.error().kind, taken.error().detail, response);
    error.where = taken.error().where;
    return tl::unexpected(std::move(error));
}

core::Result<void> PortalLister::takeUsers(const Call& call, const Json& users, core::RangePage& page) {
    std::uint32_t last = call.after;
    for (const Json& resource : users) {
        if (uidOf(resource) == 0U)
            continue; // Anonymous is no account
        const auto user = readUser(m_options.mapping, resource);
        if (!user)
            return tl::unexpected(user.error());
        if (user->uid <= last || user->uid > m_ranges[call.range].high)
            return core::fail(ErrorKind::ListingIncomplete, "User " + std::to_string(user->uid)
                                                                + " is out of place after uid "
                                                                + std::to_string(last));
        const core::AccountViewHolder holder(*user);
        if (const auto row = m_builder.table().append(holder.view()); !row)
            return tl::unexpected(row.error());
        last = user->uid;
        page.firstUid = page.records == 0 ? user->uid : page.firstUid;
        page.lastUid = user->uid;
        ++page.records;
    }
    return {};
}

core::Result<std::shared_ptr<const core::CompleteListing>> PortalLister::finish() {
    DEVSYNC_CHECK(done());
    return std::move(m_builder).finish(core::PortalProof{m_highestUid, m_ranges});
}

} // namespace devsync::protocol::portal
