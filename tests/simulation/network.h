// SPDX-License-Identifier: Apache-2.0
// The wire between engines and the two servers, in virtual time: each request meets one fate, drawn from a
// seed or set by a scenario. The servers are the sandbox's pure handlers on one shared world.
#pragma once

#include "sync/core/side.h"
#include "sync/engine/event.h"
#include "sync/protocol/http.h"
#include "sync/sandbox/fault.h"
#include "sync/sandbox/random.h"
#include "sync/sandbox/wire.h"
#include "sync/sandbox/world.h"
#include "tests/simulation/timeline.h"

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>

namespace devsync::testing {

/// Chances in a thousand, by request.
struct NetworkFaults {
    std::uint32_t refused = 0;     ///< nobody listens; not executed
    std::uint32_t dropBefore = 0;  ///< closed, not executed
    std::uint32_t dropAfter = 0;   ///< executed, closed without an answer
    std::uint32_t cut = 0;         ///< executed, closed after the answer's head
    std::uint32_t lateLanding = 0; ///< closed at once, executed later, within the time-out
    std::uint32_t timeout = 0;     ///< no answer in time; executed in half of the cases
    std::uint32_t status = 0;      ///< 429, 500, 502 or 503 instead of execution
    std::uint32_t statusAfter = 0; ///< executed, and answered with 500, 502 or 504
    std::uint32_t expired = 0;     ///< 401 instead of execution
    std::uint32_t garbled = 0;     ///< HTML with status 200 instead of execution; reads only
    std::uint32_t total() const {
        return refused + dropBefore + dropAfter + cut + lateLanding + timeout + status + statusAfter + expired
               + garbled;
    }
};

/// Which account a request is about: its folded address where it can be told.
struct RequestSubject {
    std::string email;
    bool write = false;
    bool create = false;
};

class Network {
public:
    Network(Timeline& timeline, sandbox::World& world, sandbox::WireSecrets secrets, std::uint64_t seed);

    /// What becomes of one request; see NetworkFaults.
    enum class Fate : std::uint8_t {
        Normal,
        Refused,
        DropBefore,
        DropAfter,
        Cut,
        LateLanding,
        TimeoutBefore,
        TimeoutAfter,
        Status,
        StatusAfter,
        Expired,
        Garbled
    };

    NetworkFaults faults;         ///< drawn from while set
    sandbox::FaultTable scripted; ///< looked at first
    std::string refusedAccount;   ///< folded; every write to it is answered with 400
    core::Millis minLatency{5};
    core::Millis maxLatency{80};

    struct Watch {
        std::function<void(core::Side, const protocol::HttpRequest&, const RequestSubject&)> beforeExecution;
        std::function<void(core::Side, const protocol::HttpRequest&, const RequestSubject&, int status)>
            executed;
        /// The answer was heard, or is known to be lost; `settled`: the engine can know whether it was
        /// executed.
        std::function<void(core::Side, const RequestSubject&, bool settled)> answered;
    };
    Watch watch;

    std::function<void(std::string)> trace; ///< each request with its fate, for looking into a seed

    /// Calls `answer` once, later.
    void send(core::Side side, const protocol::HttpRequest& request, core::Millis timeout,
              std::function<void(protocol::HttpResult)> answer);

    RequestSubject subject(core::Side side, const protocol::HttpRequest& request) const;
    std::uint32_t faultsStruck() const { return m_struck; }
    /// The `nth` request from now on, counted from 1, meets this fate instead of any other.
    void strike(std::uint64_t nth, Fate fate, int status = 500) { m_strike = {m_sent + nth, fate, status}; }
    std::uint64_t sent() const { return m_sent; }
    /// A write to this account is on its way and will be executed.
    bool isLanding(core::Side side, const std::string& email) const {
        return m_landing.contains({side, email});
    }

private:
    Fate draw(const protocol::HttpRequest& request);
    Fate scriptedFate(core::Side side, const protocol::HttpRequest& request, int& status);
    protocol::HttpResponse execute(core::Side side, const protocol::HttpRequest& request);
    void expectLanding(core::Side side, const RequestSubject& about, Fate fate);
    core::Millis latency();

    Timeline& m_timeline;
    sandbox::World& m_world;
    sandbox::WireSecrets m_secrets;
    sandbox::SeededRandom m_random;
    std::uint32_t m_struck = 0;
    std::uint64_t m_sent = 0;
    std::multiset<std::pair<core::Side, std::string>> m_landing;
    struct {
        std::uint64_t number = 0;
        Fate fate = Fate::Normal;
        int status = 0;
    } m_strike;
};

} // namespace devsync::testing
