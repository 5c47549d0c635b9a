// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/sandbox.h"

#include "sync/sandbox/control.h"
#include "sync/sandbox/fault_answer.h"
#include "sync/sandbox/target.h"

#include <algorithm>
#include <utility>

namespace devsync::sandbox {

namespace {

using protocol::HttpRequest;
using protocol::HttpResponse;

/// The request as the handlers take it: Apigee's below "/v1"; nothing if it is outside.
std::optional<HttpRequest> belowBase(const HttpRequest& request, core::Side side) {
    HttpRequest below = request;
    if (side == core::Side::Portal)
        return below;
    if (!request.target.starts_with("/v1/"))
        return std::nullopt;
    below.target.erase(0, 3);
    return below;
}

HttpResponse execute(SandboxState& state, const HttpRequest& request, const HandlerContext& context) {
    if (const auto below = belowBase(request, context.side))
        return handle(state.world, *below, context);
    return handle(state.world, {.method = request.method, .target = "/outside"}, context);
}

HttpRequest withoutQueryItem(const HttpRequest& request, std::string_view name) {
    Target target = parseTarget(request.target);
    std::erase_if(target.query, [&](const QueryItem& item) { return item.name.starts_with(name); });
    HttpRequest changed = request;
    changed.target = target.path + (target.query.empty() ? "" : '?' + queryString(target.query));
    return changed;
}

/// The page repeats: Apigee forgets the start key, the portal its filter and offset.
HttpRequest startOfListing(const HttpRequest& request, core::Side side) {
    if (side == core::Side::Apigee)
        return withoutQueryItem(request, "startKey");
    return withoutQueryItem(withoutQueryItem(request, "page[offset]"), "filter[");
}

/// The start key's developer vanishes before the request is executed.
void removeStartKey(World& world, const HttpRequest& request) {
    const Target target = parseTarget(request.target);
    if (const std::string* key = target.find("startKey"))
        world.removeDeveloper(*key);
}

Served withFault(SandboxState& state, const HttpRequest& request, const HandlerContext& context,
                 const Fault& fault) {
    Served served;
    switch (fault.kind) {
    case FaultKind::Delay:
        served.delay = core::Millis(fault.delayMs);
        served.response = execute(state, request, context);
        break;
    case FaultKind::DropBefore:
        served.delivery = Delivery::Close;
        break;
    case FaultKind::DropAfter:
        execute(state, request, context);
        served.delivery = Delivery::Close;
        break;
    case FaultKind::Reset:
        served.delivery = Delivery::Reset;
        break;
    case FaultKind::Status:
        served.response = faultStatus(fault, context.side);
        break;
    case FaultKind::Truncate:
        served.response = execute(state, request, context);
        served.delivery = Delivery::Half;
        break;
    case FaultKind::Html:
        served.response = htmlPage();
        break;
    case FaultKind::Gone:
        removeStartKey(state.world, request);
        served.response = execute(state, request, context);
        break;
    case FaultKind::Moved:
        served.response = execute(state, startOfListing(request, context.side), context);
        break;
    case FaultKind::Echo:
        served.response = echo(fault.status, request, context.side);
        break;
    case FaultKind::Flood:
        served.response = execute(state, request, context);
        served.delivery = Delivery::Flood;
        break;
    case FaultKind::Drip:
        served.response = execute(state, request, context);
        served.delivery = Delivery::Drip;
        served.delay = core::Millis(fault.delayMs);
        break;
    case FaultKind::Reversed:
        served.response = reversedPage(execute(state, request, context));
        break;
    case FaultKind::Exclusive:
        served.response = execute(state, request, context);
        if (parseTarget(request.target).find("startKey") != nullptr)
            served.response = withoutFirstRecord(std::move(served.response));
        break;
    }
    return served;
}

} // namespace

Served serve(SandboxState& state, const HttpRequest& request, const HandlerContext& context) {
    if (pathOf(request.target).starts_with("/sandbox/"))
        return {.response = control(state, request, context.now), .isControl = true};
    const auto fault = state.faults.decide(context.side, request.method, request.target);
    Served served = fault ? withFault(state, request, context, *fault)
                          : Served{.response = execute(state, request, context)};
    const bool answered = served.delivery != Delivery::Close && served.delivery != Delivery::Reset;
    state.log.add({.atMs = context.now.wall.count(),
                   .side = context.side,
                   .method = request.method,
                   .path = request.target,
                   .status = answered ? served.response.status : 0});
    return served;
}

core::Result<void> playNextStage(SandboxState& state, core::Millis wall) {
    const Stage next = std::exchange(state.stage, Stage{});
    if (next.isEmpty())
        return core::fail(core::ErrorKind::Usage, "this world has no further stage", "stage");
    for (const Fault& fault : next.faults)
        state.faults.add(fault);
    return playStage(state.world, next, wall);
}

} // namespace devsync::sandbox
