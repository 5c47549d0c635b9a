// SPDX-License-Identifier: Apache-2.0
#include "sync/engine/row_desk.h"

#include "sync/core/check.h"

#include <algorithm>

namespace devsync::engine {

using core::Millis;
using core::RowState;

namespace {

/// Given back: the row is as if it had never been claimed.
FlowFinished givenBack(const core::StoredRow& row) {
    return {.outcome = {.row = row.change.row, .state = RowState::NotStarted, .step = core::RowStep::First}};
}

bool isWrite(const FlowStep& step) {
    const FlowCall* call = std::get_if<FlowCall>(&step);
    return call && call->effect == FlowCall::Effect::Write;
}

/// A refusal of a portal request may come from a session that died without a 401.
bool maySessionBeDead(const CallDone& done, const SideState& side) {
    return done.result && done.result->status == 403 && side.store().side() == core::Side::Portal;
}

} // namespace

void RowDesk::begin(std::string run, WriteFlow::Config config, Sides& sides, Outbox& outbox) {
    const std::uint64_t slot = m_nextSlot++;
    const auto [it, added] = m_rows.emplace(slot, Work{std::move(run), WriteFlow(std::move(config))});
    apply(slot, it->second.flow.start(outbox.now), sides, outbox);
}

void RowDesk::answered(CallDone done, Sides& sides, Outbox& outbox) {
    const std::uint64_t slot = done.call.owner.number;
    const auto it = m_rows.find(slot);
    if (it == m_rows.end())
        return;
    Work& work = it->second;
    SideState& side = *sides[work.outSide];
    if (maySessionBeDead(done, side) && side.retryIfSessionMayBeDead(done.call, outbox))
        return;
    work.out.reset();
    apply(slot, work.flow.answered(std::move(done.result), done.sentAt, outbox.now), sides, outbox);
}

void RowDesk::persisted(std::uint64_t slot, Sides& sides, Outbox& outbox) {
    const auto it = m_rows.find(slot);
    if (it != m_rows.end())
        apply(slot, it->second.flow.persisted(), sides, outbox);
}

bool RowDesk::mayContinue(const Work& work, const FlowStep& step, const Sides& sides) const {
    if (std::holds_alternative<FlowFinished>(step))
        return true;
    const FlowCall* call = std::get_if<FlowCall>(&step);
    if (call && sides[call->side]->fatal())
        return false;
    if (!m_stopping || (call && call->effect == FlowCall::Effect::Read))
        return true;
    return !std::holds_alternative<FlowWait>(step) && finishesSecond(work);
}

void RowDesk::apply(std::uint64_t slot, FlowStep step, Sides& sides, Outbox& outbox) {
    Work& work = m_rows.at(slot);
    work.wakeAt.reset();
    if (!mayContinue(work, step, sides))
        return release(slot, isWrite(step) ? 1 : 0);
    if (auto* next = std::get_if<FlowCall>(&step))
        return call(slot, std::move(*next), sides);
    if (auto* finished = std::get_if<FlowFinished>(&step))
        return finish(slot, std::move(*finished));
    if (const auto* wait = std::get_if<FlowWait>(&step))
        work.wakeAt = std::max(wait->until, outbox.now.mono);
    else
        m_persist.push_back({slot, work.run, work.flow.row().change.row});
}

void RowDesk::call(std::uint64_t slot, FlowCall call, Sides& sides) {
    Work& work = m_rows.at(slot);
    work.out = call.effect;
    work.outSide = call.side;
    const bool write = call.effect == FlowCall::Effect::Write;
    sides[call.side]->submit(Call{.owner = {CallOwner::Kind::Row, slot},
                                  .request = std::move(call.request),
                                  .effect = write ? Call::Effect::Write : Call::Effect::Read});
}

void RowDesk::finish(std::uint64_t slot, FlowFinished finished) {
    auto node = m_rows.extract(slot);
    DEVSYNC_CHECK(!node.empty());
    Work& work = node.mapped();
    m_finished.push_back({std::move(work.run), work.flow.row().change, std::move(finished)});
}

void RowDesk::wake(Sides& sides, Outbox& outbox) {
    std::vector<std::uint64_t> due;
    for (const auto& [slot, work] : m_rows)
        if (work.wakeAt && *work.wakeAt <= outbox.now.mono)
            due.push_back(slot);
    for (const std::uint64_t slot : due)
        apply(slot, m_rows.at(slot).flow.wake(outbox.now), sides, outbox);
}

/// Ends a row before its flow does; `unsent` writes were asked for but never left.
void RowDesk::release(std::uint64_t slot, std::uint32_t unsent) {
    const WriteFlow& flow = m_rows.at(slot).flow;
    finish(slot, flow.untouched(unsent) ? givenBack(flow.row()) : flow.leaveOpen());
}

/// What the row waits for is still awaited although the run stops.
bool RowDesk::isFinishing(std::uint64_t slot, const Work& work, const Sides& sides, Millis mono) const {
    const SideState& side = *sides[work.outSide];
    if (side.fatal() || side.isPutOff({CallOwner::Kind::Row, slot}, mono))
        return false;
    if (work.out == FlowCall::Effect::Read)
        return !work.flow.untouched();
    return !work.wakeAt && finishesSecond(work);
}

void RowDesk::stop(Journal journal, Sides& sides, Outbox& outbox) {
    m_stopping = true;
    m_journal = journal;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> ended; // slot, unsent writes
    for (const auto& [slot, work] : m_rows) {
        if (isFinishing(slot, work, sides, outbox.now.mono))
            continue;
        if (!work.out || sides[work.outSide]->abandon({CallOwner::Kind::Row, slot}, outbox))
            ended.emplace_back(slot, work.out == FlowCall::Effect::Write ? 1 : 0);
    }
    for (const auto& [slot, unsent] : ended)
        release(slot, unsent);
}

std::optional<Millis> RowDesk::nextWake() const {
    std::optional<Millis> wake;
    for (const auto& [slot, work] : m_rows)
        if (work.wakeAt)
            wake = wake ? std::min(*wake, *work.wakeAt) : *work.wakeAt;
    return wake;
}

} // namespace devsync::engine
