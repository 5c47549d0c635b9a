// SPDX-License-Identifier: Apache-2.0
// What happens to the engine. Move-only, at most 96 bytes each; big things cross as owned pointers.
#pragma once

#include "sync/core/ledger.h"
#include "sync/core/now.h"
#include "sync/core/side.h"
#include "sync/core/store_batch.h"
#include "sync/engine/run_options.h"
#include "sync/protocol/http.h"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

namespace devsync::engine {

using RequestId = std::uint64_t;
using Ticket = std::uint64_t;

struct Start {
    std::unique_ptr<const RunOptions> options;
};
/// The operator approves the plan shown; `confirm` = typed number of rows that write, 0 = none typed.
struct GoAhead {
    std::uint64_t confirm = 0;
};
/// The operator declines: the run ends, nothing written.
struct Decline {};
/// Operator or Terminated. Starts no new row, awaits writes in flight. May come before Start.
struct StopRequested {
    core::StopCause cause = core::StopCause::Operator;
};
/// Answer to PrepareSecrets; null = they are at hand.
struct SecretsReady {
    core::Side side = core::Side::Apigee;
    std::unique_ptr<core::Error> error;
};

struct HttpAnswer {
    protocol::HttpResult result;
    core::Now sentAt;     ///< when the request was handed to the transport
    core::Now receivedAt; ///< when its answer was complete
};
struct Answered {
    RequestId id = 0;
    std::unique_ptr<HttpAnswer> answer;
};
struct StoreAnswered {
    Ticket ticket = 0;
    std::unique_ptr<core::StoreResult> result;
};
/// Answer to HashPlan, lower-case hex.
struct PlanHashed {
    std::string sha256;
};
/// The instant asked for with WakeAt has come. Extra ones do no harm.
struct Tick {};

using Event = std::variant<Start, GoAhead, Decline, StopRequested, SecretsReady, Answered, StoreAnswered,
                           PlanHashed, Tick>;
static_assert(sizeof(Event) <= 96);

} // namespace devsync::engine
