// SPDX-License-Identifier: Apache-2.0
// The synchronisation of one profile as a value: events in, effects out. It lists, compares, plans, waits for
// the go-ahead, executes, retries, limits the rate, renews sessions, recovers. It owns no clock, thread,
// socket, file, database, random source or callback, and is driven alike by the console, the command line and
// the simulator. Thread: whichever one owns it; one event at a time.
#pragma once

#include "sync/core/side.h"
#include "sync/engine/effect.h"
#include "sync/engine/event.h"
#include "sync/protocol/account_store.h"

#include <memory>

namespace devsync::engine {

class Engine {
public:
    /// The stores are configured for the profile; shared with nobody who changes them.
    explicit Engine(core::BothSides<std::shared_ptr<const protocol::AccountStore>> stores);
    ~Engine();
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;

    /// Appends to `out` what is to be done now, in order.
    void handle(Event&& event, core::Now now, EffectList& out);

    /// For progress displays; cheap enough for every 50 ms.
    RunView view() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace devsync::engine
