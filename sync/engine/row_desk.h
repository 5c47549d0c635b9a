// SPDX-License-Identifier: Apache-2.0
// The claimed rows under way, each with its write flow: hands their calls to the sides, their answers back,
// wakes those that wait. One request in flight a row, and a row is one account, so one request in flight an
// account.
#pragma once

#include "sync/core/now.h"
#include "sync/engine/side_state.h"
#include "sync/engine/write_flow.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace devsync::engine {

using Sides = core::BothSides<std::unique_ptr<SideState>>;

struct FinishedRow {
    std::string run;
    core::PlannedChange change;
    FlowFinished result;
};

/// A row whose first request is applied: to be stored before persisted() is called.
struct PersistWish {
    std::uint64_t slot = 0;
    std::string run;
    std::uint32_t row = 0;
};

/// Whether what a stopping run still does can be journalled.
enum class Journal : std::uint8_t { Usable, Lost };

class RowDesk {
public:
    void begin(std::string run, WriteFlow::Config config, Sides& sides, Outbox& outbox);
    void answered(CallDone done, Sides& sides, Outbox& outbox);
    void persisted(std::uint64_t slot, Sides& sides, Outbox& outbox);
    void wake(Sides& sides, Outbox& outbox);
    /// No row starts any more: untouched rows give their claim back, rows being settled stay open, writes on
    /// the wire are awaited and verified if their side answers at once, and so is the second request of a row
    /// whose first one is applied. Called again after every event of a run that stops: a write may come back
    /// refused, its side or the journal may be lost, only afterwards.
    void stop(Journal journal, Sides& sides, Outbox& outbox);

    std::size_t live() const { return m_rows.size(); }
    std::vector<FinishedRow> takeFinished() { return std::exchange(m_finished, {}); }
    std::vector<PersistWish> takePersistWishes() { return std::exchange(m_persist, {}); }
    std::optional<core::Millis> nextWake() const;

private:
    struct Work {
        std::string run;
        WriteFlow flow;
        std::optional<FlowCall::Effect> out; ///< what of it is with a side
        core::Side outSide = core::Side::Apigee;
        std::optional<core::Millis> wakeAt;
    };
    void apply(std::uint64_t slot, FlowStep step, Sides& sides, Outbox& outbox);
    void call(std::uint64_t slot, FlowCall call, Sides& sides);
    void finish(std::uint64_t slot, FlowFinished finished);
    void release(std::uint64_t slot, std::uint32_t unsent);
    bool mayContinue(const Work& work, const FlowStep& step, const Sides& sides) const;
    bool isFinishing(std::uint64_t slot, const Work& work, const Sides& sides, core::Millis mono) const;
    bool finishesSecond(const Work& work) const {
        return work.flow.owesSecond() && m_journal == Journal::Usable;
    }

    std::map<std::uint64_t, Work> m_rows;
    std::uint64_t m_nextSlot = 1;
    bool m_stopping = false;
    Journal m_journal = Journal::Usable;
    std::vector<FinishedRow> m_finished;
    std::vector<PersistWish> m_persist;
};

} // namespace devsync::engine
