// SPDX-License-Identifier: Apache-2.0
// Everything behind the sandbox's two ports as one value: worlds, faults, request log, control end points.
// Pure; the server (server.h) gives it requests and carries out what it says about delivery.
#pragma once

#include "sync/sandbox/edit.h"
#include "sync/sandbox/fault.h"
#include "sync/sandbox/handlers.h"
#include "sync/sandbox/request_log.h"

#include <cstdint>

namespace devsync::sandbox {

struct SandboxState {
    World world;
    Stage stage{};
    FaultTable faults{};
    RequestLog log{};
};

/// What becomes of a request on its connection.
enum class Delivery : std::uint8_t {
    Answer, ///< the whole answer
    Half,   ///< headers and half of the body, then the connection is closed
    Close,  ///< no answer, closed
    Reset,  ///< no answer, RST
    Flood,  ///< the answer, and blanks without end behind it
    Drip,   ///< the answer byte by byte, `delay` before each
};

struct Served {
    protocol::HttpResponse response; ///< unset for Close and Reset
    Delivery delivery = Delivery::Answer;
    core::Millis delay{};   ///< a fault's; on top of the general latency, for Drip between two bytes
    bool isControl = false; ///< answered without latency
};

/// `request.target` is as on the wire: Apigee's begins with "/v1". Anything below "/sandbox" is control.
Served serve(SandboxState& state, const protocol::HttpRequest& request, const HandlerContext& context);

/// Plays the world's stage, which is then used up; Usage if there is none.
core::Result<void> playNextStage(SandboxState& state, core::Millis wall);

} // namespace devsync::sandbox
