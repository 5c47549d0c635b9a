// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/fault_answer.h"

#include "sync/sandbox/text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace devsync::sandbox {

namespace {

using protocol::HttpRequest;
using protocol::HttpResponse;
using Json = nlohmann::ordered_json;

HttpResponse answer(int status, const char* contentType, std::string_view body) {
    HttpResponse response;
    response.status = status;
    response.headers = {{"Content-Type", contentType}};
    response.body.append(body);
    return response;
}

std::string usualBody(int status, core::Side side) {
    const std::string code = std::to_string(status);
    if (side == core::Side::Portal)
        return "<html>\r\n<head><title>" + code + "</title></head>\r\n</html>\r\n";
    return "{\"error\":{\"code\":" + code + ",\"message\":\"A fault of the sandbox\",\"status\":\""
           + (status == 429 ? "RESOURCE_EXHAUSTED" : "UNAVAILABLE") + "\"}}";
}

void setHeader(HttpResponse& response, const protocol::Header& header) {
    std::erase_if(response.headers, [&](const protocol::Header& old) { return old.name == header.name; });
    response.headers.push_back(header);
}

/// Every header a credential travels in, and the body.
std::string credentialsOf(const HttpRequest& request) {
    std::string text;
    for (const protocol::Header& header : request.headers) {
        const std::string name = folded(header.name);
        if (name == "authorization" || name == "cookie" || name == "x-csrf-token")
            text += header.name + ": " + header.value + "; ";
    }
    return text + request.body;
}

/// The page's list, whichever side's; null if it has none.
Json* listOf(Json& page) {
    for (const char* name : {"developer", "data"})
        if (page.is_object() && page.contains(name) && page[name].is_array())
            return &page[name];
    return nullptr;
}

template <class Change>
HttpResponse changedPage(HttpResponse response, Change change) {
    Json page = Json::parse(response.body.view(), nullptr, /*allow_exceptions=*/false);
    Json* list = listOf(page);
    if (list == nullptr || list->empty())
        return response;
    change(*list);
    response.body = protocol::PaddedBytes(page.dump());
    return response;
}

} // namespace

HttpResponse faultStatus(const Fault& fault, core::Side side) {
    HttpResponse response =
        answer(fault.status,
               side == core::Side::Apigee ? "application/json; charset=UTF-8" : "text/html; charset=UTF-8",
               fault.body ? *fault.body : usualBody(fault.status, side));
    if (fault.retryAfterSeconds)
        response.headers.push_back({"Retry-After", std::to_string(*fault.retryAfterSeconds)});
    for (const protocol::Header& header : fault.headers)
        setHeader(response, header);
    return response;
}

HttpResponse htmlPage() {
    return answer(200, "text/html; charset=UTF-8",
                  "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>half a page");
}

HttpResponse echo(int status, const HttpRequest& request, core::Side side) {
    const std::string sent = credentialsOf(request);
    const std::string words = "You sent " + sent + " or " + base64Encoded(sent);
    const Json body =
        side == core::Side::Apigee
            ? Json{{"error", {{"code", status}, {"message", words}, {"status", "UNKNOWN"}}}}
            : Json{{"errors", {{{"status", std::to_string(status)}, {"detail", words}}}}, {"message", words}};
    return answer(status, "application/json", body.dump(-1, ' ', /*ensure_ascii=*/true));
}

HttpResponse reversedPage(HttpResponse response) {
    return changedPage(std::move(response), [](Json& list) { std::reverse(list.begin(), list.end()); });
}

HttpResponse withoutFirstRecord(HttpResponse response) {
    return changedPage(std::move(response), [](Json& list) { list.erase(0); });
}

} // namespace devsync::sandbox
