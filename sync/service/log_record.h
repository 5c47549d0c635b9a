// SPDX-License-Identifier: Apache-2.0
// From what the engine says to a line of the log, in words.
#pragma once

#include "sync/core/log_entry.h"
#include "sync/log/record.h"

#include <string>

namespace devsync::service {

log::Record recordOf(const core::LogEntry& entry, const std::string& runId, core::Millis wall);
/// Of something that went wrong around a run, not in it.
log::Record recordOf(const core::Error& error, const std::string& runId, core::Millis wall);

} // namespace devsync::service
