// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/run_columns.h"

#include "sync/core/journal_codec.h"
#include "sync/storage/number_list.h"

#include <algorithm>
#include <optional>

namespace devsync::storage {
namespace {

using core::Result;

enum Column {
    Seq,
    Id,
    Profile,
    RequestedBy,
    StartedAt,
    Seed,
    OffsetSeconds,
    FirstRun,
    Counts,
    PlanSha256,
    Sealed,
    Verdict,
    ExitCode,
    FinishedAt,
    LedgerColumn,
    Requests,
    ErrorColumn,
};

/// The members of a set of counters in the order they are stored, which only grows at its end.
std::vector<std::uint32_t*> membersOf(core::PlanCounts& c) {
    return {&c.same,
            &c.createPortalUser,
            &c.createDeveloper,
            &c.updatePortalUser,
            &c.updateDeveloper,
            &c.updateBoth,
            &c.held,
            &c.excluded,
            &c.conflicts,
            &c.differsNotSynchronised,
            &c.removals};
}

/// The counts of its plan and the accounts it was made from.
std::vector<std::uint32_t*> membersOf(core::RunHeader& header) {
    std::vector<std::uint32_t*> members = membersOf(header.counts);
    members.insert(members.end(), {&header.accounts.apigee, &header.accounts.portal});
    return members;
}

std::vector<std::uint32_t*> membersOf(core::LedgerCounts& c) {
    return {&c.planned, &c.done, &c.failed, &c.stale, &c.held, &c.cancelled, &c.notStarted, &c.unsettled};
}

std::vector<std::uint64_t*> membersOf(core::BothSides<core::RequestCounts>& c) {
    return {&c.apigee.get, &c.apigee.post, &c.apigee.put, &c.apigee.patch, &c.apigee.retries,
            &c.portal.get, &c.portal.post, &c.portal.put, &c.portal.patch, &c.portal.retries};
}

template <class Counters>
QVariant countersValue(Counters counters) {
    std::vector<std::uint64_t> numbers;
    for (const auto* member : membersOf(counters)) {
        numbers.push_back(*member);
    }
    return sqlText(joinNumbers(numbers));
}

template <class Counters>
bool readCounters(const std::string& text, Counters& counters) {
    const auto members = membersOf(counters);
    const std::optional<std::vector<std::uint64_t>> numbers = splitNumbers(text, members.size());
    for (std::size_t i = 0; numbers && i < members.size(); ++i) {
        *members[i] = static_cast<std::remove_reference_t<decltype(*members[i])>>((*numbers)[i]);
    }
    return numbers.has_value();
}

tl::unexpected<core::Error> damaged() {
    return core::fail(core::ErrorKind::StoreDamaged, "a run is damaged");
}

Result<core::RunHeader> headerOf(const SqlRow& row) {
    core::RunHeader header{.id = row.text(Id),
                           .profile = row.text(Profile),
                           .requestedBy = row.text(RequestedBy),
                           .startedAt = core::Millis(row.integer(StartedAt)),
                           .planSha256 = row.text(PlanSha256),
                           .offsetSeconds = row.integer(OffsetSeconds),
                           .firstRun = row.integer(FirstRun) != 0};
    const std::string seed = row.blob(Seed);
    if (seed.size() != header.seed.size() || !readCounters(row.text(Counts), header)) {
        return damaged();
    }
    std::copy(seed.begin(), seed.end(), header.seed.begin());
    return header;
}

Result<core::RunEnd> endOf(const SqlRow& row) {
    const std::int64_t verdict = row.integer(Verdict);
    core::RunEnd end{.exitCode = static_cast<int>(row.integer(ExitCode)),
                     .finishedAt = core::Millis(row.integer(FinishedAt))};
    if (verdict < 0 || verdict > static_cast<int>(core::VerdictKind::Interrupted)
        || !readCounters(row.text(LedgerColumn), end.counts)
        || !readCounters(row.text(Requests), end.requests)) {
        return damaged();
    }
    end.verdict = static_cast<core::VerdictKind>(verdict);
    if (row.isNull(ErrorColumn)) {
        return end;
    }
    return core::unpackError(row.blob(ErrorColumn)).map([&](core::Error error) {
        end.error = std::move(error);
        return std::move(end);
    });
}

} // namespace

std::vector<QVariant> headerValues(const core::RunHeader& header) {
    const std::string_view seed(reinterpret_cast<const char*>(header.seed.data()), header.seed.size());
    return {sqlText(header.id),
            sqlText(header.profile),
            sqlText(header.requestedBy),
            sqlInteger(header.startedAt.count()),
            sqlBlob(seed),
            sqlInteger(header.offsetSeconds),
            sqlInteger(std::int64_t{header.firstRun}),
            countersValue(header),
            sqlText(header.planSha256)};
}

std::vector<QVariant> endValues(const core::RunEnd& end) {
    return {sqlInteger(static_cast<std::int64_t>(end.verdict)),
            sqlInteger(std::int64_t{end.exitCode}),
            sqlInteger(end.finishedAt.count()),
            countersValue(end.counts),
            countersValue(end.requests),
            end.error ? sqlBlob(core::pack(*end.error)) : sqlNull()};
}

Result<KeyedRun> recordOf(const SqlRow& row) {
    Result<core::RunHeader> header = headerOf(row);
    if (!header) {
        return tl::unexpected(std::move(header).error());
    }
    KeyedRun run{.seq = row.integer(Seq),
                 .record = {.header = *std::move(header), .sealed = row.integer(Sealed) != 0}};
    if (row.isNull(Verdict)) {
        return run;
    }
    return endOf(row).map([&](core::RunEnd end) {
        run.record.end = std::move(end);
        return std::move(run);
    });
}

} // namespace devsync::storage
