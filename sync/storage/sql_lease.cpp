// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/sql_operations.h"

namespace devsync::storage {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

constexpr auto kReadLease = "SELECT epoch, beat, held, host, pid, process_start FROM lease WHERE id = 1";
// A held lease has an epoch, so a taker that has seen none (0) matches only a free one.
constexpr auto kTakeLease = "UPDATE lease SET epoch = epoch + 1, beat = 0, held = 1, host = ?, pid = ?,"
                            " process_start = ?"
                            " WHERE id = 1 AND (held = 0 OR (epoch = ? AND beat = ?)) RETURNING epoch";
constexpr auto kHeartbeat =
    "UPDATE lease SET beat = beat + 1 WHERE id = 1 AND held = 1 AND epoch = ? RETURNING beat";
constexpr auto kReleaseLease =
    "UPDATE lease SET held = 0 WHERE id = 1 AND held = 1 AND epoch = ? RETURNING epoch";
constexpr auto kCheckEpoch = "SELECT epoch FROM lease WHERE id = 1 AND held = 1 AND epoch = ?";

/// Runs a statement that answers one row exactly when the epoch is current.
Result<void> underEpoch(const SqlContext& context, std::string_view statement, std::uint64_t epoch) {
    return context.session.query(statement, {sqlInteger(epoch)}).and_then([](std::size_t rows) {
        return rows == 1 ? Result<void>() : fail(ErrorKind::LeaseLost, "another worker took over");
    });
}

SqlAnswer storedUnderEpoch(const SqlContext& context, std::string_view statement, std::uint64_t epoch) {
    return underEpoch(context, statement, epoch).map([] { return core::StoreAnswer(core::Stored{}); });
}

core::LeaseState leaseOf(const SqlRow& row) {
    return {.epoch = static_cast<std::uint64_t>(row.integer(0)),
            .beat = static_cast<std::uint64_t>(row.integer(1)),
            .held = row.integer(2) != 0,
            .owner = {.host = row.text(3), .pid = row.integer(4), .processStart = row.integer(5)}};
}

Result<core::LeaseState> readLease(const SqlContext& context) {
    core::LeaseState lease;
    const auto keep = [&](const SqlRow& row) {
        lease = leaseOf(row);
        return Result<void>();
    };
    return context.session.query(kReadLease, {}, keep).and_then([&](std::size_t rows) {
        return rows == 1 ? Result<core::LeaseState>(lease)
                         : fail(ErrorKind::StoreDamaged, "the lease row is missing");
    });
}

} // namespace

Result<void> requireEpoch(const SqlContext& context, std::uint64_t epoch) {
    return underEpoch(context, kCheckEpoch, epoch);
}

SqlAnswer apply(const SqlContext& context, const core::ReadLease&) {
    return readLease(context).map([&](core::LeaseState lease) {
        if (lease.held && context.probe) {
            lease.process = context.probe(lease.owner);
        }
        return core::StoreAnswer(std::move(lease));
    });
}

SqlAnswer apply(const SqlContext& context, const core::TakeLease& take) {
    const core::LeaseOwner& owner = take.owner;
    const Result<std::size_t> taken = context.session.query(
        kTakeLease, {sqlText(owner.host), sqlInteger(owner.pid), sqlInteger(owner.processStart),
                     sqlInteger(take.seenEpoch), sqlInteger(take.seenBeat)});
    if (!taken) {
        return tl::unexpected(taken.error());
    }
    if (*taken == 1) {
        return apply(context, core::ReadLease{});
    }
    return readLease(context).and_then([](const core::LeaseState& lease) -> SqlAnswer {
        return fail(ErrorKind::LeaseTaken, "another run executes", lease.owner.host);
    });
}

SqlAnswer apply(const SqlContext& context, const core::Heartbeat& beat) {
    return storedUnderEpoch(context, kHeartbeat, beat.epoch);
}

SqlAnswer apply(const SqlContext& context, const core::ReleaseLease& release) {
    return storedUnderEpoch(context, kReleaseLease, release.epoch);
}

} // namespace devsync::storage
