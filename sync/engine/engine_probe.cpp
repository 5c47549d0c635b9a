// SPDX-License-Identifier: Apache-2.0
// A look at both sides, each for itself: what fails on one keeps nothing from being found out on the other.
// No lease, nothing of the store.
#include "sync/engine/engine_impl.h"

namespace devsync::engine {

using core::Side;

void Engine::Impl::lookAtSides(Outbox& outbox) {
    bool over = true;
    for (const Side side : core::kSides) {
        SideReader& reader = *m_readers[side];
        if (m_sides[side]->fatal())
            continue;
        if (reader.probed() && !reader.peeks())
            reader.peek(*m_sides[side]);
        over = over && reader.peeked();
    }
    if (!over)
        return;
    for (const Side side : core::kSides)
        if (const auto error = findingsOf(side).error)
            return fail(*error, outbox);
    end(outbox);
}

SideFindings Engine::Impl::findingsOf(Side side) const {
    if (!m_sides[side])
        return {.error = m_error};
    const SideReader& reader = *m_readers[side];
    SideFindings findings{.error = m_sides[side]->fatal() ? m_sides[side]->fatal() : reader.error(),
                          .latency = reader.meanReadTime(),
                          .accounts = reader.accounts(),
                          .allRead = reader.peekedAll()};
    if (!findings.error && !reader.peeked())
        findings.error = core::Error{.kind = core::ErrorKind::Stopped, .detail = "before it was found out"};
    if (const std::optional<core::ClockOffset> clock = reader.clock()) {
        findings.clockOffsetMs = clock->milliseconds;
        findings.clockUncertaintyMs = clock->uncertaintyMs;
    }
    return findings;
}

} // namespace devsync::engine
