// SPDX-License-Identifier: Apache-2.0
// A process that runs the engine in virtual time: performs its effects against the simulated wire and a
// store, may be killed or suspended, and leaves nothing behind but what was stored and what is on the
// wire.
#pragma once

#include "sync/engine/engine.h"
#include "sync/sandbox/random.h"
#include "tests/simulation/network.h"
#include "tests/simulation/timeline.h"
#include "tests/support/judged_store.h"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace devsync::testing {

/// How a disk behaves; chances in a thousand, by batch.
struct DiskFaults {
    std::uint32_t busy = 0;
    std::uint32_t full = 0;
    std::uint32_t lostAnswer = 0;
    core::Millis commit{2};     ///< a transaction takes up to this long
    core::Millis lateAnswer{0}; ///< and its answer up to this much longer
};

/// Where a process is killed (architecture, section 11).
enum class CrashPoint : std::uint8_t {
    None,
    BeforeClaim, ///< the claim was asked for, not committed
    BetweenCommitAndStored,
    AfterSend,         ///< a write left, the server has not executed it
    AfterServerCommit, ///< executed, the answer is on its way
    BeforeOutcome,     ///< the answer was heard, its outcome not committed
};

class Worker {
public:
    struct Config {
        engine::RunOptions options;
        core::BothSides<std::shared_ptr<const protocol::AccountStore>> stores;
        DiskFaults disk;
        CrashPoint crash = CrashPoint::None;
        std::uint32_t crashAt = 1; ///< at its n-th occurrence
        /// Killed at its n-th step, before it is taken: an event handled or an effect performed. 0: never.
        std::uint64_t killAtStep = 0;
        std::uint64_t stopAtStep = 0; ///< likewise asked to stop
        std::uint64_t seed = 1;
    };
    Worker(Timeline& timeline, Network& network, JudgedStore& store, Config config);

    void start();
    void deliver(engine::Event event);
    void kill();
    /// Nothing reaches the engine until resume(); the clocks go on.
    void suspend() { m_suspended = true; }
    void resume();

    bool alive() const { return m_engine != nullptr; }
    bool ended() const { return m_report != nullptr; }
    const engine::RunReport* report() const { return m_report.get(); }
    std::uint64_t epoch() const { return m_epoch; }
    const engine::RunOptions& options() const { return m_options; }
    /// Covers kinds, requests and batches of all effects so far.
    std::uint64_t effectHash() const { return m_effectHash; }

    /// Where the engine stands, for looking into a seed.
    std::string describe() const;

    std::function<void(Worker&, core::Side, const protocol::HttpRequest&)> onSend;
    std::function<void(Worker&)> onKilled;
    std::function<void(std::shared_ptr<const engine::PreparedPlan>)> onPlan;

    struct Coverage {
        std::uint32_t late = 0, lost = 0, busy = 0;
    };
    const Coverage& coverage() const { return m_coverage; }
    std::uint64_t steps() const { return m_steps; }
    bool beganAfterStop() const { return m_beganAfterStop; } ///< a row

private:
    void perform(engine::Effect&& effect);
    void on(engine::PrepareSecrets&& effect);
    void on(engine::Send&& effect);
    void on(engine::AbortRequest&& effect);
    void on(engine::Store&& effect);
    void on(engine::HashPlan&& effect);
    void on(engine::WakeAt&& effect);
    void on(engine::Log&&) {}
    void on(engine::PlanReady&& effect);
    void on(engine::RowChanged&& effect);
    void on(engine::Ended&& effect);

    void later(core::Millis delay,
               std::function<void()> happening); ///< dropped if the process is gone by then
    void commit(engine::Ticket ticket, const core::StoreBatch& batch, core::Millis answerDelay);
    /// False when the process was killed at this step.
    bool step();
    StoreFault drawFault();
    core::Millis upTo(core::Millis most);
    bool crashes(CrashPoint point);
    void note(std::uint64_t value);

    Timeline& m_timeline;
    Network& m_network;
    JudgedStore& m_store;
    engine::RunOptions m_options;
    DiskFaults m_disk;
    CrashPoint m_crash;
    std::uint32_t m_crashAt;
    std::uint64_t m_killAtStep;
    std::uint64_t m_stopAtStep;
    std::uint64_t m_steps = 0;
    sandbox::SeededRandom m_random;
    std::unique_ptr<engine::Engine> m_engine;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    std::set<engine::RequestId> m_aborted;
    std::vector<engine::Event> m_backlog;
    bool m_suspended = false;
    bool m_stopped = false;
    bool m_beganAfterStop = false;
    std::set<std::uint32_t> m_begunRows;
    core::Millis m_diskFree{}; ///< commits are FIFO
    std::uint64_t m_epoch = 0;
    std::uint64_t m_effectHash = 1469598103934665603ull;
    std::uint64_t m_wakeOrder = 0;
    std::shared_ptr<const engine::RunReport> m_report;
    Coverage m_coverage;
};

} // namespace devsync::testing
