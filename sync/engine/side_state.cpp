// SPDX-License-Identifier: Apache-2.0
#include "sync/engine/side_state.h"

#include "sync/core/check.h"
#include "sync/core/mutant.h"

#include <algorithm>

namespace devsync::engine {

using core::Error;
using core::ErrorKind;
using core::LogLevel;
using core::LogMessage;
using core::Millis;

namespace {

constexpr core::BackOff kBackOff{.first = Millis(500), .most = Millis(30'000)};
constexpr std::uint32_t kLostAfterFailures = 20;
constexpr Millis kLostAfterSilence{60'000};
constexpr std::uint32_t kSignInAttempts = 3;
constexpr Millis kRefusalsStand{60'000};

/// Answered with an error that another try may not meet.
bool isTransient(int status) {
    return status == 408 || status == 429 || status >= 500;
}

} // namespace

SideState::SideState(Config config) : m_config(std::move(config)), m_rate(m_config.options.callsPerMinute) {}

void SideState::signIn(Outbox& outbox) {
    beginSession(PrepareSecrets::Mode::Load, outbox);
}

void SideState::beginSession(PrepareSecrets::Mode mode, Outbox& outbox) {
    m_session.reset();
    m_sessionState = SessionState::WaitingForSecrets;
    outbox.add(PrepareSecrets{m_config.side, mode});
}

void SideState::secretsReady(std::unique_ptr<Error> error, Outbox& outbox) {
    if (m_sessionState != SessionState::WaitingForSecrets)
        return;
    if (error)
        return failSignIn(std::move(*error), outbox);
    std::optional<protocol::HttpRequest> request = store().signIn();
    if (!request)
        return sessionReady(store().staticSession(), outbox);
    m_sessionState = SessionState::SigningIn;
    m_queue.push_front(Call{.owner = {CallOwner::Kind::SignIn, 0},
                            .request = std::move(*request),
                            .effect = Call::Effect::Read, // repeating a sign-in changes no account
                            .maxAttempts = kSignInAttempts});
}

void SideState::sessionReady(protocol::Session session, Outbox& outbox) {
    m_session = std::move(session);
    m_sessionState = SessionState::Ready;
    ++m_generation;
    const bool first = !std::exchange(m_signedInOnce, true);
    outbox.log({.level = LogLevel::Info,
                .message = first ? LogMessage::SignedIn : LogMessage::SessionRenewed,
                .side = m_config.side});
}

void SideState::submit(Call call) {
    m_queue.push_back(std::move(call));
}

bool SideState::retryIfSessionMayBeDead(Call& call, Outbox& outbox) {
    if (call.renewed)
        m_refusalsStandUntil = outbox.now.mono + kRefusalsStand;
    return outbox.now.mono >= m_refusalsStandUntil && retryWithNewSession(call, outbox);
}

bool SideState::retryWithNewSession(Call& call, Outbox& outbox) {
    if (call.renewed || m_fatal)
        return false;
    call.renewed = true;
    if (call.session == m_generation && m_sessionState == SessionState::Ready)
        beginSession(PrepareSecrets::Mode::Renew, outbox);
    m_queue.push_front(std::move(call));
    return true;
}

void SideState::wakeDelayed(Millis mono) {
    std::size_t due = 0;
    while (due < m_delayed.size() && m_delayed[due].at <= mono)
        m_queue.push_back(std::move(m_delayed[due++].call));
    m_delayed.erase(m_delayed.begin(), m_delayed.begin() + static_cast<std::ptrdiff_t>(due));
}

bool SideState::sendable(const Call& call, Millis leaseEnd, const Outbox& outbox) const {
    if (call.owner.kind == CallOwner::Kind::SignIn)
        return m_sessionState == SessionState::SigningIn;
    if (m_sessionState != SessionState::Ready)
        return false;
    const bool holds = outbox.now.mono + timeout() < leaseEnd || core::mutant(core::kMutantLeaseEndIgnored);
    return !call.isWrite() || holds;
}

void SideState::pump(Millis leaseEnd, std::uint64_t& nextRequest, Outbox& outbox) {
    if (m_fatal)
        return;
    wakeDelayed(outbox.now.mono);
    m_waitingForQuota = false;
    auto it = m_queue.begin();
    while (it != m_queue.end() && m_inFlight.size() < m_config.options.concurrency) {
        if (outbox.now.mono < m_pausedUntil)
            return;
        if (!sendable(*it, leaseEnd, outbox)) {
            ++it;
            continue;
        }
        if (!m_rate.tryTake(outbox.now.mono)) {
            m_waitingForQuota = true;
            return;
        }
        Call call = std::move(*it);
        it = m_queue.erase(it);
        send(std::move(call), nextRequest, outbox);
    }
}

void SideState::send(Call call, std::uint64_t& nextRequest, Outbox& outbox) {
    auto request = std::make_unique<protocol::HttpRequest>(call.request);
    if (call.owner.kind != CallOwner::Kind::SignIn) {
        const auto& common = m_session->headers;
        request->secretHeaders.insert(request->secretHeaders.end(), common.begin(), common.end());
        if (call.isWrite()) {
            const auto& forWrites = m_session->writeHeaders;
            request->secretHeaders.insert(request->secretHeaders.end(), forWrites.begin(), forWrites.end());
        }
    }
    ++call.attempts;
    call.session = m_generation;
    count(call);
    if (core::mutant(core::kMutantSentTwice) && request->method == protocol::Method::Put)
        outbox.add(
            Send{nextRequest++, m_config.side, timeout(), std::make_unique<protocol::HttpRequest>(*request)});
    const RequestId id = nextRequest++;
    outbox.add(Send{id, m_config.side, timeout(), std::move(request)});
    m_inFlight.emplace(id, InFlight{std::move(call), outbox.now});
}

void SideState::count(const Call& call) {
    switch (call.request.method) {
    case protocol::Method::Post:
        ++m_counts.post;
        break;
    case protocol::Method::Put:
        ++m_counts.put;
        break;
    case protocol::Method::Patch:
        ++m_counts.patch;
        break;
    case protocol::Method::Get:
    case protocol::Method::Head:
    case protocol::Method::Delete:
        ++m_counts.get;
        break; // Delete never gets here: no codec makes one
    }
    if (call.attempts > 1)
        ++m_counts.retries;
}

std::optional<CallDone> SideState::answered(RequestId id, HttpAnswer&& answer, Outbox& outbox) {
    auto node = m_inFlight.extract(id);
    DEVSYNC_CHECK(!node.empty());
    CallDone done{std::move(node.mapped().call), std::move(answer.result), answer.sentAt};
    noteNetwork(done.result, outbox);
    std::optional<CallDone> stands = judge(std::move(done), outbox);
    if (stands && stands->call.owner.kind == CallOwner::Kind::SignIn) {
        finishSignIn(std::move(*stands), outbox);
        return std::nullopt;
    }
    return stands;
}

void SideState::noteNetwork(const protocol::HttpResult& result, Outbox& outbox) {
    if (result || !core::isNetwork(result.error().kind)) {
        m_networkFailures = 0;
        return;
    }
    if (m_networkFailures++ == 0)
        m_failingSince = outbox.now.mono; // a side that nobody asked was not silent
    if (m_networkFailures >= kLostAfterFailures && outbox.now.mono - m_failingSince >= kLostAfterSilence) {
        Error error = result.error();
        error.kind = ErrorKind::SideLost;
        fail(std::move(error), LogMessage::SideLost, outbox);
    }
}

/// An account's own 404 is its row's matter; without the organisation no row can go on.
void SideState::noteGone(Error error, Outbox& outbox) {
    if (error.kind == ErrorKind::OrganizationMissing)
        fail(std::move(error), LogMessage::SideLost, outbox);
}

void SideState::finishSignIn(CallDone done, Outbox& outbox) {
    if (!done.result)
        return failSignIn(std::move(done.result.error()), outbox);
    core::Result<protocol::Session> session = store().parseSignIn(*done.result);
    if (!session)
        return failSignIn(std::move(session.error()), outbox);
    sessionReady(std::move(*session), outbox);
}

std::optional<CallDone> SideState::judge(CallDone done, Outbox& outbox) {
    if (done.result && !isTransient(done.result->status)) {
        if (done.result->status == 401 && done.call.owner.kind != CallOwner::Kind::SignIn)
            return judgeRefusedSession(std::move(done), outbox);
        if (done.result->status == 404 && done.call.owner.kind == CallOwner::Kind::Row)
            noteGone(store().classify(*done.result), outbox);
        return done;
    }
    const Error error = done.result ? store().classify(*done.result) : done.result.error();
    const bool refusedForNow = done.result && done.result->status == 429;
    if (refusedForNow) {
        // A quota is the side's, not the call's: everybody waits.
        m_pausedUntil = std::max(m_pausedUntil, outbox.now.mono + waitFor(done.call, error));
    }
    const bool repeatable = !done.call.isWrite() || refusedForNow || core::isNotExecuted(error.kind);
    // as it will be the next time
    const bool stays = error.kind == ErrorKind::RedirectRefused || error.kind == ErrorKind::AnswerTooLarge;
    if (m_fatal || stays || !repeatable || done.call.attempts >= done.call.maxAttempts)
        return done;
    const Millis wait = waitFor(done.call, error);
    delay(std::move(done.call), wait, error, outbox);
    return std::nullopt;
}

std::optional<CallDone> SideState::judgeRefusedSession(CallDone done, Outbox& outbox) {
    if (done.call.session != m_generation) { // somebody renewed meanwhile
        m_queue.push_front(std::move(done.call));
        return std::nullopt;
    }
    if (retryWithNewSession(done.call, outbox))
        return std::nullopt;
    if (!m_fatal)
        fail(store().classify(*done.result), LogMessage::CredentialsRefused, outbox);
    return done;
}

Millis SideState::waitFor(const Call& call, const Error& error) const {
    const std::uint64_t jitter =
        core::derive(m_config.seed, core::textHash(call.request.target), call.attempts);
    return core::waitBefore(call.attempts, kBackOff, jitter, error.retryAfter);
}

void SideState::delay(Call call, Millis wait, const Error& error, Outbox& outbox) {
    outbox.log({.level = LogLevel::Info,
                .message = LogMessage::RequestRetried,
                .side = m_config.side,
                .args = {std::to_string(call.attempts), std::to_string(wait.count())},
                .error = error});
    const Millis at = outbox.now.mono + wait;
    const auto place = std::ranges::upper_bound(m_delayed, at, {}, &Delayed::at);
    m_delayed.insert(place, Delayed{at, std::move(call)});
}

void SideState::failSignIn(Error error, Outbox& outbox) {
    const bool refused = error.kind == ErrorKind::SignInRefused || error.kind == ErrorKind::PermissionDenied;
    fail(std::move(error), refused ? LogMessage::CredentialsRefused : LogMessage::SignInFailed, outbox);
}

void SideState::fail(Error error, LogMessage message, Outbox& outbox) {
    if (m_fatal)
        return;
    error.side = m_config.side;
    m_fatal = error;
    outbox.log(
        {.level = LogLevel::Error, .message = message, .side = m_config.side, .error = std::move(error)});
}

template <class Match>
bool SideState::drop(const Match& match, Outbox& outbox) {
    std::size_t dropped = std::erase_if(m_queue, match);
    dropped += std::erase_if(m_delayed, [&](const Delayed& delayed) { return match(delayed.call); });
    dropped += std::erase_if(m_inFlight, [&](const auto& entry) {
        if (entry.second.call.isWrite() || !match(entry.second.call))
            return false;
        outbox.add(AbortRequest{entry.first});
        return true;
    });
    return dropped != 0;
}

bool SideState::abandon(const CallOwner& owner, Outbox& outbox) {
    return drop([&](const Call& call) { return call.owner == owner; }, outbox);
}

bool SideState::isPutOff(const CallOwner& owner, Millis mono) const {
    return mono < m_pausedUntil || std::ranges::any_of(m_delayed, [&](const Delayed& delayed) {
               return delayed.call.owner == owner;
           });
}

void SideState::abandonAll(Outbox& outbox) {
    drop([](const Call&) { return true; }, outbox);
}

std::optional<Millis> SideState::nextWake() const {
    if (m_fatal)
        return std::nullopt;
    std::optional<Millis> wake;
    const auto consider = [&](Millis at) { wake = wake ? std::min(*wake, at) : at; };
    if (!m_delayed.empty())
        consider(m_delayed.front().at);
    if (!m_queue.empty() && m_inFlight.size() < m_config.options.concurrency) {
        if (m_waitingForQuota)
            consider(m_rate.nextAt());
        if (m_pausedUntil != Millis::min())
            consider(m_pausedUntil);
    }
    return wake;
}

void SideState::fill(SideView& view) const {
    view.requests = m_counts;
    view.inFlight = static_cast<std::uint32_t>(m_inFlight.size());
    view.queued = static_cast<std::uint32_t>(m_queue.size() + m_delayed.size());
    view.waitingForQuota = m_waitingForQuota;
}

} // namespace devsync::engine
