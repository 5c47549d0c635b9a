// SPDX-License-Identifier: Apache-2.0
// The approved plan on its way into the journal, and its rows on their way to the two systems. A request that
// writes leaves only after Stored answered the claim of its row.
#include "sync/core/mutant.h"
#include "sync/core/planned_change.h"
#include "sync/core/retry.h"
#include "sync/engine/engine_impl.h"

#include <algorithm>
#include <bit>

namespace devsync::engine {

using core::LogLevel;
using core::LogMessage;
using core::Millis;
using core::RowState;
using core::Side;

namespace {

constexpr std::uint32_t kRowsAChunk = 10'000;
constexpr std::uint32_t kWindowOfSlots = 3;
constexpr Millis kOutcomesWait{100};
/// A comparison older than this no longer vouches for the side a value comes from.
constexpr Millis kComparisonHolds{600'000};

std::uint32_t firstNotStarted(const core::Ledger& ledger) {
    std::uint32_t row = 0;
    while (row < ledger.size() && ledger.state(row) != RowState::NotStarted)
        ++row;
    return row;
}

int fieldsWritten(const core::PlannedChange& change) {
    return std::popcount((change.writeApigee | change.writePortal).bits());
}

core::Error limitError(const std::vector<core::LimitExceeded>& exceeded) {
    const auto absolute = std::ranges::find_if(
        exceeded, [](const core::LimitExceeded& limit) { return core::isAbsolute(limit.kind); });
    if (absolute == exceeded.end())
        return {.kind = core::ErrorKind::SafetyLimit, .detail = "the plan exceeds a limit"};
    const std::string side = absolute->side == Side::Apigee ? "Apigee" : "the portal";
    return {.kind = core::ErrorKind::SafetyLimit,
            .detail = side + " lists " + std::to_string(absolute->count) + " accounts, but held "
                      + std::to_string(absolute->allowed) + " after the last run",
            .side = absolute->side};
}

} // namespace

// ---- storing

void Engine::Impl::storePlan(Outbox& outbox) {
    for (const core::PlannedRow& row : core::plannedRows(m_plan->plan))
        m_plannedRows.push_back(row.planRow);
    m_ledger = core::Ledger(static_cast<std::uint32_t>(m_plannedRows.size()));
    core::RunHeader header{.id = m_options->runId,
                           .profile = m_options->profile,
                           .requestedBy = m_options->requestedBy,
                           .startedAt = m_startedAt,
                           .seed = m_seed,
                           .planSha256 = m_planSha256,
                           .offsetSeconds = m_plan->plan.offsetSeconds,
                           .firstRun = m_plan->plan.firstRun,
                           .counts = m_plan->plan.counts,
                           .accounts = m_plan->accounts};
    m_desk.ask(StorePurpose::BeginRun, {core::BeginRun{m_lease.epoch(), std::move(header)}}, outbox);
}

void Engine::Impl::storeNextRows(Outbox& outbox) {
    if (m_phase != Phase::Storing)
        return;
    const auto total = static_cast<std::uint32_t>(m_plannedRows.size());
    if (m_rowsStored == total)
        return sealPlan(outbox);
    core::AddPlanRows chunk{m_lease.epoch(), m_options->runId, {}};
    core::RowDetailsScratch scratch;
    for (const std::uint32_t end = std::min(total, m_rowsStored + kRowsAChunk); m_rowsStored < end;
         ++m_rowsStored)
        chunk.rows.push_back(core::toPlannedChange(m_plan->inputs, m_plan->plan,
                                                   {m_plannedRows[m_rowsStored], m_rowsStored}, scratch));
    m_desk.ask(StorePurpose::PlanRows, {std::move(chunk)}, outbox);
}

std::vector<core::RowOutcome> Engine::Impl::heldOutcomes() {
    std::vector<core::RowOutcome> held;
    for (std::uint32_t row = 0; row < m_plannedRows.size(); ++row) {
        if (m_plan->plan.rows[m_plannedRows[row]].action != core::Action::Held)
            continue;
        m_ledger.set(row, RowState::Held);
        held.push_back({.row = row, .state = RowState::Held});
    }
    return held;
}

void Engine::Impl::sealPlan(Outbox& outbox) {
    const std::uint64_t epoch = m_lease.epoch();
    core::RecordOutcomes held{epoch, m_options->runId, heldOutcomes()};
    if (m_limitStopped) {
        // Never sealed: no worker can execute a plan that a limit stopped.
        m_desk.ask(StorePurpose::Outcomes, {std::move(held)}, outbox);
        return stop(core::StopCause::Limit, limitError(m_plan->limitsExceeded), outbox);
    }
    core::SealPlan seal{epoch, m_options->runId, m_planSha256,
                        static_cast<std::uint32_t>(m_plannedRows.size())};
    m_desk.ask(StorePurpose::Seal, {std::move(seal), std::move(held)}, outbox);
}

// ---- claims

void Engine::Impl::beginExecuting(Outbox& outbox) {
    if (m_phase != Phase::Storing)
        return;
    m_phase = Phase::Executing;
    const std::uint32_t slots = m_options->sides.apigee.concurrency + m_options->sides.portal.concurrency;
    m_claims = Claims({.rows = m_ledger.size(),
                       .window = kWindowOfSlots * slots,
                       .first = firstNotStarted(m_ledger),
                       .atMost = m_options->maxRows});
    outbox.log({.level = LogLevel::Info,
                .message = LogMessage::GoAhead,
                .args = {std::to_string(m_plan->plan.counts.writes()), m_planSha256}});
}

void Engine::Impl::execute(Outbox& outbox) {
    if (m_claims.due() && m_storeUsable && !m_desk.late(outbox.now.mono))
        claim(outbox);
    flushWhenDue(outbox);
    if (m_claims.exhausted() && m_rows.live() == 0)
        m_phase = Phase::Ending;
    if (m_phase == Phase::Ending)
        endWhenDrained(outbox);
}

void Engine::Impl::claim(Outbox& outbox) {
    const Claims::Range range = m_claims.take();
    core::StoreBatch batch;
    flushOutcomes(batch);
    batch.emplace_back(core::Claim{.epoch = m_lease.epoch(),
                                   .run = m_options->runId,
                                   .first = range.first,
                                   .count = range.count,
                                   .writeTimeout = writeTimeout(),
                                   .wall = outbox.now.wall});
    m_desk.ask(StorePurpose::Claim, std::move(batch), outbox);
    if (!core::mutant(core::kMutantSendBeforeClaim))
        return;
    core::RowDetailsScratch scratch;
    for (std::uint32_t row = range.first; row < range.first + range.count; ++row)
        if (m_ledger.state(row) == RowState::NotStarted)
            beginRow(m_options->runId,
                     {.change = core::toPlannedChange(m_plan->inputs, m_plan->plan, {m_plannedRows[row], row},
                                                      scratch)},
                     m_seed, outbox);
}

void Engine::Impl::claimed(StoreDesk::Done done, Outbox& outbox) {
    auto* rows = std::get_if<core::ClaimedRows>(&done.result->back());
    m_claims.stored(rows ? static_cast<std::uint32_t>(rows->rows.size()) : 0);
    if (!rows || core::mutant(core::kMutantSendBeforeClaim))
        return;
    for (core::StoredRow& row : rows->rows) {
        if (m_cause == core::StopCause::None) {
            beginRow(m_options->runId, std::move(row), m_seed, outbox);
            continue;
        }
        m_outcomes.push_back({m_options->runId, {.row = row.change.row, .state = RowState::NotStarted}});
        m_claims.rowEnded();
    }
}

void Engine::Impl::beginRow(std::string run, core::StoredRow row, const core::RunSeed& seed, Outbox& outbox) {
    m_ledger.set(row.change.row, RowState::Claimed);
    outbox.add(RowChanged{row.change.row, RowState::Claimed});
    WriteFlow::Config config{.stores = m_stores,
                             .policy = m_options->policy,
                             .uuid = core::creationUuid(seed, row.change.changeId),
                             .rereadSource =
                                 !m_comparison || outbox.now.mono - m_comparedAt > kComparisonHolds,
                             .writeTimeout = writeTimeout()};
    config.row = std::move(row);
    m_rows.begin(std::move(run), std::move(config), m_sides, outbox);
}

// ---- rows

void Engine::Impl::collectRows(Outbox& outbox) {
    for (const PersistWish& wish : m_rows.takePersistWishes()) {
        core::RowOutcome outcome{.row = wish.row, .state = RowState::Claimed, .step = core::RowStep::Second};
        m_desk.ask(StorePurpose::PersistStep,
                   {core::RecordOutcomes{m_lease.epoch(), wish.run, {std::move(outcome)}}}, outbox,
                   wish.slot);
    }
    for (FinishedRow& row : m_rows.takeFinished())
        rowFinished(std::move(row), outbox);
}

void Engine::Impl::rowFinished(FinishedRow row, Outbox& outbox) {
    logRow(row, outbox);
    const core::RowOutcome& outcome = row.result.outcome;
    const bool endsTheRun = core::mutant(core::kMutantRowEndsTheRun) && outcome.state == RowState::Failed;
    if (row.run == m_options->runId && m_begun) {
        m_ledger.set(outcome.row, outcome.state);
        if (outcome.error)
            m_ledger.setError(outcome.row, *outcome.error);
        outbox.add(RowChanged{outcome.row, outcome.state});
        m_claims.rowEnded();
    }
    if (outcome.state == RowState::Done && row.change.action == core::Action::CreatePortalUser)
        m_createdUsers.push_back(row.change.email);
    if (row.result.baseline && !core::mutant(core::kMutantBaselineNotSaved))
        m_baselineRows.push_back(std::move(*row.result.baseline));
    m_outcomes.push_back({std::move(row.run), std::move(row.result.outcome)});
    if (!m_outcomesSince)
        m_outcomesSince = outbox.now.mono;
    if (endsTheRun)
        stop(core::StopCause::Lost, std::nullopt, outbox);
}

void Engine::Impl::logRow(const FinishedRow& row, Outbox& outbox) const {
    const core::RowOutcome& outcome = row.result.outcome;
    core::LogEntry entry{.account = row.change.email,
                         .args = {std::to_string(static_cast<int>(row.change.action)),
                                  std::to_string(fieldsWritten(row.change))},
                         .error = outcome.error};
    if (outcome.error)
        entry.side = outcome.error->side;
    switch (outcome.state) {
    case RowState::Done:
        entry.message = LogMessage::RowDone;
        break;
    case RowState::Failed:
        entry.level = LogLevel::Error;
        entry.message = LogMessage::RowFailed;
        break;
    case RowState::Stale:
        entry.level = LogLevel::Warning;
        entry.message = LogMessage::RowStale;
        break;
    case RowState::Held:
        entry.level = LogLevel::Notice;
        entry.message = LogMessage::RowHeld;
        break;
    case RowState::Claimed:
        entry.level = LogLevel::Warning;
        entry.message = outcome.error && outcome.error->kind == core::ErrorKind::SecondStepOpen
                            ? LogMessage::RowHalfWritten
                            : LogMessage::OutcomeUnknown;
        break;
    case RowState::NotStarted:
    case RowState::Cancelled:
        return;
    }
    outbox.log(std::move(entry));
}

/// Puts what is finished into `batch`, outcomes by run in the order they came.
void Engine::Impl::flushOutcomes(core::StoreBatch& batch) {
    const std::uint64_t epoch = m_lease.epoch();
    std::ranges::stable_sort(m_outcomes, {}, &Pending::run);
    for (auto it = m_outcomes.begin(); it != m_outcomes.end();) {
        core::RecordOutcomes record{epoch, it->run, {}};
        for (; it != m_outcomes.end() && it->run == record.run; ++it)
            record.rows.push_back(std::move(it->outcome));
        batch.emplace_back(std::move(record));
    }
    if (!m_baselineRows.empty())
        batch.emplace_back(core::SaveBaseline{epoch, std::exchange(m_baselineRows, {})});
    m_outcomes.clear();
    m_outcomesSince.reset();
}

std::optional<Millis> Engine::Impl::outcomesDueAt() const {
    return m_outcomesSince ? std::optional(*m_outcomesSince + kOutcomesWait) : std::nullopt;
}

void Engine::Impl::flushWhenDue(Outbox& outbox) {
    const std::optional<Millis> due = outcomesDueAt();
    if (!due || outbox.now.mono < *due || !m_storeUsable)
        return;
    core::StoreBatch batch;
    flushOutcomes(batch);
    m_desk.ask(StorePurpose::Outcomes, std::move(batch), outbox);
}

} // namespace devsync::engine
