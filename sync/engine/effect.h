// SPDX-License-Identifier: Apache-2.0
// What the engine wants done, performed by the shell in order, one function an effect. The shell decides
// nothing.
#pragma once

#include "sync/core/log_entry.h"
#include "sync/core/store_batch.h"
#include "sync/engine/event.h"
#include "sync/engine/run_view.h"
#include "sync/protocol/http.h"

#include <memory>
#include <variant>
#include <vector>

namespace devsync::engine {

/// Make the side's secrets available to the transport; with Renew read their sources anew. Answered by
/// SecretsReady.
struct PrepareSecrets {
    core::Side side = core::Side::Apigee;
    enum class Mode : std::uint8_t { Load, Renew } mode = Mode::Load;
};
/// Put the request on the wire at most once. Answered by Answered.
struct Send {
    RequestId id = 0;
    core::Side side = core::Side::Apigee;
    core::Millis timeout{};
    std::unique_ptr<protocol::HttpRequest> request;
};
/// Give a read up; no answer is expected any more and a late one is dropped.
struct AbortRequest {
    RequestId id = 0;
};
/// One transaction, FIFO. Answered by StoreAnswered.
struct Store {
    Ticket ticket = 0;
    std::unique_ptr<core::StoreBatch> batch;
};
/// Compute plan_sha256 of the approved plan. Answered by PlanHashed.
struct HashPlan {
    std::shared_ptr<const PreparedPlan> plan;
};
/// Send Tick at this monotonic time; replaces the one asked for before.
struct WakeAt {
    core::Millis mono{};
};
struct Log {
    std::unique_ptr<core::LogEntry> entry;
};
/// The plan stands. In a run that was not started with goAhead the shell asks, then sends GoAhead or Decline.
struct PlanReady {
    std::shared_ptr<const PreparedPlan> plan;
};
/// Number of the planned row (as stored), its state from now on.
struct RowChanged {
    std::uint32_t row = 0;
    core::RowState state = core::RowState::NotStarted;
};
/// The last effect of a run. Nothing is in flight, nothing is stored after it.
struct Ended {
    std::shared_ptr<const RunReport> report;
};

using Effect = std::variant<PrepareSecrets, Send, AbortRequest, Store, HashPlan, WakeAt, Log, PlanReady,
                            RowChanged, Ended>;
static_assert(sizeof(Effect) <= 96);
using EffectList = std::vector<Effect>;

} // namespace devsync::engine
