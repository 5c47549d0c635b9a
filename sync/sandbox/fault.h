// SPDX-License-Identifier: Apache-2.0
// Faults of the sandbox: which request meets which one. Pure and seeded: the same requests in the same order
// meet the same faults.
#pragma once

#include "sync/core/error.h"
#include "sync/core/side.h"
#include "sync/protocol/http.h"
#include "sync/sandbox/random.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::sandbox {

enum class FaultKind : std::uint8_t {
    Delay,      ///< answered late
    DropBefore, ///< connection closed, not executed
    DropAfter,  ///< executed, then closed without an answer
    Reset,      ///< RST before execution
    Status,     ///< answered with `status` instead of executed
    Truncate,   ///< executed; half of the answer's body arrives, then the connection closes
    Html,       ///< 200 with an HTML page instead of execution
    Gone,       ///< the start key's record vanishes, the request answers 404
    Moved,      ///< a listing's page repeats: the start of the listing is answered
    Echo,       ///< refused with `status`, in words that repeat the request's credentials and body
    Flood,      ///< executed; the answer has no end
    Drip,       ///< executed; the answer comes byte by byte, `delayMs` apart
    Reversed,   ///< a listing's page is answered in the opposite order
    Exclusive,  ///< a listing's start key is not on the page it starts
};

struct Fault {
    std::optional<core::Side> side{}; ///< nothing = both
    std::string match{};              ///< "METHOD /path*"; '*' stands for any text; empty = everything
    FaultKind kind = FaultKind::Status;
    int status = 503;
    std::optional<int> retryAfterSeconds{};
    std::optional<std::string> body{};       ///< only Status; nothing = an error as the side tells it
    std::vector<protocol::Header> headers{}; ///< only Status; besides or instead of the usual ones
    int delayMs = 1000;                      ///< only Delay and Drip
    std::uint32_t perMillion = 1000000;      ///< how many of the matching requests it hits
    std::optional<std::uint32_t> count{};    ///< how often it hits before it is used up
};

/// {"side","match","kind","status","retry_after","body","headers":{…},"ms","rate","count"}; only `kind` is
/// needed.
core::Result<Fault> faultFromJson(std::string_view text);

class FaultTable {
public:
    explicit FaultTable(std::uint64_t seed = 1) : m_random(seed) {}

    void add(Fault fault) { m_faults.push_back(std::move(fault)); }
    void clear() { m_faults.clear(); }

    /// The first fault that hits, with its count taken down. `target` may carry a query; on Apigee's side it
    /// counts with or without "/v1".
    std::optional<Fault> decide(core::Side side, protocol::Method method, std::string_view target);

private:
    std::vector<Fault> m_faults;
    SeededRandom m_random;
};

} // namespace devsync::sandbox
