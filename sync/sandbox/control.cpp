// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/control.h"

#include "sync/sandbox/json_writer.h"
#include "sync/sandbox/target.h"
#include "sync/sandbox/world_json.h"

#include <array>

namespace devsync::sandbox {

namespace {

using protocol::HttpResponse;
using protocol::Method;

struct Call {
    SandboxState& state;
    const protocol::HttpRequest& request;
    Target target;
    core::Now now;
};

HttpResponse jsonResponse(int status, std::string_view body) {
    HttpResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json"}};
    response.body.append(body);
    return response;
}

HttpResponse done() {
    HttpResponse response;
    response.status = 204;
    return response;
}

HttpResponse refused(const core::Error& error) {
    JsonWriter json;
    json.beginObject().key("schema").number(1).member("kind", "error").member("code", "SANDBOX");
    json.member("message", (error.where.empty() ? "" : error.where + ": ") + error.detail).endObject();
    return jsonResponse(error.kind == core::ErrorKind::NotFound ? 404 : 400, json.str());
}

HttpResponse getWorld(Call& call) {
    return jsonResponse(200, worldToJson(call.state.world));
}

HttpResponse getRequests(Call& call) {
    const std::string* log = call.target.find("log");
    return jsonResponse(200, call.state.log.toJson(log == nullptr || *log != "0"));
}

HttpResponse addFault(Call& call) {
    auto fault = faultFromJson(call.request.body);
    if (!fault)
        return refused(fault.error());
    call.state.faults.add(std::move(*fault));
    return done();
}

HttpResponse clearFaults(Call& call) {
    call.state.faults.clear();
    return done();
}

HttpResponse editAccount(Call& call) {
    auto edit = editFromJson(call.state.world.schema(), call.request.body);
    if (!edit)
        return refused(edit.error());
    if (auto applied = applyEdit(call.state.world, *edit, call.now.wall); !applied)
        return refused(applied.error());
    return done();
}

HttpResponse stage(Call& call) {
    const auto played = playNextStage(call.state, call.now.wall);
    return played ? done() : refused(played.error());
}

struct Route {
    Method method;
    std::string_view path;
    HttpResponse (*answer)(Call&);
};

constexpr std::array kRoutes{
    Route{Method::Get, "/sandbox/world", getWorld},    Route{Method::Get, "/sandbox/requests", getRequests},
    Route{Method::Post, "/sandbox/fault", addFault},   Route{Method::Delete, "/sandbox/fault", clearFaults},
    Route{Method::Post, "/sandbox/edit", editAccount}, Route{Method::Post, "/sandbox/stage", stage},
};

} // namespace

protocol::HttpResponse control(SandboxState& state, const protocol::HttpRequest& request, core::Now now) {
    Call call{state, request, parseTarget(request.target), now};
    for (const Route& route : kRoutes) {
        if (route.method == request.method && route.path == call.target.path)
            return route.answer(call);
    }
    return refused(
        {.kind = core::ErrorKind::NotFound, .detail = "the sandbox has no such control end point"});
}

} // namespace devsync::sandbox
