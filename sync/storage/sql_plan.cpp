// SPDX-License-Identifier: Apache-2.0
#include "sync/core/journal_codec.h"
#include "sync/storage/sql_operations.h"
#include "sync/storage/store.h"

#include <algorithm>

namespace devsync::storage {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using core::RowState;
using core::RowStep;
using core::StoreAnswer;
using core::StoredRow;

// The statements below name these by number.
static_assert(static_cast<int>(RowState::NotStarted) == 0 && static_cast<int>(RowState::Claimed) == 1
              && static_cast<int>(RowState::Done) == 2 && static_cast<int>(RowState::Failed) == 3
              && static_cast<int>(RowStep::Second) == 1
              && static_cast<int>(core::Action::CreatePortalUser) == 1);

constexpr auto kAddRow = "INSERT INTO plan_row (run, number, email, action, payload, state, step, claimed_at,"
                         " write_timeout, epoch) VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, 0)";
constexpr auto kCountRows = "SELECT COUNT(*), COALESCE(MAX(number), -1) FROM plan_row WHERE run = ?";
constexpr auto kSeal = "UPDATE run SET sealed = 1, plan_sha256 = ? WHERE seq = ?";
constexpr auto kClaim = "UPDATE plan_row SET state = 1, claimed_at = ?, write_timeout = ?, epoch = ?"
                        " WHERE run = ? AND number >= ? AND number < ? AND state = 0"
                        " RETURNING state, step, claimed_at, write_timeout, epoch, error, payload";
constexpr auto kRecord = "UPDATE plan_row SET state = ?, step = CASE WHEN step > ? THEN step ELSE ? END,"
                         " error = ? WHERE run = ? AND number = ? AND (state IN (0, 1) OR (step = 1 AND "
                         "state = 3)) RETURNING number";
constexpr auto kRowExists = "SELECT number FROM plan_row WHERE run = ? AND number = ?";
constexpr auto kLoadRows = "SELECT state, step, claimed_at, write_timeout, epoch, error, payload"
                           " FROM plan_row WHERE run = ? ORDER BY number";
constexpr auto kLoadOpenRows =
    "SELECT state, step, claimed_at, write_timeout, epoch, error, payload"
    " FROM plan_row WHERE run = ? AND (state = 1 OR (step = 1 AND state IN (0, 3)))"
    " ORDER BY number";
constexpr auto kCountByState = "SELECT state, COUNT(*) FROM plan_row WHERE run = ? GROUP BY state";
constexpr auto kLoadCreatedUsers =
    "SELECT email FROM plan_row WHERE run = ? AND action = 1 AND state = 2 ORDER BY number";

tl::unexpected<core::Error> damaged() {
    return fail(ErrorKind::StoreDamaged, "a plan row is damaged");
}

/// Columns as in kLoadRows.
Result<StoredRow> storedRow(const SqlRow& row) {
    const std::int64_t state = row.integer(0);
    const std::int64_t step = row.integer(1);
    if (state < 0 || state > static_cast<int>(RowState::Cancelled) || step < 0
        || step > static_cast<int>(RowStep::Second)) {
        return damaged();
    }
    StoredRow stored{.state = static_cast<RowState>(state),
                     .step = static_cast<RowStep>(step),
                     .claimedAt = core::Millis(row.integer(2)),
                     .writeTimeout = core::Millis(row.integer(3)),
                     .epoch = static_cast<std::uint64_t>(row.integer(4))};
    if (!row.isNull(5)) {
        Result<core::Error> error = core::unpackError(row.blob(5));
        if (!error) {
            return tl::unexpected(std::move(error).error());
        }
        stored.error = *std::move(error);
    }
    return core::unpackPlannedChange(row.blob(6)).map([&](core::PlannedChange change) {
        stored.change = std::move(change);
        return std::move(stored);
    });
}

Result<std::vector<StoredRow>> queryRows(const SqlContext& context, std::string_view statement,
                                         const std::vector<QVariant>& values) {
    std::vector<StoredRow> rows;
    const auto keep = [&](const SqlRow& row) {
        return storedRow(row).map([&](StoredRow stored) { rows.push_back(std::move(stored)); });
    };
    return context.session.query(statement, values, keep).map([&](std::size_t) { return std::move(rows); });
}

Result<void> addRow(const SqlContext& context, const SqlRun& run, const core::PlannedChange& change) {
    return context.session
        .query(kAddRow, {sqlInteger(run.seq), sqlInteger(std::int64_t{change.row}), sqlText(change.email),
                         sqlInteger(static_cast<std::int64_t>(change.action)), sqlBlob(core::pack(change))})
        .map([](std::size_t) {});
}

Result<void> requireRows(const SqlContext& context, const SqlRun& run, std::int64_t rows) {
    const auto check = [&](const SqlRow& row) {
        // Numbers are unique and not negative, so as many as the last one says are all of them.
        return row.integer(0) == rows && row.integer(1) == rows - 1
                   ? Result<void>()
                   : fail(ErrorKind::Internal, "the plan has other rows than it is sealed for");
    };
    return context.session.query(kCountRows, {sqlInteger(run.seq)}, check).map([](std::size_t) {});
}

Result<void> requireRow(const SqlContext& context, const SqlRun& run, std::uint32_t number) {
    return context.session.query(kRowExists, {sqlInteger(run.seq), sqlInteger(std::int64_t{number})})
        .and_then([](std::size_t rows) {
            return rows == 1 ? Result<void>() : fail(ErrorKind::NotFound, "no such row");
        });
}

Result<void> recordOutcome(const SqlContext& context, const SqlRun& run, const core::RowOutcome& outcome) {
    const QVariant step = sqlInteger(static_cast<std::int64_t>(outcome.step));
    const QVariant error = outcome.error ? sqlBlob(core::pack(*outcome.error)) : sqlNull();
    return context.session
        .query(kRecord, {sqlInteger(static_cast<std::int64_t>(outcome.state)), step, step, error,
                         sqlInteger(run.seq), sqlInteger(std::int64_t{outcome.row})})
        .and_then([&](std::size_t rows) {
            return rows == 1 ? Result<void>() : requireRow(context, run, outcome.row);
        });
}

} // namespace

SqlAnswer apply(const SqlContext& context, const core::AddPlanRows& add) {
    const Result<SqlRun> run = requireRun(context, add.epoch, add.run);
    if (!run) {
        return tl::unexpected(run.error());
    }
    if (run->sealed || add.rows.size() > kMaxPlanRowsAnOperation) {
        return fail(ErrorKind::Internal, "rows added to a sealed plan, or too many at once", add.run);
    }
    Result<void> done;
    for (auto row = add.rows.begin(); done && row != add.rows.end(); ++row) {
        done = addRow(context, *run, *row);
    }
    return done.map([] { return StoreAnswer(core::Stored{}); });
}

SqlAnswer apply(const SqlContext& context, const core::SealPlan& seal) {
    const Result<SqlRun> run = requireRun(context, seal.epoch, seal.run);
    if (!run) {
        return tl::unexpected(run.error());
    }
    if (run->sealed && run->planSha256 != seal.planSha256) {
        return fail(ErrorKind::Internal, "the plan is sealed with another hash", seal.run);
    }
    return requireRows(context, *run, seal.rows)
        .and_then([&] {
            return context.session.query(kSeal, {sqlText(seal.planSha256), sqlInteger(run->seq)});
        })
        .map([](std::size_t) { return StoreAnswer(core::Stored{}); });
}

SqlAnswer apply(const SqlContext& context, const core::Claim& claim) {
    const Result<SqlRun> run = requireRun(context, claim.epoch, claim.run);
    if (!run) {
        return tl::unexpected(run.error());
    }
    if (!run->sealed) {
        return fail(ErrorKind::Internal, "the plan is not sealed", claim.run);
    }
    const std::int64_t first = claim.first;
    const std::int64_t end = first + claim.count;
    return queryRows(context, kClaim,
                     {sqlInteger(claim.wall.count()), sqlInteger(claim.writeTimeout.count()),
                      sqlInteger(claim.epoch), sqlInteger(run->seq), sqlInteger(first), sqlInteger(end)})
        .map([](std::vector<StoredRow> rows) {
            // RETURNING promises no order.
            std::sort(rows.begin(), rows.end(),
                      [](const StoredRow& a, const StoredRow& b) { return a.change.row < b.change.row; });
            return StoreAnswer(core::ClaimedRows{std::move(rows)});
        });
}

SqlAnswer apply(const SqlContext& context, const core::RecordOutcomes& record) {
    const Result<SqlRun> run = requireRun(context, record.epoch, record.run);
    if (!run) {
        return tl::unexpected(run.error());
    }
    Result<void> done;
    for (auto outcome = record.rows.begin(); done && outcome != record.rows.end(); ++outcome) {
        done = recordOutcome(context, *run, *outcome);
    }
    return done.map([] { return StoreAnswer(core::Stored{}); });
}

Result<std::vector<StoredRow>> loadRows(const SqlContext& context, std::int64_t run) {
    return queryRows(context, kLoadRows, {sqlInteger(run)});
}

Result<std::vector<StoredRow>> loadOpenRows(const SqlContext& context, std::int64_t run) {
    return queryRows(context, kLoadOpenRows, {sqlInteger(run)});
}

Result<core::RowsByState> countRows(const SqlContext& context, std::int64_t run) {
    core::RowsByState rows{};
    const auto keep = [&](const SqlRow& row) -> Result<void> {
        const std::int64_t state = row.integer(0);
        if (state < 0 || state >= std::int64_t{std::ssize(rows)}) {
            return damaged();
        }
        rows[static_cast<std::size_t>(state)] = static_cast<std::uint32_t>(row.integer(1));
        return {};
    };
    return context.session.query(kCountByState, {sqlInteger(run)}, keep).map([&](std::size_t) {
        return rows;
    });
}

Result<std::vector<std::string>> loadCreatedUsers(const SqlContext& context, std::int64_t run) {
    std::vector<std::string> users;
    const auto keep = [&](const SqlRow& row) {
        users.push_back(row.text(0));
        return Result<void>();
    };
    return context.session.query(kLoadCreatedUsers, {sqlInteger(run)}, keep).map([&](std::size_t) {
        return std::move(users);
    });
}

} // namespace devsync::storage
