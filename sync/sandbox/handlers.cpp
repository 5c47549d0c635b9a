// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/handlers.h"

#include "sync/sandbox/reply.h"
#include "sync/sandbox/text.h"
#include "sync/sandbox/times.h"

#include <algorithm>
#include <iterator>

namespace devsync::sandbox {

namespace {

using protocol::Header;

/// Headers both recorded portals send with every answer of Drupal; Google's front end has its own.
std::vector<Header> standingHeaders(core::Side side) {
    if (side == core::Side::Apigee)
        return {{"Server", "ESF"},
                {"Vary", "Origin, X-Origin, Referer"},
                {"Cache-Control", "private"},
                {"X-XSS-Protection", "0"},
                {"X-Frame-Options", "SAMEORIGIN"},
                {"X-Content-Type-Options", "nosniff"}};
    return {{"Server", "nginx/1.22.1"},
            {"Cache-Control", "must-revalidate, no-cache, private"},
            {"Content-language", "en"},
            {"X-Content-Type-Options", "nosniff"},
            {"X-Frame-Options", "SAMEORIGIN"},
            {"Expires", "Sun, 19 Nov 1978 05:00:00 GMT"},
            {"X-Generator", "Drupal 10 (https://www.drupal.org)"}};
}

} // namespace

std::int64_t Exchange::wallMillis() const {
    return context.now.wall.count() + world.settings.clockOffsetSeconds[context.side] * 1000;
}

std::string_view Exchange::header(std::string_view name) const {
    const std::string wanted = folded(name);
    for (const Header& header : request.headers) {
        if (header.name.size() == name.size() && folded(header.name) == wanted)
            return header.value;
    }
    return {};
}

protocol::HttpResponse handle(World& world, const protocol::HttpRequest& request,
                              const HandlerContext& context) {
    Exchange exchange{world, request, context, parseTarget(request.target)};
    Reply reply = context.side == core::Side::Apigee ? apigeeReply(exchange) : portalReply(exchange);

    protocol::HttpResponse response;
    response.status = reply.status;
    response.headers = standingHeaders(context.side);
    response.headers.push_back({"Date", httpDate(exchange.wallSeconds())});
    if (!reply.contentType.empty())
        response.headers.push_back({"Content-Type", std::move(reply.contentType)});
    std::ranges::move(reply.headers, std::back_inserter(response.headers));
    if (request.method != protocol::Method::Head)
        response.body.append(reply.body);
    return response;
}

} // namespace devsync::sandbox
