// SPDX-License-Identifier: Apache-2.0
// The transport alone under load: what a run could reach at most. For transport_bench and run_bench.
#pragma once

namespace devsync::bench {

inline constexpr int kLatencyMs = 50;

/// C / latency, in requests a second.
constexpr double limitOf(int inFlight) {
    return inFlight * 1000.0 / kLatencyMs;
}

struct TransportFigures {
    double perSecond = 0; ///< requests
    int failed = 0;
};

/// Sends `inFlight · turns` requests, `inFlight` at a time, to a server on a thread of its own that answers
/// after kLatencyMs. Wants a QCoreApplication; runs an event loop until it is done.
TransportFigures measureBareTransport(int inFlight, int turns);

} // namespace devsync::bench
