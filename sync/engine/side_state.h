// SPDX-License-Identifier: Apache-2.0
// One side's wire as the engine sees it: session, queue, slots, rate, retries of what may be repeated.
// Decides nothing about accounts; hands each call back to its owner exactly once, with an answer or an error
// that stands. Invariant: a write is sent again only when the server surely did not execute it (refused, 401,
// 429).
#pragma once

#include "sync/core/rate.h"
#include "sync/core/retry.h"
#include "sync/engine/outbox.h"
#include "sync/engine/run_options.h"
#include "sync/engine/run_view.h"
#include "sync/protocol/account_store.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace devsync::engine {

/// Who asked, so that the answer finds its way back.
struct CallOwner {
    enum class Kind : std::uint8_t { SignIn, Probe, Page, Row };
    Kind kind = Kind::Row;
    std::uint64_t number = 0; ///< page tag, row slot
    bool operator==(const CallOwner&) const = default;
};

struct Call {
    CallOwner owner;
    protocol::HttpRequest request;
    enum class Effect : std::uint8_t { Read, Write } effect = Effect::Read;
    std::uint32_t attempts = 0;    ///< sends so far
    std::uint32_t maxAttempts = 8; ///< of reads, and of writes surely not executed
    bool renewed = false;          ///< already sent again after a renewal of the session
    std::uint32_t session = 0;     ///< generation it was last sent with

    bool isWrite() const { return effect == Effect::Write; }
};

struct CallDone {
    Call call;
    protocol::HttpResult result;
    core::Now sentAt;
};

class SideState {
public:
    struct Config {
        core::Side side = core::Side::Apigee;
        std::shared_ptr<const protocol::AccountStore> store;
        SideOptions options;
        core::RunSeed seed{};
    };
    explicit SideState(Config config);

    const protocol::AccountStore& store() const { return *m_config.store; }
    core::Millis timeout() const { return m_config.options.timeout; }

    /// Asks for secrets and signs in; calls wait until that is done.
    void signIn(Outbox& outbox);
    void secretsReady(std::unique_ptr<core::Error> error, Outbox& outbox);
    void submit(Call call);
    /// A 403 or a missing address may be a session that died without a 401: once per call, renew and ask
    /// again. Not for a minute after a new session was refused the same: then the refusal stands.
    bool retryIfSessionMayBeDead(Call& call, Outbox& outbox);
    /// Sends what may go. Writes go only before `leaseEnd` minus their time-out.
    void pump(core::Millis leaseEnd, std::uint64_t& nextRequest, Outbox& outbox);
    bool owns(RequestId id) const { return m_inFlight.contains(id); }
    /// nullopt: handled here (retry, renewal, sign-in).
    std::optional<CallDone> answered(RequestId id, HttpAnswer&& answer, Outbox& outbox);

    /// Drops the owner's call if it has not left, or is a read in flight. False: a write is on the wire, or
    /// nothing is.
    bool abandon(const CallOwner& owner, Outbox& outbox);
    /// The owner's call waits until this side is asked again: after an error, or because the side said so.
    bool isPutOff(const CallOwner& owner, core::Millis mono) const;
    /// Drops all calls but writes in flight; their owners are not told.
    void abandonAll(Outbox& outbox);
    /// Set once: credentials refused, side lost or its organisation gone. Nothing is sent any more.
    const std::optional<core::Error>& fatal() const { return m_fatal; }
    std::uint32_t signInUid() const { return m_session ? m_session->signInUid : 0; }
    /// When pump() is to be called again; nullopt = on the next answer.
    std::optional<core::Millis> nextWake() const;
    void fill(SideView& view) const;

private:
    enum class SessionState : std::uint8_t { None, WaitingForSecrets, SigningIn, Ready };
    struct InFlight {
        Call call;
        core::Now sentAt;
    };
    struct Delayed {
        core::Millis at{};
        Call call;
    };

    bool retryWithNewSession(Call& call, Outbox& outbox);
    void beginSession(PrepareSecrets::Mode mode, Outbox& outbox);
    void sessionReady(protocol::Session session, Outbox& outbox);
    bool sendable(const Call& call, core::Millis leaseEnd, const Outbox& outbox) const;
    void send(Call call, std::uint64_t& nextRequest, Outbox& outbox);
    void wakeDelayed(core::Millis mono);
    template <class Match>
    bool drop(const Match& match, Outbox& outbox);
    void count(const Call& call);
    void noteNetwork(const protocol::HttpResult& result, Outbox& outbox);
    void noteGone(core::Error error, Outbox& outbox);
    void finishSignIn(CallDone done, Outbox& outbox);
    std::optional<CallDone> judge(CallDone done, Outbox& outbox);
    std::optional<CallDone> judgeRefusedSession(CallDone done, Outbox& outbox);
    void delay(Call call, core::Millis wait, const core::Error& error, Outbox& outbox);
    core::Millis waitFor(const Call& call, const core::Error& error) const;
    void failSignIn(core::Error error, Outbox& outbox);
    void fail(core::Error error, core::LogMessage message, Outbox& outbox);

    Config m_config;
    core::RateLimiter m_rate;
    SessionState m_sessionState = SessionState::None;
    std::uint32_t m_generation = 0;
    bool m_signedInOnce = false;
    std::optional<protocol::Session> m_session;
    std::deque<Call> m_queue;
    std::vector<Delayed> m_delayed; ///< in order of `at`
    std::map<RequestId, InFlight> m_inFlight;
    core::Millis m_pausedUntil = core::Millis::min(); ///< 429: the whole side waits
    core::Millis m_refusalsStandUntil = core::Millis::min();
    std::uint32_t m_networkFailures = 0; ///< in a row
    core::Millis m_failingSince{};       ///< monotonic, of the first of them
    std::optional<core::Error> m_fatal;
    core::RequestCounts m_counts;
    bool m_waitingForQuota = false;
};

} // namespace devsync::engine
