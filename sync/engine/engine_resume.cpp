// SPDX-License-Identifier: Apache-2.0
// Going on with a run that ended before its rows did: killed, stopped, or worked off in slices. Its rows were
// approved when it was stored; what was open is settled by now.
#include "sync/core/planned_change.h"
#include "sync/engine/engine_impl.h"

#include <algorithm>

namespace devsync::engine {

using core::ErrorKind;
using core::RowState;

namespace {

constexpr std::size_t kOutcomesAChunk = 10'000;

/// A claim whose outcome cannot be told stays open.
core::Ledger ledgerOf(const std::vector<core::StoredRow>& rows) {
    core::Ledger ledger(static_cast<std::uint32_t>(rows.size()));
    for (const core::StoredRow& row : rows) {
        ledger.set(row.change.row, row.state);
        if (row.error)
            ledger.setError(row.change.row, *row.error);
    }
    return ledger;
}

std::shared_ptr<const std::vector<core::PlannedChange>> changesOf(const std::vector<core::StoredRow>& rows) {
    std::vector<core::PlannedChange> changes;
    changes.reserve(rows.size());
    for (const core::StoredRow& row : rows)
        changes.push_back(row.change);
    return std::make_shared<const std::vector<core::PlannedChange>>(std::move(changes));
}

} // namespace

void Engine::Impl::goOnWithRun(Outbox& outbox) {
    const core::RunHeader& header = m_storedRun->record.header;
    m_startedAt = header.startedAt;
    m_seed = header.seed;
    m_ledger = ledgerOf(m_storedRun->rows);
    if (!m_storedRun->record.sealed)
        return fail(
            {.kind = ErrorKind::PlanOutdated, .detail = "its plan was never approved", .where = header.id},
            outbox);
    if (m_options->kind == RunKind::Discard)
        return cancelTheRest(outbox);
    const core::Mapping& mapping = m_options->policy->mapping;
    if (!std::ranges::all_of(m_storedRun->rows, [&mapping](const core::StoredRow& row) {
            return core::isWellFormed(row.change, mapping);
        }))
        return fail({.kind = ErrorKind::PlanOutdated,
                     .detail = "it was made with another mapping",
                     .where = header.id},
                    outbox);
    auto prepared = std::make_shared<PreparedPlan>();
    prepared->inputs.policy = m_options->policy;
    prepared->inputs.saved = changesOf(m_storedRun->rows);
    prepared->plan = core::planOfSaved(
        *prepared->inputs.saved,
        {.counts = header.counts, .offsetSeconds = header.offsetSeconds, .firstRun = header.firstRun});
    prepared->accounts = header.accounts;
    m_plan = std::move(prepared);
    outbox.add(PlanReady{m_plan});
    m_phase = Phase::Storing;
    outbox.add(HashPlan{m_plan});
}

/// The hash says whether the profile's rules are still those the run was approved under.
void Engine::Impl::resumeAsPlanned(Outbox& outbox) {
    const core::RunHeader& header = m_storedRun->record.header;
    if (m_planSha256 != header.planSha256)
        return fail({.kind = ErrorKind::PlanOutdated,
                     .detail = "the profile's rules have changed since it was approved",
                     .where = header.id},
                    outbox);
    m_begun = true;
    m_storedRun->rows.clear();
    beginExecuting(outbox);
}

void Engine::Impl::cancelTheRest(Outbox& outbox) {
    m_begun = true;
    const core::RunHeader& header = m_storedRun->record.header;
    core::RecordOutcomes cancelled{m_lease.epoch(), header.id, {}};
    const auto store = [&] {
        if (!cancelled.rows.empty())
            m_desk.ask(
                StorePurpose::Outcomes,
                {core::RecordOutcomes{cancelled.epoch, cancelled.run, std::exchange(cancelled.rows, {})}},
                outbox);
    };
    for (std::uint32_t row = 0; row < m_ledger.size(); ++row) {
        if (core::isFinal(m_ledger.state(row)))
            continue;
        m_ledger.set(row, RowState::Cancelled);
        cancelled.rows.push_back({.row = row, .state = RowState::Cancelled});
        if (cancelled.rows.size() == kOutcomesAChunk)
            store();
    }
    store();
    m_planSha256 = header.planSha256;
    m_phase = Phase::Ending;
}

} // namespace devsync::engine
