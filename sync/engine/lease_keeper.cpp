// SPDX-License-Identifier: Apache-2.0
#include "sync/engine/lease_keeper.h"

#include "sync/core/mutant.h"

namespace devsync::engine {

using core::LeaseState;
using core::Millis;

namespace {

constexpr Millis kBeatEvery{10'000};
constexpr Millis kLookEvery{5'000};

const LeaseState* leaseIn(const core::StoreResult& result) {
    return result && !result->empty() ? std::get_if<LeaseState>(&result->front()) : nullptr;
}

std::string holder(const LeaseState& state) {
    return "run by process " + std::to_string(state.owner.pid) + " on " + state.owner.host;
}

} // namespace

void LeaseKeeper::begin(Config config, StoreDesk& desk, Outbox& outbox) {
    m_config = std::move(config);
    m_state = State::Asking;
    desk.ask(StorePurpose::ReadLease, {core::ReadLease{}}, outbox);
}

void LeaseKeeper::leaseRead(const StoreDesk::Done& done, StoreDesk& desk, Outbox& outbox) {
    const LeaseState* seen = leaseIn(done.result);
    if (!seen)
        return refuse(done.result ? core::Error{} : done.result.error());
    if (!seen->held)
        return take({m_config.owner, 0, 0}, desk, outbox);
    const bool gone = seen->process == LeaseState::OwnerProcess::Gone;
    if (gone || core::mutant(core::kMutantTwoExecutors))
        return take({m_config.owner, seen->epoch, seen->beat}, desk, outbox);
    if (!m_config.wait && isAlive(*seen))
        return refuse({.kind = core::ErrorKind::LeaseTaken, .detail = holder(*seen)});
    watch(*seen, desk, outbox);
}

bool LeaseKeeper::isAsSeen(const LeaseState& lease) const {
    return m_state == State::Watching && m_seen.epoch == lease.epoch && m_seen.beat == lease.beat;
}

bool LeaseKeeper::isAlive(const LeaseState& lease) const {
    const bool moved = m_state == State::Watching && !isAsSeen(lease);
    return moved || lease.process == LeaseState::OwnerProcess::Alive;
}

void LeaseKeeper::watch(const LeaseState& seen, StoreDesk& desk, Outbox& outbox) {
    const bool same = isAsSeen(seen);
    if (m_state != State::Watching)
        outbox.log({.level = core::LogLevel::Warning,
                    .message = core::LogMessage::LeaseWatched,
                    .args = {std::to_string(seen.owner.pid), seen.owner.host,
                             std::to_string(m_config.duration.count() / 1000)}});
    if (same && outbox.now.mono - m_seenSince >= m_config.duration)
        return take({m_config.owner, seen.epoch, seen.beat}, desk, outbox);
    if (!same) {
        m_seen = seen;
        m_seenSince = outbox.now.mono;
    }
    m_state = State::Watching;
    m_nextBeat = outbox.now.mono + kLookEvery;
}

void LeaseKeeper::take(core::TakeLease request, StoreDesk& desk, Outbox& outbox) {
    m_state = State::Asking;
    desk.ask(StorePurpose::TakeLease, {std::move(request)}, outbox);
}

void LeaseKeeper::leaseTaken(const StoreDesk::Done& done, Outbox& outbox) {
    const LeaseState* taken = leaseIn(done.result);
    if (!taken)
        return refuse(done.result ? core::Error{} : done.result.error());
    m_state = State::Held;
    m_epoch = taken->epoch;
    m_end = done.askedAt + m_config.duration;
    m_nextBeat = outbox.now.mono + kBeatEvery;
}

void LeaseKeeper::beatStored(const StoreDesk::Done& done) {
    if (done.result && m_state == State::Held)
        m_end = std::max(m_end, done.askedAt + m_config.duration);
}

void LeaseKeeper::refuse(core::Error error) {
    m_state = State::Refused;
    m_error = std::move(error);
}

void LeaseKeeper::wake(StoreDesk& desk, Outbox& outbox) {
    if (outbox.now.mono < m_nextBeat)
        return;
    if (m_state == State::Watching) {
        m_nextBeat = outbox.now.mono + kLookEvery;
        desk.ask(StorePurpose::ReadLease, {core::ReadLease{}}, outbox);
    } else if (m_state == State::Held && !desk.has(StorePurpose::Heartbeat)) {
        m_nextBeat = outbox.now.mono + kBeatEvery;
        desk.ask(StorePurpose::Heartbeat, {core::Heartbeat{m_epoch}}, outbox);
    }
}

std::optional<Millis> LeaseKeeper::nextWake() const {
    const bool waits = m_state == State::Watching || m_state == State::Held;
    return waits ? std::optional(m_nextBeat) : std::nullopt;
}

} // namespace devsync::engine
