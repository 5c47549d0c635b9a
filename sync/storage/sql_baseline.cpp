// SPDX-License-Identifier: Apache-2.0
#include "sync/core/journal_codec.h"
#include "sync/storage/baseline_entry_codec.h"
#include "sync/storage/sql_operations.h"

namespace devsync::storage {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using core::StoreAnswer;

// Answers no row when an older reading leaves the stored one.
constexpr auto kSaveEntry =
    "INSERT INTO baseline (email, apigee_raw, portal_raw, entry) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (email) DO UPDATE SET apigee_raw = excluded.apigee_raw, portal_raw = excluded.portal_raw,"
    " entry = excluded.entry"
    " WHERE excluded.apigee_raw >= baseline.apigee_raw AND excluded.portal_raw >= baseline.portal_raw"
    " RETURNING email";
constexpr auto kSaveDetail = "INSERT INTO baseline_detail (email, detail) VALUES (?, ?)"
                             " ON CONFLICT (email) DO UPDATE SET detail = excluded.detail";
constexpr auto kListDetails = "SELECT detail FROM baseline_detail WHERE email > ? ORDER BY email LIMIT ?";
constexpr auto kForgetDetails = "DELETE FROM baseline_detail";
constexpr auto kForgetEntries = "DELETE FROM baseline";
constexpr auto kForgetDetail = "DELETE FROM baseline_detail WHERE email = ?";
constexpr auto kForgetEntry = "DELETE FROM baseline WHERE email = ? RETURNING email";
constexpr auto kCountEntries = "SELECT COUNT(*) FROM baseline";
constexpr auto kLoadEntries = "SELECT entry FROM baseline";
constexpr auto kLoadDetail = "SELECT detail FROM baseline_detail WHERE email = ?";

Result<void> saveRow(const SqlContext& context, const core::BaselineRow& row) {
    const auto& sides = row.entry.sides;
    const Result<std::size_t> newer = context.session.query(
        kSaveEntry, {sqlText(row.email), sqlInteger(sides.apigee.changedRaw),
                     sqlInteger(sides.portal.changedRaw), sqlBlob(packEntry(row.entry))});
    if (!newer) {
        return tl::unexpected(newer.error());
    }
    if (*newer == 0) {
        return {};
    }
    return context.session.query(kSaveDetail, {sqlText(row.email), sqlBlob(core::pack(row))})
        .map([](std::size_t) {});
}

Result<std::int64_t> forgetAll(const SqlContext& context) {
    return context.session.integer(kCountEntries).and_then([&](std::int64_t rows) {
        return context.session.execute(kForgetDetails)
            .and_then([&] { return context.session.execute(kForgetEntries); })
            .map([rows] { return rows; });
    });
}

Result<std::int64_t> forgetOne(const SqlContext& context, const std::string& email) {
    return context.session.query(kForgetDetail, {sqlText(email)})
        .and_then([&](std::size_t) { return context.session.query(kForgetEntry, {sqlText(email)}); })
        .map([](std::size_t rows) { return static_cast<std::int64_t>(rows); });
}

auto keptIn(core::BaselineRows& answer) {
    return [&answer](const SqlRow& row) {
        return core::unpackBaselineRow(row.blob(0)).map([&answer](core::BaselineRow unpacked) {
            answer.rows.push_back(std::move(unpacked));
        });
    };
}

} // namespace

SqlAnswer apply(const SqlContext& context, const core::SaveBaseline& save) {
    Result<void> done = requireEpoch(context, save.epoch);
    for (auto row = save.rows.begin(); done && row != save.rows.end(); ++row) {
        done = saveRow(context, *row);
    }
    return done.map([] { return StoreAnswer(core::Stored{}); });
}

SqlAnswer apply(const SqlContext& context, const core::LoadBaseline&) {
    const Result<std::int64_t> count = context.session.integer(kCountEntries);
    if (!count) {
        return tl::unexpected(count.error());
    }
    core::BaselineEntries answer;
    answer.entries.reserve(static_cast<std::size_t>(*count));
    const auto keep = [&](const SqlRow& row) -> Result<void> {
        const std::optional<core::BaselineEntry> entry = unpackEntry(row.blob(0));
        if (!entry) {
            return fail(ErrorKind::StoreDamaged, "a baseline row is damaged");
        }
        answer.entries.push_back(*entry);
        return {};
    };
    return context.session.query(kLoadEntries, {}, keep).map([&](std::size_t) {
        return StoreAnswer(std::move(answer));
    });
}

SqlAnswer apply(const SqlContext& context, const core::LoadBaselineValues& load) {
    core::BaselineRows answer;
    for (const std::string& email : load.emails) {
        if (const auto read = context.session.query(kLoadDetail, {sqlText(email)}, keptIn(answer)); !read) {
            return tl::unexpected(read.error());
        }
    }
    return StoreAnswer(std::move(answer));
}

SqlAnswer apply(const SqlContext& context, const core::ListBaseline& list) {
    core::BaselineRows answer;
    return context.session
        .query(kListDetails, {sqlText(list.after), sqlInteger(std::int64_t{list.limit})}, keptIn(answer))
        .map([&](std::size_t) { return StoreAnswer(std::move(answer)); });
}

SqlAnswer apply(const SqlContext& context, const core::ForgetBaseline& forget) {
    Result<void> allowed = requireEpoch(context, forget.epoch);
    if (!allowed) {
        return tl::unexpected(allowed.error());
    }
    Result<std::int64_t> rows = forget.emails.empty() ? forgetAll(context) : Result<std::int64_t>(0);
    for (auto email = forget.emails.begin(); rows && email != forget.emails.end(); ++email) {
        rows = forgetOne(context, *email).map([&](std::int64_t gone) { return *rows + gone; });
    }
    return rows.map(
        [](std::int64_t gone) { return StoreAnswer(core::Forgotten{static_cast<std::uint64_t>(gone)}); });
}

} // namespace devsync::storage
