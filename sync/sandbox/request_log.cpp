// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/request_log.h"

#include "sync/sandbox/json_writer.h"
#include "sync/sandbox/target.h"

namespace devsync::sandbox {

namespace {

std::string_view sideName(core::Side side) {
    return side == core::Side::Apigee ? "apigee" : "portal";
}

/// organizations/{org}/developers/{email}/attributes/{name}: every second segment varies.
bool isVariable(core::Side side, std::size_t index, bool hasVersion) {
    if (side == core::Side::Portal)
        return index == 3; // jsonapi/user/user/{uuid}
    const std::size_t below = index - (hasVersion ? 1 : 0);
    return index >= (hasVersion ? 1U : 0U) && below % 2 == 1;
}

} // namespace

std::string pathShape(core::Side side, std::string_view target) {
    const Target parsed = parseTarget(target);
    const bool hasVersion = side == core::Side::Apigee && parsed.segments.front() == "v1";
    std::string shape;
    for (std::size_t i = 0; i < parsed.segments.size(); ++i)
        shape += '/' + (isVariable(side, i, hasVersion) ? std::string("*") : parsed.segments[i]);
    return shape;
}

void RequestLog::add(LoggedRequest request) {
    ++m_counts[{request.side, request.method, pathShape(request.side, request.path)}];
    m_log.push_back(std::move(request));
    if (m_log.size() > kKept)
        m_log.pop_front();
}

std::uint64_t RequestLog::count(core::Side side, protocol::Method method) const {
    std::uint64_t sum = 0;
    for (const auto& [key, count] : m_counts) {
        if (std::get<0>(key) == side && std::get<1>(key) == method)
            sum += count;
    }
    return sum;
}

std::string RequestLog::toJson(bool withLog) const {
    JsonWriter json;
    json.beginObject().key("schema").number(1).key("requests").beginArray();
    for (const auto& [key, count] : m_counts) {
        json.beginObject().member("side", sideName(std::get<0>(key)));
        json.member("method", methodName(std::get<1>(key))).member("path", std::get<2>(key));
        json.key("count").number(static_cast<std::int64_t>(count)).endObject();
    }
    json.endArray();
    if (withLog) {
        json.key("log").beginArray();
        for (const LoggedRequest& request : m_log) {
            json.beginObject().key("at_ms").number(request.atMs).member("side", sideName(request.side));
            json.member("method", methodName(request.method)).member("path", request.path);
            json.key("status").number(request.status).endObject();
        }
        json.endArray();
    }
    json.endObject();
    return json.take();
}

} // namespace devsync::sandbox
