// SPDX-License-Identifier: Apache-2.0
// What a route returns and what every answer gets besides. Internal to the handlers.
#pragma once

#include "sync/sandbox/handlers.h"
#include "sync/sandbox/target.h"

#include <cstdint>
#include <string>
#include <vector>

namespace devsync::sandbox {

struct Reply {
    int status = 200;
    std::string contentType; ///< empty = no such header
    std::string body;
    std::vector<protocol::Header> headers{}; ///< besides those every answer of the side has
};

/// A request on its way through the routes of one side.
struct Exchange {
    World& world;
    const protocol::HttpRequest& request;
    const HandlerContext& context;
    Target target;

    /// The side's own clock.
    std::int64_t wallMillis() const;
    std::int64_t wallSeconds() const { return wallMillis() / 1000; }
    /// First header of that name without case; empty if absent.
    std::string_view header(std::string_view name) const;
};

Reply apigeeReply(Exchange& exchange);
Reply portalReply(Exchange& exchange);

} // namespace devsync::sandbox
