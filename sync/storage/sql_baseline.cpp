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
            return fail(ErrorKind::StoreFailed, "a baseline row is damaged");
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
    const auto keep = [&](const SqlRow& row) {
        return core::unpackBaselineRow(row.blob(0)).map([&](core::BaselineRow unpacked) {
            answer.rows.push_back(std::move(unpacked));
        });
    };
    for (const std::string& email : load.emails) {
        if (const auto read = context.session.query(kLoadDetail, {sqlText(email)}, keep); !read) {
            return tl::unexpected(read.error());
        }
    }
    return StoreAnswer(std::move(answer));
}

} // namespace devsync::storage
