// SPDX-License-Identifier: Apache-2.0
// A run as a JSON document: `sync --json`, `runs show --json`, and the list of runs (cli.md). Pure.
#pragma once

#include "sync/core/journal.h"
#include "sync/core/run_condition.h"
#include "sync/report/json_text.h"

#include <string>
#include <vector>

namespace devsync::report {

/// What the store knows of a run; the mapping is the profile's, for the words of held rows.
struct RunFacts {
    const core::RunRecord& record;
    const std::vector<core::StoredRow>& rows;
    const core::Mapping& mapping;
    /// Besides those the rows tell: created by runs that this one recovered.
    std::vector<std::string> alsoCreated{};
};

/// Why a row is not done: its error, else why the plan holds it; null when there is nothing to say. Members:
/// code, message, remedy, http_status, request_id.
Json causeJson(const core::StoredRow& row, const core::Mapping& mapping);

/// Portal users that need password recovery: folded addresses, sorted, each once.
std::vector<std::string> needsPasswordRecovery(const RunFacts& run);

/// As the run's end says; recounted from the rows where it has not ended.
core::LedgerCounts countsOf(const core::RunRecord& record, const std::vector<core::StoredRow>& rows);

/// A run that has not ended is "interrupted", with exit_code and finished_at null.
void writeRunDocument(const RunFacts& run, const Sink& sink);

/// `{"schema":1,"kind":"run","run_id":null}`: there was nothing to execute.
void writeNoRunDocument(const Sink& sink);

/// `{"schema":1,"kind":"runs","runs":[…]}`, in the order given. "condition" says what goes on with a run; one
/// that executes or waits in the queue and has not ended has no verdict (null).
void writeRunsDocument(const std::vector<core::ListedRun>& runs, const Sink& sink);

} // namespace devsync::report
