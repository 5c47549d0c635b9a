// SPDX-License-Identifier: Apache-2.0
// Before anything is read for the plan: lease, open work of earlier runs, signing in, settling what was
// interrupted.
#include "sync/core/mutant.h"
#include "sync/core/planned_change.h"
#include "sync/core/retry.h"
#include "sync/engine/engine_impl.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace devsync::engine {

using core::LogLevel;
using core::LogMessage;
using core::Millis;
using core::Side;

namespace {

/// A store answer of that type, wherever in the batch it stands.
template <class T>
T* answerOf(StoreDesk::Done& done) {
    for (core::StoreAnswer& answer : *done.result)
        if (T* found = std::get_if<T>(&answer))
            return found;
    return nullptr;
}

constexpr Millis kLeaseMargin{30'000};

} // namespace

Millis Engine::Impl::writeTimeout() const {
    return std::max(m_options->sides.apigee.timeout, m_options->sides.portal.timeout);
}

void Engine::Impl::takeLease(Outbox& outbox) {
    m_lease.begin({.owner = m_options->owner,
                   .duration = writeTimeout() + kLeaseMargin,
                   .wait = m_options->waitForLease},
                  m_desk, outbox);
}

void Engine::Impl::leaseSettled(Outbox& outbox) {
    if (m_lease.state() == LeaseKeeper::State::Refused)
        return fail(*m_lease.error(), outbox);
    if (m_lease.state() == LeaseKeeper::State::Held && m_phase == Phase::Preparing)
        load(outbox);
}

void Engine::Impl::load(Outbox& outbox) {
    if (m_options->kind == RunKind::Forget)
        return m_desk.ask(StorePurpose::Forget, {core::ForgetBaseline{m_lease.epoch(), m_options->forget}},
                          outbox);
    core::StoreBatch batch;
    if (executes())
        batch.emplace_back(core::LoadOpenWork{});
    if (goesOn())
        batch.emplace_back(core::LoadRun{m_options->runId});
    if (m_options->useBaseline)
        batch.emplace_back(core::LoadBaseline{});
    if (batch.empty())
        m_baseline = std::make_shared<const core::BaselineIndex>();
    else
        m_desk.ask(StorePurpose::Load, std::move(batch), outbox);
    signInBothSides(outbox);
}

void Engine::Impl::loaded(StoreDesk::Done done, Outbox&) {
    if (auto* work = answerOf<core::OpenWork>(done); work && !core::mutant(core::kMutantOpenWorkForgotten))
        m_openRuns = std::move(work->runs);
    if (auto* run = answerOf<core::RunRows>(done))
        m_storedRun = std::move(*run);
    auto* baseline = answerOf<core::BaselineEntries>(done);
    m_baseline = std::make_shared<const core::BaselineIndex>(baseline ? std::move(baseline->entries)
                                                                      : std::vector<core::BaselineEntry>());
}

void Engine::Impl::signInBothSides(Outbox& outbox) {
    for (const Side side : core::kSides) {
        m_sides[side]->signIn(outbox);
        m_readers[side]->probe(*m_sides[side]);
    }
}

void Engine::Impl::prepared(Outbox& outbox) {
    for (const Side side : core::kSides)
        if (m_readers[side]->error())
            return fail(*m_readers[side]->error(), outbox);
    const bool probed = m_readers.apigee->probed() && m_readers.portal->probed();
    if (!probed || !m_baseline)
        return;
    if (m_openRuns.empty())
        return begin(outbox);
    recover(outbox);
}

void Engine::Impl::begin(Outbox& outbox) {
    switch (m_options->kind) {
    case RunKind::Resume:
    case RunKind::Discard:
        return goOnWithRun(outbox);
    case RunKind::Apply:
        return adoptSavedPlan(outbox);
    case RunKind::Forget:
    case RunKind::Probe:
        return; // over before a listing is read
    case RunKind::Compare:
    case RunKind::Sync:
        return listBothSides(outbox);
    }
}

/// What was written cannot be read back by another mapping than it was planned with. Discarding asks nothing.
bool Engine::Impl::canSettle(const core::OpenWork::Run& run) const {
    return std::ranges::all_of(run.open, [this](const core::StoredRow& row) {
        return core::isWellFormed(row.change, m_options->policy->mapping);
    });
}

void Engine::Impl::recover(Outbox& outbox) {
    if (m_options->kind == RunKind::Discard)
        std::erase_if(m_openRuns, [this](const auto& run) { return !canSettle(run); });
    const auto foreign =
        std::ranges::find_if(m_openRuns, [this](const auto& run) { return !canSettle(run); });
    if (foreign != m_openRuns.end())
        return fail({.kind = core::ErrorKind::PlanOutdated,
                     .detail =
                         "an interrupted run was made with another mapping; go back to it, or drop the run "
                         "with `devsync runs discard`",
                     .where = foreign->record.header.id},
                    outbox);
    m_phase = Phase::Recovering;
    for (const core::OpenWork::Run& run : m_openRuns)
        recoverRun(run, outbox);
    recovered(outbox);
}

void Engine::Impl::recoverRun(const core::OpenWork::Run& run, Outbox& outbox) {
    const std::string& id = run.record.header.id;
    if (!run.record.end) {
        m_createdUsers.insert(m_createdUsers.end(), run.createdUsers.begin(), run.createdUsers.end());
        m_resumesFirstRun = m_resumesFirstRun || run.record.header.firstRun;
    }
    outbox.log({.level = LogLevel::Notice,
                .message = LogMessage::RecoveryStarted,
                .args = {id, std::to_string(run.open.size())}});
    for (const core::StoredRow& row : run.open) {
        // Rows are claimed ahead: the write may have left at any moment until now, and land until its
        // time-out.
        m_rows.begin(id,
                     {.stores = m_stores,
                      .policy = m_options->policy,
                      .row = row,
                      .uuid = core::creationUuid(run.record.header.seed, row.change.changeId),
                      .mayLandUntil = outbox.now.mono + row.writeTimeout,
                      .writeTimeout = row.writeTimeout},
                     m_sides, outbox);
    }
}

/// Of a recovered run, with what settling found and the store does not know yet.
core::LedgerCounts Engine::Impl::settledCounts(const core::OpenWork::Run& run) const {
    core::RowsByState rows = run.rows;
    const auto place = [&rows](core::RowState state) -> std::uint32_t& {
        return rows[static_cast<std::size_t>(state)];
    };
    for (const auto& [id, outcome] : m_outcomes) {
        const auto was = std::ranges::find(run.open, outcome.row,
                                           [](const core::StoredRow& row) { return row.change.row; });
        if (id != run.record.header.id || was == run.open.end())
            continue;
        --place(was->state);
        ++place(outcome.state);
    }
    const std::uint32_t stored = std::accumulate(rows.begin(), rows.end(), 0U);
    // A process that died while it stored its plan did not store all of it.
    place(core::RowState::NotStarted) += std::max(run.record.header.counts.planned(), stored) - stored;
    return core::ledgerCounts(rows);
}

void Engine::Impl::recovered(Outbox& outbox) {
    if (m_rows.live() > 0)
        return;
    core::StoreBatch ends;
    for (const core::OpenWork::Run& run : m_openRuns)
        if (!run.record.end && run.record.header.id != m_options->runId)
            ends.emplace_back(core::EndRun{m_lease.epoch(),
                                           run.record.header.id,
                                           {.verdict = core::VerdictKind::Interrupted,
                                            .finishedAt = outbox.now.wall,
                                            .counts = settledCounts(run)}});
    core::StoreBatch batch;
    flushOutcomes(batch);
    std::ranges::move(ends, std::back_inserter(batch));
    m_openRuns.clear();
    if (goesOn())
        batch.emplace_back(core::LoadRun{m_options->runId});
    if (m_options->useBaseline)
        batch.emplace_back(core::LoadBaseline{}); // with what settling wrote to it
    if (!batch.empty()) {
        m_baseline.reset();
        m_desk.ask(StorePurpose::Load, std::move(batch), outbox);
    }
    m_phase = Phase::Preparing;
}

} // namespace devsync::engine
