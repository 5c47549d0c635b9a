// SPDX-License-Identifier: Apache-2.0
// Where the log of a run lies: beside the state, one file a run, in a folder only its owner may read.
#pragma once

#include "sync/core/error.h"

#include <string>
#include <string_view>

namespace devsync::log {

/// …/NAME.db and run R give …/NAME.log/R.jsonl. `runId` is one of ours: letters, digits, '-' and '_'.
std::string runLogPath(std::string_view statePath, std::string_view runId);

/// Creates the file (0600) and its folder (0700) if they are missing; what is there stays. StoreFailed
/// otherwise.
core::Result<void> prepareLogFile(const std::string& path);

} // namespace devsync::log
