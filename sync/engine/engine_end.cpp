// SPDX-License-Identifier: Apache-2.0
// The ways a run ends: all rows done, stopped, lost, or failed before the first write. Whatever the way,
// writes on the wire are awaited, what is known is stored, the lease is given back, and Ended is the last
// effect.
#include "sync/core/baseline_update.h"
#include "sync/core/row_details.h"
#include "sync/engine/engine_impl.h"

#include <algorithm>

namespace devsync::engine {

using core::ErrorKind;
using core::LogMessage;
using core::Side;
using core::StopCause;

namespace {

constexpr std::size_t kBaselineRowsAChunk = 10'000;

bool isRefusal(ErrorKind kind) {
    return kind == ErrorKind::SignInRefused || kind == ErrorKind::PermissionDenied
           || kind == ErrorKind::SecretUnavailable;
}

} // namespace

void Engine::Impl::sideFatal(Side side, Outbox& outbox) {
    const core::Error& error = *m_sides[side]->fatal();
    if (!m_begun)
        return fail(error, outbox);
    stop(isRefusal(error.kind) ? StopCause::Credentials : StopCause::Lost, error, outbox);
}

void Engine::Impl::fail(core::Error error, Outbox& outbox) {
    stop(StopCause::BeforeWrite, std::move(error), outbox);
}

void Engine::Impl::stop(StopCause cause, std::optional<core::Error> error, Outbox& outbox) {
    if (m_cause != StopCause::None || m_phase == Phase::Ended)
        return;
    m_cause = cause;
    m_error = std::move(error);
    m_claims.stop();
    m_rows.stop(journal(), m_sides, outbox);
    collectRows(outbox);
    if (m_rows.live() == 0)
        for (const Side side : core::kSides)
            if (m_sides[side])
                m_sides[side]->abandonAll(outbox);
    m_phase = Phase::Ending;
    endWhenDrained(outbox);
}

void Engine::Impl::endWhenDrained(Outbox& outbox) {
    flushWhenDue(outbox);
    if (m_rows.live() > 0 || m_desk.has(StorePurpose::End))
        return;
    if (!m_storeUsable)
        return ended(outbox);
    if (!m_desk.idle())
        return; // what was asked before is answered before
    saveEqualReadings(outbox);
    if (m_desk.idle())
        end(outbox);
}

/// The baseline learns of pairs that needed nothing, a chunk an answer; only a whole, undisturbed run does
/// this.
void Engine::Impl::saveEqualReadings(Outbox& outbox) {
    if (m_cause != StopCause::None || !m_comparison || !m_begun)
        return;
    core::SaveBaseline chunk{m_lease.epoch(), {}};
    core::RowDetailsScratch scratch;
    const core::PlanInputs& inputs = m_plan->inputs;
    for (; m_nextEqualRow < m_plan->plan.rows.size() && chunk.rows.size() < kBaselineRowsAChunk;
         ++m_nextEqualRow) {
        const core::PlanRow& row = m_plan->plan.rows[m_nextEqualRow];
        const core::Pair& pair = m_comparison->pair(row.pair);
        if (row.action != core::Action::Same || !pair.has(Side::Apigee) || !pair.has(Side::Portal))
            continue;
        const core::RowDetails& details = core::describeRow(inputs, m_plan->plan, m_nextEqualRow, scratch);
        if (auto reading =
                core::baselineAfterReading(details, m_baseline->find(m_comparison->keyHash(row.pair))))
            chunk.rows.push_back(std::move(*reading));
    }
    if (!chunk.rows.empty())
        m_desk.ask(StorePurpose::SaveEqual, {std::move(chunk)}, outbox);
}

void Engine::Impl::end(Outbox& outbox) {
    m_phase = Phase::Ending;
    core::StoreBatch batch;
    const bool held = m_lease.state() == LeaseKeeper::State::Held;
    if (held) {
        flushOutcomes(batch);
        if (m_begun && !isSliceOver())
            batch.emplace_back(core::EndRun{m_lease.epoch(), m_options->runId, runEnd(outbox.now)});
        batch.emplace_back(core::ReleaseLease{m_lease.epoch()});
    }
    if (batch.empty())
        return ended(outbox);
    m_desk.ask(StorePurpose::End, std::move(batch), outbox);
}

void Engine::Impl::endStored(const StoreDesk::Done& done, Outbox& outbox) {
    if (!done.result) { // what happened is not journalled: the next run settles it
        if (m_cause == StopCause::None)
            m_cause = StopCause::Lost;
        if (!m_error)
            m_error = done.result.error();
    }
    ended(outbox);
}

void Engine::Impl::ended(Outbox& outbox) {
    for (const Side side : core::kSides)
        if (m_sides[side])
            m_sides[side]->abandonAll(outbox);
    auto report = std::make_shared<RunReport>();
    const core::RunEnd result = runEnd(outbox.now);
    report->runId = m_options->runId;
    report->begun = m_begun;
    report->verdict = verdict();
    report->cause = m_cause;
    report->error = m_error;
    report->counts = result.counts;
    report->requests = result.requests;
    report->startedAt = m_startedAt;
    report->finishedAt = result.finishedAt;
    report->plan = m_plan;
    report->forgotten = m_forgotten;
    report->planSha256 = m_planSha256;
    if (probes())
        report->findings = {findingsOf(Side::Apigee), findingsOf(Side::Portal)};
    std::ranges::sort(m_createdUsers);
    report->createdUsers = m_createdUsers;
    outbox.log(
        {.message = LogMessage::RunEnded, .args = {std::string(core::verdictName(report->verdict.kind))}});
    m_phase = Phase::Ended;
    outbox.add(Ended{std::move(report)});
}

/// The slice's rows are through, the run's are not: it has no end yet.
bool Engine::Impl::isSliceOver() const {
    return m_options->maxRows > 0 && m_cause == StopCause::None && m_ledger.counts().notStarted > 0;
}

core::Verdict Engine::Impl::verdict() const {
    core::VerdictInputs inputs{.counts = m_ledger.counts(), .cause = m_cause};
    if (isSliceOver())
        inputs.counts.notStarted = 0;
    if (m_error)
        inputs.error = m_error->kind;
    inputs.leaseTaken = m_error && m_error->kind == ErrorKind::LeaseTaken;
    // A row whose outcome could not be settled is neither done nor failed: the run is not through.
    if (m_cause == StopCause::None && inputs.counts.notStarted > 0 && executes())
        inputs.cause = StopCause::Lost;
    return core::judge(inputs);
}

core::RunEnd Engine::Impl::runEnd(core::Now now) const {
    const RunView seen = view();
    const core::Verdict judged = verdict();
    return {.verdict = judged.kind,
            .exitCode = judged.exitCode,
            .finishedAt = now.wall,
            .counts = m_ledger.counts(),
            .requests = {seen.sides.apigee.requests, seen.sides.portal.requests},
            .error = m_error};
}

} // namespace devsync::engine
