// SPDX-License-Identifier: Apache-2.0
// How a run ended, and the list of runs, for a terminal. Pure, ends with a line end.
#pragma once

#include "sync/report/run_document.h"
#include "sync/report/terminal_text.h"

#include <cstdint>
#include <string>
#include <vector>

namespace devsync::report {

/// Verdict, counts, failed, stale and held rows with cause and next step, who needs password recovery.
std::string runEndText(const RunFacts& run, const TextOptions& options);

/// One line a run: id, start, verdict, counts. Newest first, as given.
std::string runsTable(const std::vector<core::ListedRun>& runs, const TextOptions& options);

} // namespace devsync::report
