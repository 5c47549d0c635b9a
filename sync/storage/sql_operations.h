// SPDX-License-Identifier: Apache-2.0
// The operations of a store in SQL that SQLite and PostgreSQL both understand, one function each, called
// within the transaction of their batch. What they promise: sync/storage/store.h. Private to sync/storage.
#pragma once

#include "sync/core/store_batch.h"
#include "sync/storage/process_probe.h"
#include "sync/storage/sql_session.h"

#include <cstdint>
#include <string>
#include <vector>

namespace devsync::storage {

struct SqlContext {
    SqlSession& session;
    const ProcessProbe& probe;
};

using SqlAnswer = core::Result<core::StoreAnswer>;

// sql_lease.cpp
SqlAnswer apply(const SqlContext& context, const core::ReadLease& operation);
SqlAnswer apply(const SqlContext& context, const core::TakeLease& operation);
SqlAnswer apply(const SqlContext& context, const core::Heartbeat& operation);
SqlAnswer apply(const SqlContext& context, const core::ReleaseLease& operation);
/// LeaseLost unless the epoch is the current one and held.
core::Result<void> requireEpoch(const SqlContext& context, std::uint64_t epoch);

struct SqlRun {
    std::int64_t seq = 0; ///< key of its rows
    bool sealed = false;
    std::string planSha256;
};

// sql_runs.cpp
SqlAnswer apply(const SqlContext& context, const core::BeginRun& operation);
SqlAnswer apply(const SqlContext& context, const core::EndRun& operation);
SqlAnswer apply(const SqlContext& context, const core::ListRuns& operation);
SqlAnswer apply(const SqlContext& context, const core::LoadRun& operation);
SqlAnswer apply(const SqlContext& context, const core::LoadOpenWork& operation);
/// LeaseLost as requireEpoch; NotFound for an unknown run.
core::Result<SqlRun> requireRun(const SqlContext& context, std::uint64_t epoch, const std::string& id);

// sql_plan.cpp
SqlAnswer apply(const SqlContext& context, const core::AddPlanRows& operation);
SqlAnswer apply(const SqlContext& context, const core::SealPlan& operation);
SqlAnswer apply(const SqlContext& context, const core::Claim& operation);
SqlAnswer apply(const SqlContext& context, const core::RecordOutcomes& operation);
/// Rows of a run, ascending: all of them; those to settle or to finish.
core::Result<std::vector<core::StoredRow>> loadRows(const SqlContext& context, std::int64_t run);
core::Result<std::vector<core::StoredRow>> loadOpenRows(const SqlContext& context, std::int64_t run);
core::Result<core::RowsByState> countRows(const SqlContext& context, std::int64_t run);
/// Folded addresses of the portal users this run created.
core::Result<std::vector<std::string>> loadCreatedUsers(const SqlContext& context, std::int64_t run);

// sql_baseline.cpp
SqlAnswer apply(const SqlContext& context, const core::SaveBaseline& operation);
SqlAnswer apply(const SqlContext& context, const core::LoadBaseline& operation);
SqlAnswer apply(const SqlContext& context, const core::LoadBaselineValues& operation);
SqlAnswer apply(const SqlContext& context, const core::ListBaseline& operation);
SqlAnswer apply(const SqlContext& context, const core::ForgetBaseline& operation);

// sql_jobs.cpp
SqlAnswer apply(const SqlContext& context, const core::AddJob& operation);
SqlAnswer apply(const SqlContext& context, const core::UpdateJob& operation);
SqlAnswer apply(const SqlContext& context, const core::ListJobs& operation);

} // namespace devsync::storage
