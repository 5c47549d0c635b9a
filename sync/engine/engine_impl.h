// SPDX-License-Identifier: Apache-2.0
// The inside of Engine: phases and what each waits for. Private to the room; the parts it moves each decide
// one thing (side, reader, lease, store tickets, claims, rows). Phase by phase in engine_prepare, _plan,
// _execute, _end; a look without a run in engine_probe.
#pragma once

#include "sync/engine/claims.h"
#include "sync/engine/engine.h"
#include "sync/engine/lease_keeper.h"
#include "sync/engine/row_desk.h"
#include "sync/engine/side_reader.h"
#include "sync/engine/store_desk.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace devsync::engine {

class Engine::Impl {
public:
    explicit Impl(core::BothSides<std::shared_ptr<const protocol::AccountStore>> stores);

    void handle(Event&& event, core::Now now, EffectList& out);
    RunView view() const;

private:
    // ---- events (engine.cpp)
    void on(Start&& event, Outbox& outbox);
    void on(GoAhead&& event, Outbox& outbox);
    void on(Decline&& event, Outbox& outbox);
    void on(StopRequested&& event, Outbox& outbox);
    void on(SecretsReady&& event, Outbox& outbox);
    void on(Answered&& event, Outbox& outbox);
    void on(StoreAnswered&& event, Outbox& outbox);
    void on(PlanHashed&& event, Outbox& outbox);
    void on(Tick&& event, Outbox& outbox);
    void
    settleDown(Outbox& outbox); ///< after every event: advance the phase, send what may go, ask for a tick
    void wakeParts(Outbox& outbox);
    void advance(Outbox& outbox);
    void askForTick(Outbox& outbox);
    void sideFatal(core::Side side, Outbox& outbox);
    void stored(StoreDesk::Done done, Outbox& outbox);
    void storeRefused(const StoreDesk::Done& done, Outbox& outbox);

    // ---- preparing (engine_prepare.cpp)
    void takeLease(Outbox& outbox);
    void leaseSettled(Outbox& outbox);
    void load(Outbox& outbox);
    void loaded(StoreDesk::Done done, Outbox& outbox);
    void signInBothSides(Outbox& outbox);
    void prepared(Outbox& outbox);
    void begin(Outbox& outbox);
    bool canSettle(const core::OpenWork::Run& run) const;
    void recover(Outbox& outbox);
    void recoverRun(const core::OpenWork::Run& run, Outbox& outbox);
    void recovered(Outbox& outbox);
    core::LedgerCounts settledCounts(const core::OpenWork::Run& run) const;

    // ---- looking at both sides only (engine_probe.cpp)
    void lookAtSides(Outbox& outbox);
    SideFindings findingsOf(core::Side side) const;

    // ---- going on with a stored run (engine_resume.cpp)
    void goOnWithRun(Outbox& outbox);
    void resumeAsPlanned(Outbox& outbox);
    void cancelTheRest(Outbox& outbox);

    // ---- listing and planning (engine_plan.cpp)
    void listBothSides(Outbox& outbox);
    void adoptSavedPlan(Outbox& outbox);
    void compareSides(Outbox& outbox);
    void valuesLoaded(StoreDesk::Done done, Outbox& outbox);
    void makeThePlan(Outbox& outbox);
    core::PlanInputs planInputs(core::Now now) const;
    std::vector<core::LimitExceeded> judgeLimits(const PreparedPlan& prepared) const;
    Expected estimate(const core::Plan& plan) const;
    void planStands(std::shared_ptr<PreparedPlan> prepared, Outbox& outbox);
    void decide(Outbox& outbox);
    void approve(std::uint64_t confirm, Outbox& outbox);

    // ---- executing (engine_execute.cpp)
    void storePlan(Outbox& outbox);
    void storeNextRows(Outbox& outbox);
    void sealPlan(Outbox& outbox);
    std::vector<core::RowOutcome> heldOutcomes();
    void beginExecuting(Outbox& outbox);
    void execute(Outbox& outbox);
    void claim(Outbox& outbox);
    void claimed(StoreDesk::Done done, Outbox& outbox);
    void beginRow(std::string run, core::StoredRow row, const core::RunSeed& seed, Outbox& outbox);
    void collectRows(Outbox& outbox);
    void rowFinished(FinishedRow row, Outbox& outbox);
    void logRow(const FinishedRow& row, Outbox& outbox) const;
    void flushOutcomes(core::StoreBatch& batch);
    void flushWhenDue(Outbox& outbox);
    std::optional<core::Millis> outcomesDueAt() const;

    // ---- ending (engine_end.cpp)
    void stop(core::StopCause cause, std::optional<core::Error> error, Outbox& outbox);
    void fail(core::Error error, Outbox& outbox); ///< before the first write
    void endWhenDrained(Outbox& outbox);
    void saveEqualReadings(Outbox& outbox);
    void end(Outbox& outbox);
    void endStored(const StoreDesk::Done& done, Outbox& outbox);
    void ended(Outbox& outbox);
    core::RunEnd runEnd(core::Now now) const;
    core::Verdict verdict() const;
    core::Millis writeTimeout() const;
    Journal journal() const { return m_storeUsable ? Journal::Usable : Journal::Lost; }
    bool goesOn() const { return m_options->kind == RunKind::Resume || m_options->kind == RunKind::Discard; }
    bool isSliceOver() const;
    bool probes() const { return m_options->kind == RunKind::Probe; }
    bool executes() const { return m_options->kind != RunKind::Compare && !probes(); }

    core::BothSides<std::shared_ptr<const protocol::AccountStore>> m_stores;
    std::unique_ptr<const RunOptions> m_options;
    Phase m_phase = Phase::Idle;
    core::Millis m_startedAt{}; ///< wall
    std::uint64_t m_nextRequest = 1;
    Sides m_sides;
    core::BothSides<std::unique_ptr<SideReader>> m_readers;
    StoreDesk m_desk;
    LeaseKeeper m_lease;
    RowDesk m_rows;
    std::optional<core::Millis> m_wakeAsked;

    std::shared_ptr<const core::BaselineIndex> m_baseline;
    std::shared_ptr<core::BaselineValues> m_values;
    std::vector<core::OpenWork::Run> m_openRuns;
    bool m_resumesFirstRun = false; ///< one that was killed: it keeps its first judgement (sync-rules 8)
    std::uint64_t m_forgotten = 0;  ///< baseline rows
    std::optional<core::RunRows> m_storedRun; ///< that is gone on with
    core::RunSeed m_seed{};                   ///< of the run that is executed
    std::vector<std::string> m_createdUsers;

    std::shared_ptr<const core::Comparison> m_comparison;
    core::Millis m_comparedAt{}; ///< monotonic
    std::shared_ptr<const PreparedPlan> m_plan;
    std::string m_planSha256;
    bool m_limitStopped = false;

    std::vector<std::uint32_t> m_plannedRows; ///< plan rows that write or are held, by stored number
    std::uint32_t m_rowsStored = 0;
    bool m_begun = false; ///< the run is in the store
    core::Ledger m_ledger;
    Claims m_claims;
    struct Pending {
        std::string run;
        core::RowOutcome outcome;
    };
    std::vector<Pending> m_outcomes; ///< finished, not yet handed to the store
    std::vector<core::BaselineRow> m_baselineRows;
    std::optional<core::Millis> m_outcomesSince;
    std::uint32_t m_nextEqualRow = 0; ///< comparison pair from which equal readings are still to be saved

    core::StopCause m_cause = core::StopCause::None;
    std::optional<core::Error> m_error;
    bool m_storeUsable = true; ///< false once lease or store is lost: nothing is asked of it any more
    std::shared_ptr<const RunReport> m_report;
};

} // namespace devsync::engine
