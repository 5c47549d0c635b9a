// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/worker.h"

#include "sync/core/account.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace devsync::testing {

using core::Millis;

namespace {

bool hasClaim(const core::StoreBatch& batch) {
    return std::ranges::any_of(batch, [](const auto& op) { return std::holds_alternative<core::Claim>(op); });
}

bool hasOutcome(const core::StoreBatch& batch) {
    return std::ranges::any_of(
        batch, [](const auto& op) { return std::holds_alternative<core::RecordOutcomes>(op); });
}

constexpr Millis kLateFrom{1'000};

} // namespace

Worker::Worker(Timeline& timeline, Network& network, JudgedStore& store, Config config)
    : m_timeline(timeline), m_network(network), m_store(store), m_options(config.options),
      m_disk(config.disk), m_crash(config.crash), m_crashAt(config.crashAt), m_killAtStep(config.killAtStep),
      m_stopAtStep(config.stopAtStep), m_random(config.seed),
      m_engine(std::make_unique<engine::Engine>(std::move(config.stores))), m_diskFree(timeline.mono()) {}

void Worker::start() {
    deliver(engine::Start{std::make_unique<const engine::RunOptions>(m_options)});
}

void Worker::deliver(engine::Event event) {
    if (!m_engine)
        return;
    if (m_suspended) {
        m_backlog.push_back(std::move(event));
        return;
    }
    if (!step())
        return;
    m_stopped = m_stopped || std::holds_alternative<engine::StopRequested>(event);
    engine::EffectList effects;
    m_engine->handle(std::move(event), m_timeline.now(), effects);
    for (engine::Effect& effect : effects) {
        if (!m_engine || !step())
            return; // killed between two effects
        note(effect.index());
        perform(std::move(effect));
    }
}

bool Worker::step() {
    ++m_steps;
    if (m_steps == m_stopAtStep)
        later(Millis(0), [this] { deliver(engine::StopRequested{core::StopCause::Operator}); });
    if (m_steps == m_killAtStep)
        kill();
    return m_engine != nullptr;
}

void Worker::kill() {
    m_engine.reset();
    *m_alive = false;
    if (onKilled)
        onKilled(*this);
}

void Worker::resume() {
    m_suspended = false;
    for (engine::Event& event : std::exchange(m_backlog, {}))
        deliver(std::move(event));
}

std::string Worker::describe() const {
    const engine::RunView view = m_engine->view();
    std::string text = "phase " + std::to_string(static_cast<int>(view.phase)) + ", rows under way "
                       + std::to_string(view.rowsInFlight) + ", not started "
                       + std::to_string(view.counts.notStarted);
    for (const core::Side side : core::kSides)
        text += ", in flight " + std::to_string(view.sides[side].inFlight) + ", queued "
                + std::to_string(view.sides[side].queued);
    return text;
}

void Worker::perform(engine::Effect&& effect) {
    std::visit([this](auto&& what) { on(std::forward<decltype(what)>(what)); }, std::move(effect));
}

void Worker::later(Millis delay, std::function<void()> happening) {
    m_timeline.after(delay, [alive = m_alive, happening = std::move(happening)] {
        if (*alive)
            happening();
    });
}

Millis Worker::upTo(Millis most) {
    return Millis(static_cast<std::int64_t>(m_random.below(static_cast<std::uint64_t>(most.count() + 1))));
}

void Worker::note(std::uint64_t value) {
    m_effectHash = (m_effectHash ^ value) * 1099511628211ull;
}

bool Worker::crashes(CrashPoint point) {
    if (m_crash != point || m_crashAt == 0 || --m_crashAt != 0)
        return false;
    kill();
    return true;
}

void Worker::on(engine::PrepareSecrets&& effect) {
    later(Millis(1), [this, side = effect.side] { deliver(engine::SecretsReady{side, nullptr}); });
}

void Worker::on(engine::Send&& effect) {
    note(core::textHash(effect.request->target));
    note(core::textHash(effect.request->body));
    if (onSend)
        onSend(*this, effect.side, *effect.request);
    const bool write = m_network.subject(effect.side, *effect.request).write;
    const core::Now sentAt = m_timeline.now();
    const auto answer = [this, alive = m_alive, id = effect.id, sentAt, write](protocol::HttpResult result) {
        if (!*alive || (write && crashes(CrashPoint::AfterServerCommit)) || m_aborted.contains(id))
            return;
        deliver(engine::Answered{id, std::make_unique<engine::HttpAnswer>(
                                         engine::HttpAnswer{std::move(result), sentAt, m_timeline.now()})});
    };
    m_network.send(effect.side, *effect.request, effect.timeout, answer);
    if (write)
        crashes(CrashPoint::AfterSend);
}

void Worker::on(engine::AbortRequest&& effect) {
    m_aborted.insert(effect.id);
}

StoreFault Worker::drawFault() {
    std::uint64_t left = m_random.below(1000);
    for (const auto& [chance, fault] :
         {std::pair{m_disk.busy, StoreFault::Busy}, std::pair{m_disk.full, StoreFault::Full},
          std::pair{m_disk.lostAnswer, StoreFault::LostAnswer}}) {
        if (left < chance)
            return fault;
        left -= chance;
    }
    return StoreFault::None;
}

void Worker::on(engine::Store&& effect) {
    for (const core::StoreOperation& operation : *effect.batch)
        note(operation.index());
    if (hasClaim(*effect.batch) && crashes(CrashPoint::BeforeClaim))
        return;
    if (hasOutcome(*effect.batch) && crashes(CrashPoint::BeforeOutcome))
        return;
    m_diskFree = std::max(m_diskFree, m_timeline.mono()) + upTo(m_disk.commit);
    const Millis answerDelay = upTo(m_disk.lateAnswer);
    if (answerDelay >= kLateFrom)
        ++m_coverage.late;
    later(m_diskFree - m_timeline.mono(),
          [this, ticket = effect.ticket, batch = std::make_shared<core::StoreBatch>(std::move(*effect.batch)),
           answerDelay] { commit(ticket, *batch, answerDelay); });
}

void Worker::commit(engine::Ticket ticket, const core::StoreBatch& batch, Millis answerDelay) {
    const StoreFault fault = drawFault();
    m_coverage.busy += fault == StoreFault::Busy;
    m_coverage.lost += fault == StoreFault::LostAnswer;
    if (fault != StoreFault::None)
        m_store.failNext(fault);
    auto result = std::make_shared<core::StoreResult>(m_store.perform(batch));
    if (hasClaim(batch) && crashes(CrashPoint::BetweenCommitAndStored))
        return;
    if (*result && batch.size() == 1 && std::holds_alternative<core::TakeLease>(batch.front()))
        m_epoch = std::get<core::LeaseState>((*result)->front()).epoch;
    later(answerDelay, [this, ticket, result] {
        deliver(engine::StoreAnswered{ticket, std::make_unique<core::StoreResult>(std::move(*result))});
    });
}

void Worker::on(engine::HashPlan&& effect) {
    std::uint64_t hash = 0;
    for (const core::PlanRow& row : effect.plan->plan.rows)
        if (row.planned())
            hash = hash * 31 + row.changeId;
    later(Millis(1), [this, hash] { deliver(engine::PlanHashed{std::to_string(hash)}); });
}

void Worker::on(engine::WakeAt&& effect) {
    const std::uint64_t order = ++m_wakeOrder;
    later(effect.mono - m_timeline.mono(), [this, order] {
        if (order == m_wakeOrder)
            deliver(engine::Tick{});
    });
}

void Worker::on(engine::PlanReady&& effect) {
    if (onPlan)
        onPlan(std::move(effect.plan));
}

/// A row whose outcome stays unknown is said to be claimed once more.
void Worker::on(engine::RowChanged&& effect) {
    if (effect.state == core::RowState::Claimed && m_begunRows.insert(effect.row).second)
        m_beganAfterStop = m_beganAfterStop || m_stopped;
}

void Worker::on(engine::Ended&& effect) {
    m_report = std::move(effect.report);
}

} // namespace devsync::testing
