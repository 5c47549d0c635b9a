// SPDX-License-Identifier: Apache-2.0
// Where the engine's parts put their effects while one event is handled, with the instant it is handled at.
#pragma once

#include "sync/core/log_entry.h"
#include "sync/engine/effect.h"

#include <optional>
#include <string>
#include <utility>

namespace devsync::engine {

struct Outbox {
    EffectList& effects;
    core::Now now;

    template <class E>
    void add(E effect) {
        effects.emplace_back(std::move(effect));
    }

    void log(core::LogEntry entry) { add(Log{std::make_unique<core::LogEntry>(std::move(entry))}); }
};

} // namespace devsync::engine
