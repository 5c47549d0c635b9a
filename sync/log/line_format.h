// SPDX-License-Identifier: Apache-2.0
// A record as one line, without its end: JSON Lines for files, text for terminals and people. Pure, no
// locale.
#pragma once

#include "sync/log/record.h"

#include <optional>
#include <string>
#include <string_view>

namespace devsync::log {

enum class Colour : std::uint8_t { Off, Ansi };

struct TextStyle {
    Colour colour = Colour::Off;
    core::Seconds utcOffset{}; ///< of the times shown
};

/// trace, debug, info, notice, warning, error, critical
std::string_view levelName(core::LogLevel level);
std::optional<core::LogLevel> levelFromName(std::string_view name);

/// "2026-11-24T08:22:45.123Z"
std::string utcTime(core::Millis wall);

/// {"schema":1,"time":"2026-11-24T08:22:45.123Z","level":…,"side":…,"account":…,"row":…,"code":…,"text":…,"run":…}
/// Absent members are left out; the order is fixed; keys are never translated.
std::string jsonLine(const Record& record);
/// 08:22:45 warning  apigee  ana@example.com  text [CODE]
std::string textLine(const Record& record, const TextStyle& style = {});

} // namespace devsync::log
