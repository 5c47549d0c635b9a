// SPDX-License-Identifier: Apache-2.0
// Requests a second of the bare transport against a server that answers after 50 ms, beside the limit
// in flight / latency. The server has a thread of its own; both share the machine. Usage: transport_bench
// [answers each connection waits for]
#include "tests/bench/bare_transport.h"
#include "tests/bench/bench.h"

#include <QCoreApplication>

#include <cstdio>

using namespace devsync::bench;

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const auto turns = static_cast<int>(sizeFrom(argc, argv, 80));
    int failed = 0;
    for (const int inFlight : {6, 32, 64}) {
        const TransportFigures figures = measureBareTransport(inFlight, turns);
        std::printf("transport, %2d in flight at %d ms: %7.0f requests/s   limit %5.0f   share %.1f %%   "
                    "failed %d\n",
                    inFlight, kLatencyMs, figures.perSecond, limitOf(inFlight),
                    100 * figures.perSecond / limitOf(inFlight), figures.failed);
        failed += figures.failed;
    }
    return failed == 0 ? 0 : 1;
}
