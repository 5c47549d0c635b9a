// SPDX-License-Identifier: Apache-2.0
// One line of the log: the same value for terminal, file and window. Its text is made in sync/texts.
// Never holds a secret; Logger takes out what slipped in.
#pragma once

#include "sync/core/log_entry.h"
#include "sync/core/now.h"
#include "sync/core/side.h"

#include <cstdint>
#include <optional>
#include <string>

namespace devsync::log {

struct Record {
    core::LogLevel level = core::LogLevel::Info;
    core::Millis wall{}; ///< since 1970-01-01 UTC
    std::optional<core::Side> side;
    std::string account;              ///< folded e-mail; empty = none
    std::optional<std::uint32_t> row; ///< of the plan
    std::string code;                 ///< stable, such as AUTH-401; empty = none
    std::string text;                 ///< one sentence, UTF-8
    std::string runId;                ///< empty = outside a run
    bool toldAtEnd = false;           ///< ends the run, whose end tells it in full: not for the terminal
    bool operator==(const Record&) const = default;
};

} // namespace devsync::log
