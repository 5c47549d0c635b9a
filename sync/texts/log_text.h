// SPDX-License-Identifier: Apache-2.0
// The words of a log entry: one line, UTF-8, without time and level. Side and account are part of the
// sentence.
#pragma once

#include "sync/core/log_entry.h"

#include <string>

namespace devsync::texts {

std::string logText(const core::LogEntry& entry);

/// "The log FILE is not complete: it cannot be written."
std::string logLostText(const std::string& file);

/// "trace", "debug", "info", "notice", "warning", "error", "critical": in logs of every language the same.
std::string_view logLevelName(core::LogLevel level);

} // namespace devsync::texts
