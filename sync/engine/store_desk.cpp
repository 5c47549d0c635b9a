// SPDX-License-Identifier: Apache-2.0
#include "sync/engine/store_desk.h"

#include "sync/core/mutant.h"

#include <algorithm>
#include <utility>

namespace devsync::engine {

using core::Millis;

namespace {
constexpr Millis kBusyWait{1'000};
constexpr Millis kBusyAtMost{60'000};
constexpr Millis kLateAfter{10'000};
} // namespace

void StoreDesk::ask(StorePurpose purpose, core::StoreBatch batch, Outbox& outbox, std::uint64_t number) {
    const Ticket ticket = m_next++;
    const auto [it, added] =
        m_open.emplace(ticket, Open{purpose, std::move(batch), outbox.now.mono, number, std::nullopt});
    send(ticket, it->second, outbox);
}

void StoreDesk::send(Ticket ticket, const Open& open, Outbox& outbox) const {
    outbox.add(Store{ticket, std::make_unique<core::StoreBatch>(open.batch)});
}

std::optional<StoreDesk::Done> StoreDesk::answered(Ticket ticket, core::StoreResult&& result,
                                                   Outbox& outbox) {
    const auto it = m_open.find(ticket);
    if (it == m_open.end())
        return std::nullopt;
    Open& open = it->second;
    const bool busy = !result && result.error().kind == core::ErrorKind::StoreBusy;
    if (busy && outbox.now.mono - open.askedAt < kBusyAtMost) {
        if (!core::mutant(core::kMutantBusyForgotten))
            open.repeatAt = outbox.now.mono + kBusyWait;
        tellBusy(outbox);
        return std::nullopt;
    }
    m_busyTold = m_busyTold && busy;
    Done done{open.purpose, std::move(result), open.askedAt, open.number};
    m_open.erase(it);
    return done;
}

/// Once, until the store has answered again.
void StoreDesk::tellBusy(Outbox& outbox) {
    if (std::exchange(m_busyTold, true))
        return;
    outbox.log({.level = core::LogLevel::Warning,
                .message = core::LogMessage::StoreBusy,
                .args = {std::to_string(kBusyAtMost.count() / 1000)}});
}

void StoreDesk::wake(Outbox& outbox) {
    for (auto& [ticket, open] : m_open) {
        if (!open.repeatAt || *open.repeatAt > outbox.now.mono)
            continue;
        open.repeatAt.reset();
        send(ticket, open, outbox);
    }
}

bool StoreDesk::has(StorePurpose purpose) const {
    return std::ranges::any_of(m_open, [&](const auto& entry) { return entry.second.purpose == purpose; });
}

bool StoreDesk::late(Millis mono) const {
    return std::ranges::any_of(m_open,
                               [&](const auto& entry) { return mono - entry.second.askedAt >= kLateAfter; });
}

std::optional<Millis> StoreDesk::nextWake() const {
    std::optional<Millis> wake;
    for (const auto& [ticket, open] : m_open)
        if (open.repeatAt)
            wake = wake ? std::min(*wake, *open.repeatAt) : *open.repeatAt;
    return wake;
}

} // namespace devsync::engine
