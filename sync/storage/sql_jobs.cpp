// SPDX-License-Identifier: Apache-2.0
#include "sync/core/journal_codec.h"
#include "sync/storage/sql_operations.h"

namespace devsync::storage {
namespace {

using core::ErrorKind;
using core::fail;
using core::Job;
using core::Result;
using core::StoreAnswer;

// The states that are over are the last three: core::isEnded.
constexpr auto kOpenJobs = "WHERE state < 5";
constexpr auto kById = "WHERE id = ?";
constexpr auto kNewestFirst = "ORDER BY id DESC LIMIT ?";
constexpr auto kSelect =
    "SELECT id, revision, state, requested_by, requested_at, done, total, host, pid, process_start,"
    " lease_until, attempts, next_try, run, writes, approved, error, verdict FROM job ";
constexpr auto kAdd =
    "INSERT INTO job (id, revision, state, requested_by, requested_at, done, total, attempts, run, writes,"
    " approved) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM job), 1, 0, ?, ?, 0, 0, 0, '', 0, 0)";
constexpr auto kUpdate =
    "UPDATE job SET revision = revision + 1, state = ?, done = ?, total = ?, host = ?, pid = ?,"
    " process_start = ?, lease_until = ?, attempts = ?, next_try = ?, run = ?, writes = ?, approved = ?,"
    " error = ?, verdict = ? WHERE id = ? AND revision = ? AND state < 5 RETURNING revision";

enum Column {
    Id,
    Revision,
    State,
    RequestedBy,
    RequestedAt,
    Done,
    Total,
    Host,
    Pid,
    ProcessStart,
    LeaseUntil,
    Attempts,
    NextTry,
    Run,
    Writes,
    Approved,
    ErrorColumn,
    Verdict,
};

tl::unexpected<core::Error> damaged() {
    return fail(ErrorKind::StoreDamaged, "a job is damaged");
}

std::uint32_t counter(const SqlRow& row, int column) {
    return static_cast<std::uint32_t>(row.integer(column));
}

std::optional<core::Millis> time(const SqlRow& row, int column) {
    return row.isNull(column) ? std::nullopt : std::optional(core::Millis(row.integer(column)));
}

/// Up to `last`; nullopt when the column holds another number.
template <class Enum>
std::optional<Enum> enumerator(const SqlRow& row, int column, Enum last) {
    const std::int64_t number = row.integer(column);
    return number >= 0 && number <= static_cast<std::int64_t>(last) ? std::optional(static_cast<Enum>(number))
                                                                    : std::nullopt;
}

Result<void> readVerdict(const SqlRow& row, Job& job) {
    if (row.isNull(Verdict))
        return {};
    job.verdict = enumerator(row, Verdict, core::VerdictKind::Interrupted);
    return job.verdict ? Result<void>() : damaged();
}

Result<void> readError(const SqlRow& row, Job& job) {
    if (row.isNull(ErrorColumn))
        return {};
    return core::unpackError(row.blob(ErrorColumn)).map([&](core::Error error) {
        job.error = std::move(error);
    });
}

Result<Job> jobOf(const SqlRow& row) {
    Job job{.id = row.integer(Id),
            .revision = static_cast<std::uint64_t>(row.integer(Revision)),
            .requestedBy = row.text(RequestedBy),
            .requestedAt = core::Millis(row.integer(RequestedAt)),
            .done = counter(row, Done),
            .total = counter(row, Total),
            .leaseUntil = time(row, LeaseUntil),
            .attempts = counter(row, Attempts),
            .nextTry = time(row, NextTry),
            .runId = row.text(Run),
            .writes = static_cast<std::uint64_t>(row.integer(Writes)),
            .approved = static_cast<std::uint64_t>(row.integer(Approved))};
    const auto state = enumerator(row, State, core::JobState::Cancelled);
    if (!state)
        return damaged();
    job.state = *state;
    if (!row.isNull(Host))
        job.worker = {
            .host = row.text(Host), .pid = row.integer(Pid), .processStart = row.integer(ProcessStart)};
    return readVerdict(row, job).and_then([&] { return readError(row, job); }).map([&] {
        return std::move(job);
    });
}

QVariant timeValue(const std::optional<core::Millis>& time) {
    return time ? sqlInteger(std::int64_t{time->count()}) : sqlNull();
}

/// Values of kUpdate.
std::vector<QVariant> valuesOf(const Job& job) {
    return {sqlInteger(static_cast<std::int64_t>(job.state)),
            sqlInteger(std::int64_t{job.done}),
            sqlInteger(std::int64_t{job.total}),
            job.worker ? sqlText(job.worker->host) : sqlNull(),
            job.worker ? sqlInteger(job.worker->pid) : sqlNull(),
            job.worker ? sqlInteger(job.worker->processStart) : sqlNull(),
            timeValue(job.leaseUntil),
            sqlInteger(std::int64_t{job.attempts}),
            timeValue(job.nextTry),
            sqlText(job.runId),
            sqlInteger(job.writes),
            sqlInteger(job.approved),
            job.error ? sqlBlob(core::pack(*job.error)) : sqlNull(),
            job.verdict ? sqlInteger(static_cast<std::int64_t>(*job.verdict)) : sqlNull(),
            sqlInteger(job.id),
            sqlInteger(job.revision)};
}

Result<core::Jobs> selectJobs(const SqlContext& context, std::string_view clause,
                              const std::vector<QVariant>& values) {
    core::Jobs jobs;
    const auto keep = [&](const SqlRow& row) {
        return jobOf(row).map([&](Job job) { jobs.push_back(std::move(job)); });
    };
    return context.session.query(std::string(kSelect).append(clause), values, keep).map([&](std::size_t) {
        return std::move(jobs);
    });
}

Result<Job> jobById(const SqlContext& context, std::int64_t id) {
    return selectJobs(context, kById, {sqlInteger(id)}).and_then([&](core::Jobs jobs) {
        return jobs.empty() ? fail(ErrorKind::NotFound, "no such job", std::to_string(id))
                            : Result<Job>(std::move(jobs.front()));
    });
}

SqlAnswer addNew(const SqlContext& context, const Job& job) {
    return context.session
        .query(kAdd, {sqlText(job.requestedBy), sqlInteger(std::int64_t{job.requestedAt.count()})})
        .and_then([&](std::size_t) { return selectJobs(context, kOpenJobs, {}); })
        .and_then([](core::Jobs jobs) -> SqlAnswer {
            return jobs.size() == 1 ? SqlAnswer(core::JobAnswer{std::move(jobs.front()), true}) : damaged();
        });
}

} // namespace

SqlAnswer apply(const SqlContext& context, const core::AddJob& add) {
    return selectJobs(context, kOpenJobs, {}).and_then([&](core::Jobs open) {
        return open.empty() ? addNew(context, add.job)
                            : SqlAnswer(core::JobAnswer{std::move(open.front()), false});
    });
}

SqlAnswer apply(const SqlContext& context, const core::UpdateJob& update) {
    return context.session.query(kUpdate, valuesOf(update.job)).and_then([&](std::size_t changed) {
        return jobById(context, update.job.id).map([&](Job job) {
            return StoreAnswer(core::JobAnswer{std::move(job), changed == 1});
        });
    });
}

SqlAnswer apply(const SqlContext& context, const core::ListJobs& list) {
    return selectJobs(context, kNewestFirst, {sqlInteger(std::int64_t{list.limit})}).map([](core::Jobs jobs) {
        return StoreAnswer(core::JobList{std::move(jobs)});
    });
}

} // namespace devsync::storage
