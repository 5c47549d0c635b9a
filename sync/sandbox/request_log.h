// SPDX-License-Identifier: Apache-2.0
// Which requests the sandbox received: counts by side, method and path shape, and the last 10,000 one by one.
// Control paths are not in it. Faults are counted as the client sees them: a dropped request has status 0.
#pragma once

#include "sync/core/side.h"
#include "sync/protocol/http.h"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace devsync::sandbox {

struct LoggedRequest {
    std::int64_t atMs = 0; ///< wall clock of the sandbox's host
    core::Side side = core::Side::Apigee;
    protocol::Method method = protocol::Method::Get;
    std::string path; ///< as received, with query
    int status = 0;   ///< 0 = no answer was sent
};

/// The path with its variable parts as "*": "/v1/organizations/*/developers/*".
std::string pathShape(core::Side side, std::string_view target);

class RequestLog {
public:
    static constexpr std::size_t kKept = 10000;

    void add(LoggedRequest request);
    /// Sum over all paths.
    std::uint64_t count(core::Side side, protocol::Method method) const;
    const std::deque<LoggedRequest>& requests() const { return m_log; }
    /// {"schema":1,"requests":[…],"log":[…]}; the log only if asked for.
    std::string toJson(bool withLog) const; // NOLINT: ?log=0 of the end point

private:
    using Key = std::tuple<core::Side, protocol::Method, std::string>;
    std::map<Key, std::uint64_t> m_counts;
    std::deque<LoggedRequest> m_log;
};

} // namespace devsync::sandbox
