// SPDX-License-Identifier: Apache-2.0
// How the members of a run become columns and come back. Private to sync/storage.
#pragma once

#include "sync/core/journal.h"
#include "sync/storage/sql_session.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace devsync::storage {

/// Columns that recordOf reads, in its order; the key of the run's rows comes first.
inline constexpr std::string_view kRunColumns = "seq, id, profile, requested_by, started_at, seed, "
                                                "offset_seconds, first_run, counts, plan_sha256, sealed,"
                                                " verdict, exit_code, finished_at, ledger, requests, error";

/// Values of id … plan_sha256, in that order.
std::vector<QVariant> headerValues(const core::RunHeader& header);
/// Values of verdict … error, in that order.
std::vector<QVariant> endValues(const core::RunEnd& end);

struct KeyedRun {
    std::int64_t seq = 0;
    core::RunRecord record;
};
/// StoreFailed when a column does not hold what this program writes.
core::Result<KeyedRun> recordOf(const SqlRow& row);

} // namespace devsync::storage
