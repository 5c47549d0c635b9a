// SPDX-License-Identifier: Apache-2.0
// The way of one claimed row: read → check → write → verify, and settle where an answer was lost
// (sync-rules 9.1–9.4). A value: answers and instants in, one next step out. Works from the stored row alone;
// knows neither comparison nor plan. Every request leads to exactly one next step; every path ends in
// Finished.
#pragma once

#include "sync/core/baseline.h"
#include "sync/core/journal.h"
#include "sync/engine/settlement.h"
#include "sync/protocol/account_store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace devsync::engine {

/// One request of the row, read or write, on one side.
struct FlowCall {
    core::Side side = core::Side::Apigee;
    protocol::HttpRequest request;
    enum class Effect : std::uint8_t { Read, Write } effect = Effect::Read;
};
/// Call wake() at this monotonic time.
struct FlowWait {
    core::Millis until{};
};
/// The first of two requests is applied: store this before the second leaves, then call persisted().
struct FlowPersist {};
struct FlowFinished {
    core::RowOutcome outcome; ///< state NotStarted gives the claim back; Claimed leaves the row open
    std::optional<core::BaselineRow> baseline;
};
using FlowStep = std::variant<FlowCall, FlowWait, FlowPersist, FlowFinished>;

class WriteFlow {
public:
    struct Config {
        core::BothSides<std::shared_ptr<const protocol::AccountStore>> stores;
        std::shared_ptr<const core::Policy> policy;
        core::StoredRow row;
        std::string uuid;          ///< of a portal creation
        bool rereadSource = false; ///< the comparison is older than 10 minutes
        /// A row left open by an interrupted run: it is settled, never started. Monotonic end of its write's
        /// time-out.
        std::optional<core::Millis> mayLandUntil;
        core::Millis writeTimeout{};
    };
    explicit WriteFlow(Config config);

    FlowStep start(core::Now now);
    /// `sentAt` of the call this answers.
    FlowStep answered(protocol::HttpResult result, core::Now sentAt, core::Now now);
    FlowStep wake(core::Now now);
    FlowStep persisted();

    const core::StoredRow& row() const { return m_config.row; }
    /// No write of this row has left but `unsent` that were asked for: Stop may give the claim back.
    bool untouched(std::uint32_t unsent = 0) const;
    /// A row begun by this run whose first of two requests is applied: to be finished although the run stops.
    bool owesSecond() const { return m_step == core::RowStep::Second && !m_config.mayLandUntil; }
    /// The row as it must be left when the run stops while it is being settled, or between its two requests.
    FlowFinished leaveOpen() const;

private:
    enum class Stage : std::uint8_t {
        Idle,
        CheckSource, ///< the other side, when the comparison is old
        CheckTarget, ///< precondition of an update, or look-up before a creation
        Write,
        ReadBack, ///< what does the account hold after the write
        Settle,   ///< was the lost write executed
        WriteSecond,
        ReadSecond,
    };

    const core::PlannedChange& change() const { return m_config.row.change; }
    const protocol::AccountStore& store(core::Side side) const { return *m_config.stores[side]; }
    const protocol::AccountStore& targetStore() const { return store(m_target); }
    core::FieldMask mask() const;
    bool isCreation() const;

    protocol::AccountAddress targetAddress() const;
    FlowStep readTarget(Stage stage);
    FlowStep readSource();
    FlowStep write();
    FlowStep writeSecond();

    core::Error secondAnswer(const protocol::HttpResult& result) const;
    FlowStep sourceRead(const protocol::HttpResponse& response);
    FlowStep targetRead(const protocol::HttpResponse& response);
    FlowStep writeAnswered(const protocol::HttpResult& result, core::Now sentAt, core::Now now);
    FlowStep writeRefused(core::Error error, core::Now sentAt, core::Now now);
    FlowStep settle(Settlement settlement, core::Error cause);
    FlowStep settleRead(const protocol::HttpResponse& response, core::Now now);
    FlowStep provenNotApplied(protocol::Reading reading);
    FlowStep applied(const core::Account& account, Stage seenIn);
    FlowStep afterFirst(const core::Account& account);
    FlowStep secondRead(const protocol::HttpResponse& response, core::Now now);
    Settlement settlementAfter(const core::Error& error, core::Now sentAt) const;

    std::optional<core::Error> mismatch(const core::Account& account) const;
    bool showsIntention(const core::Account& account) const;
    bool isOurs(const core::Account& account) const;
    bool isUntouched(const protocol::Reading& reading) const;

    FlowStep done(const core::Account& account);
    FlowStep doneButChanged() const;
    FlowFinished finish(core::RowState state, std::optional<core::Error> error) const;
    FlowStep stale(std::string detail) const;
    FlowStep failed(core::Error error) const;

    Config m_config;
    core::Side m_target;
    Stage m_stage = Stage::Idle;
    protocol::Reading m_fresh;
    std::optional<Settlement> m_settlement;
    std::optional<core::Error> m_cause; ///< why the outcome was unknown
    std::uint32_t m_writes = 0;
    core::RowStep m_step;
};

} // namespace devsync::engine
