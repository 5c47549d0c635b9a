// SPDX-License-Identifier: Apache-2.0
// What the two systems answer: a pure function of world, request and time. Called by the loopback server and
// by simulators in virtual time; strict, as the recordings answer, also to requests this product never sends.
//
// A request is given as it is on the wire below the side's base address (Apigee: without "/v1"): `headers`
// may hold any header, Host and Authorization among them (Host is where the portal's links point; "127.0.0.1"
// without it); `contentType` holds Content-Type; `bodySlots` and `secretHeaders` must be resolved (wire.h).
#pragma once

#include "sync/core/now.h"
#include "sync/core/side.h"
#include "sync/protocol/http.h"
#include "sync/sandbox/world.h"

namespace devsync::sandbox {

struct HandlerContext {
    core::Side side = core::Side::Apigee;
    /// Stamps and the Date header are `wall` plus the side's clock offset (WorldSettings).
    core::Now now;
};

/// Executes the request. Every answer carries a Date header; a write is done when this returns.
protocol::HttpResponse handle(World& world, const protocol::HttpRequest& request,
                              const HandlerContext& context);

} // namespace devsync::sandbox
