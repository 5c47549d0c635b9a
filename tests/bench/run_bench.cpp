// SPDX-License-Identifier: Apache-2.0
// Requests a second of whole runs that write to one side only, while they execute, beside in flight / latency
// and beside the bare transport in the same program. Usage: run_bench [rows]
#include "tests/bench/bare_transport.h"
#include "tests/bench/bench.h"
#include "tests/bench/run_load.h"

#include <QCoreApplication>

#include <cstdio>

using namespace devsync;
using namespace devsync::bench;

namespace {

struct Width {
    int inFlight;
    double budget; ///< least share of in flight / latency
};
constexpr Width kWidths[] = {{32, 0.90}, {64, 0.85}};
constexpr double kBareBudget = 0.95; ///< least share of the bare transport

std::uint32_t measure(core::Side side, const Width& width, std::uint32_t rows, double bare) {
    const RunFigures run =
        measureRun({.side = side, .rows = rows, .inFlight = static_cast<std::uint32_t>(width.inFlight)});
    const double share = run.perSecond / limitOf(width.inFlight);
    const double bareShare = run.perSecond / bare;
    std::printf(
        "run, %u updates in %-6s, %d in flight at %d ms: %5.0f requests/s   limit %5.0f   share %5.1f %%   "
        "budget %.0f %%   %s   of bare transport %5.1f %%   budget %.0f %%   %s   failed %u\n",
        rows, side == core::Side::Apigee ? "Apigee" : "portal", width.inFlight, kLatencyMs, run.perSecond,
        limitOf(width.inFlight), 100 * share, 100 * width.budget, verdictOf(share >= width.budget),
        100 * bareShare, 100 * kBareBudget, verdictOf(bareShare >= kBareBudget), run.failed);
    return run.failed;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const std::uint32_t rows = std::min(sizeFrom(argc, argv, 4000), kMaxRows);
    std::uint32_t failed = 0;
    for (const Width& width : kWidths) {
        const int turns = std::max(1, static_cast<int>(2 * rows) / width.inFlight);
        const TransportFigures bare = measureBareTransport(width.inFlight, turns);
        std::printf("bare transport, %d in flight at %d ms: %5.0f requests/s   failed %d\n", width.inFlight,
                    kLatencyMs, bare.perSecond, bare.failed);
        failed += static_cast<std::uint32_t>(bare.failed);
        for (const core::Side side : core::kSides)
            failed += measure(side, width, rows, bare.perSecond);
    }
    return failed == 0 ? 0 : 1;
}
