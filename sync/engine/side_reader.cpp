// SPDX-License-Identifier: Apache-2.0
#include "sync/engine/side_reader.h"

#include "sync/core/time_text.h"

namespace devsync::engine {

using core::Error;
using core::ErrorKind;
using core::LogLevel;
using core::LogMessage;

namespace {

constexpr std::uint32_t kProbeAttempts = 3;
constexpr std::uint32_t kGarbledPages = 3;
/// More than enough for a median; the rest of a long listing adds nothing.
constexpr std::size_t kMaxClockSamples = 31;
constexpr std::uint32_t kMostClockProbes = 15;
/// The portal answers its highest uid first; a page of accounts nobody may see is empty.
constexpr std::uint32_t kMostPagesPeeked = 3;

/// A session can die without a 401: the portal then answers as to anybody.
bool maySessionBeDead(core::Side side, ErrorKind kind) {
    return side == core::Side::Portal
           && (kind == ErrorKind::PermissionDenied || kind == ErrorKind::MailHidden);
}

} // namespace

void SideReader::submitProbe(SideState& state, std::uint32_t attempts) const {
    state.submit(Call{.owner = {CallOwner::Kind::Probe, 0},
                      .request = state.store().probe(),
                      .effect = Call::Effect::Read,
                      .maxAttempts = attempts});
}

void SideReader::probe(SideState& state) {
    submitProbe(state, kProbeAttempts);
}

void SideReader::list(SideState& state, std::uint32_t parallel) {
    m_lister = state.store().list({.parallel = parallel});
    submitPages(m_lister->start(), state);
}

void SideReader::submitPages(const std::vector<protocol::Lister::Tag>& tags, SideState& state) {
    for (const protocol::Lister::Tag tag : tags)
        state.submit(Call{.owner = {CallOwner::Kind::Page, tag},
                          .request = m_lister->request(tag),
                          .effect = Call::Effect::Read});
}

void SideReader::sampleClock(const HttpAnswer& answer) {
    if (!answer.result)
        return;
    m_wallAhead = answer.receivedAt.wall - answer.receivedAt.mono;
    ++m_answers;
    m_answerTime += answer.receivedAt.mono - answer.sentAt.mono;
    if (m_samples.size() >= kMaxClockSamples)
        return;
    const core::Result<std::int64_t> date = core::parseHttpDate(answer.result->header("Date"));
    if (date)
        m_samples.push_back({*date, answer.sentAt.mono, answer.receivedAt.mono});
}

std::optional<core::ClockOffset> SideReader::clock() const {
    std::optional<core::ClockOffset> offset = monoClock();
    if (offset)
        offset->milliseconds -= m_wallAhead.count();
    return offset;
}

void SideReader::answered(CallDone done, SideState& state, Outbox& outbox) {
    if (m_error)
        return;
    if (done.call.owner.kind == CallOwner::Kind::Probe)
        probeAnswered(std::move(done), state, outbox);
    else
        pageAnswered(std::move(done), state, outbox);
}

void SideReader::probeAnswered(CallDone done, SideState& state, Outbox& outbox) {
    if (m_clockProbes > 0) {
        --m_clockProbes; // its Date was taken before; an error here hides nothing
        return probeClock(state);
    }
    if (!done.result)
        return fail(done.result.error());
    core::Result<protocol::SideFacts> facts = state.store().parseProbe(*done.result);
    if (facts)
        m_facts = std::move(*facts);
    else if (!maySessionBeDead(m_side, facts.error().kind)
             || !state.retryIfSessionMayBeDead(done.call, outbox))
        fail(std::move(facts.error()));
}

void SideReader::pageAnswered(CallDone done, SideState& state, Outbox& outbox) {
    if (!done.result)
        return fail(done.result.error());
    const auto tag = static_cast<protocol::Lister::Tag>(done.call.owner.number);
    core::Result<std::vector<protocol::Lister::Tag>> next = m_lister->answered(tag, *done.result);
    if (!next)
        return pageRefused(std::move(done), std::move(next.error()), state, outbox);
    outbox.log({.level = LogLevel::Debug,
                .message = LogMessage::PageRead,
                .side = m_side,
                .args = {std::to_string(m_lister->accounts())}});
    if (m_peeks)
        return pagePeeked(*next, state);
    submitPages(*next, state);
    if (m_lister->done())
        finishListing(state, outbox);
}

void SideReader::peek(SideState& state) {
    m_peeks = true;
    list(state, 1);
}

void SideReader::pagePeeked(const std::vector<protocol::Lister::Tag>& next, SideState& state) {
    const bool enough = m_lister->accounts() > 0 || ++m_pagesPeeked == kMostPagesPeeked;
    if (!enough && !next.empty())
        return submitPages({next.front()}, state);
    m_peekedAll = m_lister->done();
    probeClock(state);
}

void SideReader::pageRefused(CallDone done, Error error, SideState& state, Outbox& outbox) {
    if (maySessionBeDead(m_side, error.kind) && state.retryIfSessionMayBeDead(done.call, outbox))
        return;
    const auto tag = static_cast<protocol::Lister::Tag>(done.call.owner.number);
    if (error.kind == ErrorKind::AnswerNotJson && ++m_garbled[tag] < kGarbledPages)
        return submitPages({tag}, state);
    fail(std::move(error));
}

void SideReader::finishListing(SideState& state, Outbox& outbox) {
    core::Result<std::shared_ptr<const core::CompleteListing>> listing = m_lister->finish();
    m_lister.reset();
    if (!listing)
        return fail(std::move(listing.error()));
    m_listing = std::move(*listing);
    outbox.log({.level = LogLevel::Info,
                .message = LogMessage::ListingComplete,
                .side = m_side,
                .args = {std::to_string(m_listing->accounts())}});
    probeClock(state);
}

/// A small listing has too few answers for a median: ask for more, unless the server tells no time at all.
void SideReader::probeClock(SideState& state) {
    while (!m_samples.empty() && m_samples.size() + m_clockProbes < core::kMinClockSamples
           && m_clockProbesSent < kMostClockProbes) {
        ++m_clockProbes;
        ++m_clockProbesSent;
        submitProbe(state, kProbeAttempts);
    }
}

std::uint32_t SideReader::accounts() const {
    if (m_listing)
        return m_listing->accounts();
    return m_lister ? m_lister->accounts() : 0;
}

void SideReader::fail(Error error) {
    error.side = m_side;
    m_error = std::move(error);
}

} // namespace devsync::engine
