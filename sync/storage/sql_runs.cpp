// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/run_columns.h"
#include "sync/storage/sql_operations.h"

#include <utility>

namespace devsync::storage {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using core::StoreAnswer;

constexpr auto kFindRun = "SELECT seq, sealed, plan_sha256 FROM run WHERE id = ?";
constexpr auto kBeginRun =
    "INSERT INTO run (seq, id, profile, requested_by, started_at, seed, offset_seconds, first_run, counts,"
    " plan_sha256, sealed) VALUES ((SELECT COALESCE(MAX(seq), 0) + 1 FROM run), ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "0)";
constexpr auto kEndRun = "UPDATE run SET verdict = ?, exit_code = ?, finished_at = ?, ledger = ?,"
                         " requests = ?, error = ? WHERE seq = ?";
constexpr auto kNewestFirst = "ORDER BY seq DESC LIMIT ?";
constexpr auto kById = "WHERE id = ?";
constexpr auto kWithOpenWork =
    "WHERE verdict IS NULL OR EXISTS (SELECT number FROM plan_row WHERE plan_row.run = run.seq"
    " AND (state = 1 OR (step = 1 AND state IN (0, 3)))) ORDER BY seq";

/// The runs that a clause names.
Result<std::vector<KeyedRun>> selectRuns(const SqlContext& context, std::string_view clause,
                                         const std::vector<QVariant>& values) {
    std::vector<KeyedRun> runs;
    const auto keep = [&](const SqlRow& row) {
        return recordOf(row).map([&](KeyedRun run) { runs.push_back(std::move(run)); });
    };
    std::string statement = "SELECT ";
    statement.append(kRunColumns).append(" FROM run ").append(clause);
    return context.session.query(statement, values, keep).map([&](std::size_t) { return std::move(runs); });
}

Result<core::OpenWork::Run> openWorkOf(const SqlContext& context, KeyedRun run) {
    core::OpenWork::Run work{.record = std::move(run.record)};
    return loadOpenRows(context, run.seq)
        .and_then([&](std::vector<core::StoredRow> open) {
            work.open = std::move(open);
            return countRows(context, run.seq);
        })
        .and_then([&](const core::RowsByState& rows) {
            work.rows = rows;
            return loadCreatedUsers(context, run.seq);
        })
        .map([&](std::vector<std::string> users) {
            work.createdUsers = std::move(users);
            return std::move(work);
        });
}

} // namespace

Result<SqlRun> requireRun(const SqlContext& context, std::uint64_t epoch, const std::string& id) {
    SqlRun run;
    const auto keep = [&](const SqlRow& row) {
        run = {.seq = row.integer(0), .sealed = row.integer(1) != 0, .planSha256 = row.text(2)};
        return Result<void>();
    };
    return requireEpoch(context, epoch)
        .and_then([&] { return context.session.query(kFindRun, {sqlText(id)}, keep); })
        .and_then([&](std::size_t rows) {
            return rows == 1 ? Result<SqlRun>(std::move(run)) : fail(ErrorKind::NotFound, "no such run", id);
        });
}

SqlAnswer apply(const SqlContext& context, const core::BeginRun& begin) {
    return requireEpoch(context, begin.epoch)
        .and_then([&] { return context.session.query(kBeginRun, headerValues(begin.header)); })
        .map([](std::size_t) { return StoreAnswer(core::Stored{}); });
}

SqlAnswer apply(const SqlContext& context, const core::EndRun& end) {
    return requireRun(context, end.epoch, end.run)
        .and_then([&](const SqlRun& run) {
            std::vector<QVariant> values = endValues(end.end);
            values.push_back(sqlInteger(run.seq));
            return context.session.query(kEndRun, values);
        })
        .map([](std::size_t) { return StoreAnswer(core::Stored{}); });
}

SqlAnswer apply(const SqlContext& context, const core::ListRuns& list) {
    return selectRuns(context, kNewestFirst, {sqlInteger(std::int64_t{list.limit})})
        .map([](std::vector<KeyedRun> runs) {
            core::Runs answer;
            for (KeyedRun& run : runs) {
                answer.runs.push_back(std::move(run.record));
            }
            return StoreAnswer(std::move(answer));
        });
}

SqlAnswer apply(const SqlContext& context, const core::LoadRun& load) {
    Result<std::vector<KeyedRun>> runs = selectRuns(context, kById, {sqlText(load.id)});
    if (!runs) {
        return tl::unexpected(std::move(runs).error());
    }
    if (runs->empty()) {
        return fail(ErrorKind::NotFound, "no such run", load.id);
    }
    KeyedRun& run = runs->front();
    return loadRows(context, run.seq).map([&](std::vector<core::StoredRow> rows) {
        return StoreAnswer(core::RunRows{.record = std::move(run.record), .rows = std::move(rows)});
    });
}

SqlAnswer apply(const SqlContext& context, const core::LoadOpenWork&) {
    Result<std::vector<KeyedRun>> runs = selectRuns(context, kWithOpenWork, {});
    if (!runs) {
        return tl::unexpected(std::move(runs).error());
    }
    core::OpenWork answer;
    for (KeyedRun& run : *runs) {
        Result<core::OpenWork::Run> work = openWorkOf(context, std::move(run));
        if (!work) {
            return tl::unexpected(std::move(work).error());
        }
        answer.runs.push_back(*std::move(work));
    }
    return StoreAnswer(std::move(answer));
}

} // namespace devsync::storage
