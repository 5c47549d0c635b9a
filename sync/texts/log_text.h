// SPDX-License-Identifier: Apache-2.0
// The words of a log entry: one line, UTF-8, without time and level. Side and account are part of the
// sentence.
#pragma once

#include "sync/core/log_entry.h"

#include <string>

namespace devsync::texts {

std::string logText(const core::LogEntry& entry);

/// "trace", "debug", "info", "notice", "warning", "error", "critical": in logs of every language the same.
std::string_view logLevelName(core::LogLevel level);

} // namespace devsync::texts
