// SPDX-License-Identifier: Apache-2.0
#include "sync/engine/engine.h"

#include "sync/core/check.h"
#include "sync/core/mutant.h"
#include "sync/engine/engine_impl.h"

#include <algorithm>

namespace devsync::engine {

using core::Error;
using core::ErrorKind;
using core::LogLevel;
using core::LogMessage;
using core::Side;
using core::StopCause;

Engine::Engine(core::BothSides<std::shared_ptr<const protocol::AccountStore>> stores)
    : m_impl(std::make_unique<Impl>(std::move(stores))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

void Engine::handle(Event&& event, core::Now now, EffectList& out) {
    m_impl->handle(std::move(event), now, out);
}
RunView Engine::view() const {
    return m_impl->view();
}

Engine::Impl::Impl(core::BothSides<std::shared_ptr<const protocol::AccountStore>> stores)
    : m_stores(std::move(stores)), m_values(std::make_shared<core::BaselineValues>()) {}

void Engine::Impl::handle(Event&& event, core::Now now, EffectList& out) {
    if (m_phase == Phase::Ended)
        return; // answers to what was given up may still come
    Outbox outbox{out, now};
    std::visit([&](auto&& happened) { on(std::forward<decltype(happened)>(happened), outbox); },
               std::move(event));
    settleDown(outbox);
}

void Engine::Impl::on(Start&& event, Outbox& outbox) {
    DEVSYNC_CHECK(m_phase == Phase::Idle && event.options && event.options->policy);
    m_options = std::move(event.options);
    m_startedAt = outbox.now.wall;
    m_seed = m_options->seed;
    m_phase = Phase::Preparing;
    for (const Side side : core::kSides) {
        m_sides[side] = std::make_unique<SideState>(
            SideState::Config{side, m_stores[side], m_options->sides[side], m_options->seed});
        m_readers[side] = std::make_unique<SideReader>(side);
    }
    outbox.log({.message = LogMessage::RunStarted, .args = {m_options->runId, m_options->profile}});
    if (const StopCause early = std::exchange(m_cause, StopCause::None); early != StopCause::None)
        return stop(early, std::nullopt, outbox);
    if (probes())
        signInBothSides(outbox);
    else if (executes())
        takeLease(outbox);
    else
        load(outbox);
}

void Engine::Impl::on(GoAhead&& event, Outbox& outbox) {
    if (m_phase == Phase::Deciding)
        approve(event.confirm, outbox);
}

void Engine::Impl::on(Decline&&, Outbox& outbox) {
    if (m_phase == Phase::Deciding)
        stop(StopCause::Operator, std::nullopt, outbox);
}

void Engine::Impl::on(StopRequested&& event, Outbox& outbox) {
    outbox.log({.level = LogLevel::Notice, .message = LogMessage::StopRequested});
    if (core::mutant(core::kMutantStopNotHeard))
        return;
    if (m_phase == Phase::Idle)
        m_cause = event.cause; // the run begins and ends with Start
    else
        stop(event.cause, std::nullopt, outbox);
}

void Engine::Impl::on(SecretsReady&& event, Outbox& outbox) {
    m_sides[event.side]->secretsReady(std::move(event.error), outbox);
}

void Engine::Impl::on(Answered&& event, Outbox& outbox) {
    const auto owner =
        std::ranges::find_if(core::kSides, [&](Side side) { return m_sides[side]->owns(event.id); });
    if (owner == core::kSides.end())
        return; // given up meanwhile
    SideState& side = *m_sides[*owner];
    m_readers[*owner]->sampleClock(*event.answer);
    std::optional<CallDone> done = side.answered(event.id, std::move(*event.answer), outbox);
    if (!done)
        return;
    if (done->call.owner.kind == CallOwner::Kind::Row)
        m_rows.answered(std::move(*done), m_sides, outbox);
    else
        m_readers[*owner]->answered(std::move(*done), side, outbox);
}

void Engine::Impl::on(StoreAnswered&& event, Outbox& outbox) {
    std::optional<StoreDesk::Done> done = m_desk.answered(event.ticket, std::move(*event.result), outbox);
    if (done)
        stored(std::move(*done), outbox);
}

void Engine::Impl::on(PlanHashed&& event, Outbox& outbox) {
    m_planSha256 = std::move(event.sha256);
    if (m_phase != Phase::Storing)
        return;
    if (goesOn())
        resumeAsPlanned(outbox);
    else
        storePlan(outbox);
}

void Engine::Impl::on(Tick&&, Outbox&) {
    m_wakeAsked.reset();
}

/// After every event, not only after a tick: what fell due while something else was awaited is done now.
void Engine::Impl::wakeParts(Outbox& outbox) {
    m_desk.wake(outbox);
    if (m_storeUsable)
        m_lease.wake(m_desk, outbox);
    m_rows.wake(m_sides, outbox);
}

void Engine::Impl::stored(StoreDesk::Done done, Outbox& outbox) {
    switch (done.purpose) {
    case StorePurpose::ReadLease:
        m_lease.leaseRead(done, m_desk, outbox);
        return leaseSettled(outbox);
    case StorePurpose::TakeLease:
        m_lease.leaseTaken(done, outbox);
        return leaseSettled(outbox);
    case StorePurpose::End:
        return endStored(done, outbox);
    default:
        break;
    }
    if (!done.result)
        return storeRefused(done, outbox);
    switch (done.purpose) {
    case StorePurpose::Heartbeat:
        return m_lease.beatStored(done);
    case StorePurpose::Load:
        return loaded(std::move(done), outbox);
    case StorePurpose::Forget:
        m_forgotten = std::get<core::Forgotten>(done.result->front()).rows;
        outbox.log({.level = LogLevel::Notice,
                    .message = LogMessage::BaselineForgotten,
                    .args = {std::to_string(m_forgotten)}});
        return end(outbox);
    case StorePurpose::Values:
        return valuesLoaded(std::move(done), outbox);
    case StorePurpose::BeginRun:
        m_begun = true;
        return storeNextRows(outbox);
    case StorePurpose::PlanRows:
        return storeNextRows(outbox);
    case StorePurpose::Seal:
        return beginExecuting(outbox);
    case StorePurpose::Claim:
        return claimed(std::move(done), outbox);
    case StorePurpose::PersistStep:
        return m_rows.persisted(done.number, m_sides, outbox);
    default:
        return; // outcomes and baseline rows: stored, nothing follows
    }
}

/// A batch that will not be stored: what was journalled counts, nothing more is begun.
void Engine::Impl::storeRefused(const StoreDesk::Done& done, Outbox& outbox) {
    const Error& error = done.result.error();
    const bool leaseLost = error.kind == ErrorKind::LeaseLost;
    if (leaseLost)
        m_lease.lose();
    outbox.log({.level = LogLevel::Error,
                .message = leaseLost ? LogMessage::LeaseLost : LogMessage::StoreFailed,
                .error = error});
    m_storeUsable = false;
    stop(m_begun ? StopCause::Lost : StopCause::BeforeWrite, error, outbox);
}

void Engine::Impl::settleDown(Outbox& outbox) {
    wakeParts(outbox);
    if (m_cause != StopCause::None)
        m_rows.stop(journal(), m_sides, outbox);
    collectRows(outbox);
    advance(outbox);
    if (m_phase == Phase::Ended)
        return;
    const core::Millis leaseEnd = m_storeUsable ? m_lease.end() : core::Millis::min();
    for (const Side side : core::kSides)
        if (m_sides[side])
            m_sides[side]->pump(leaseEnd, m_nextRequest, outbox);
    askForTick(outbox);
}

void Engine::Impl::advance(Outbox& outbox) {
    if (m_phase != Phase::Ending && m_cause == StopCause::None && m_options && !probes())
        for (const Side side : core::kSides)
            if (m_sides[side] && m_sides[side]->fatal())
                return sideFatal(side, outbox);
    switch (m_phase) {
    case Phase::Preparing:
        return probes() ? lookAtSides(outbox) : prepared(outbox);
    case Phase::Recovering:
        return recovered(outbox);
    case Phase::Listing:
        return compareSides(outbox);
    case Phase::Executing:
        return execute(outbox);
    case Phase::Ending:
        return endWhenDrained(outbox);
    default:
        return;
    }
}

void Engine::Impl::askForTick(Outbox& outbox) {
    std::optional<core::Millis> wake;
    const auto consider = [&](std::optional<core::Millis> at) {
        if (at && *at > outbox.now.mono)
            wake = wake ? std::min(*wake, *at) : *at;
    };
    for (const Side side : core::kSides)
        if (m_sides[side])
            consider(m_sides[side]->nextWake());
    consider(m_desk.nextWake());
    if (m_storeUsable)
        consider(m_lease.nextWake());
    consider(m_rows.nextWake());
    consider(outcomesDueAt());
    if (wake && wake != m_wakeAsked) {
        m_wakeAsked = wake;
        outbox.add(WakeAt{*wake});
    }
}

RunView Engine::Impl::view() const {
    RunView view;
    view.phase = m_phase;
    for (const Side side : core::kSides) {
        if (!m_sides[side])
            continue;
        m_sides[side]->fill(view.sides[side]);
        view.sides[side].accounts = m_readers[side]->accounts();
        view.sides[side].listed = m_readers[side]->listing() != nullptr;
        if (const std::optional<core::ClockOffset> clock = m_readers[side]->clock()) {
            view.sides[side].clockOffsetMs = clock->milliseconds;
            view.sides[side].clockUncertaintyMs = clock->uncertaintyMs;
        }
    }
    view.counts = m_ledger.counts();
    view.rowsInFlight = static_cast<std::uint32_t>(m_rows.live());
    return view;
}

} // namespace devsync::engine
