// SPDX-License-Identifier: Apache-2.0
// Bytes of a connection as the sandbox reads them: it makes no difference in which pieces they arrive, and
// every request that is read gets an answer. The first two bytes of the input say where it is cut.
#include "sync/sandbox/http_reader.h"
#include "sync/sandbox/population.h"
#include "sync/sandbox/sandbox.h"
#include "tests/fuzz/accounts.h"

namespace devsync::fuzz {
namespace {

using sandbox::HttpReader;

struct Read {
    std::vector<sandbox::ReceivedRequest> requests;
    int refusal = 0;
};

void take(HttpReader& reader, std::string_view bytes, Read& read) {
    reader.append(bytes);
    while (auto request = reader.next())
        read.requests.push_back(std::move(*request));
    read.refusal = reader.refusal();
}

bool same(const sandbox::ReceivedRequest& a, const sandbox::ReceivedRequest& b) {
    return a.keepAlive == b.keepAlive && a.request.method == b.request.method
           && a.request.target == b.request.target && a.request.headers == b.request.headers
           && a.request.contentType == b.request.contentType && a.request.body == b.request.body;
}

bool same(const Read& a, const Read& b) {
    return a.refusal == b.refusal && a.requests.size() == b.requests.size()
           && std::equal(a.requests.begin(), a.requests.end(), b.requests.begin(),
                         [](const auto& x, const auto& y) { return same(x, y); });
}

Broken answerAll(const Read& read) {
    static const sandbox::Population kSmall = sandbox::populate({.mix = sandbox::Mix::Small}).value();
    sandbox::SandboxState state{.world = kSmall.world, .stage = kSmall.stage};
    for (const sandbox::ReceivedRequest& received : read.requests)
        for (const core::Side side : core::kSides) {
            const core::Now now{.mono = core::Millis(1), .wall = core::Millis(1'750'000'000'000)};
            const sandbox::Served served =
                sandbox::serve(state, received.request, {.side = side, .now = now});
            if (served.delivery == sandbox::Delivery::Answer && served.response.status < 100)
                return "an answer without a status";
        }
    return nullptr;
}

Broken fuzzOne(std::string_view input) {
    if (input.size() < 2)
        return nullptr;
    const std::size_t cut =
        static_cast<unsigned char>(input[0]) * 256U + static_cast<unsigned char>(input[1]);
    const std::string_view bytes = input.substr(2);
    HttpReader reader;
    Read whole;
    take(reader, bytes, whole);
    HttpReader second;
    Read pieces;
    take(second, bytes.substr(0, std::min(cut, bytes.size())), pieces);
    take(second, bytes.substr(std::min(cut, bytes.size())), pieces);
    return same(whole, pieces) ? answerAll(whole) : "pieces are read differently";
}

const Target kTarget{"http_request", fuzzOne};

} // namespace
} // namespace devsync::fuzz
