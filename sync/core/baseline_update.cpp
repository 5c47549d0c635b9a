// SPDX-License-Identifier: Apache-2.0
#include "sync/core/baseline_update.h"

#include "sync/core/check.h"

namespace devsync::core {

namespace {

void setSide(BaselineRow& row, Side side, const AccountView& account, std::int64_t editedAt) {
    row.ids[side] = account.id;
    if (side == Side::Portal)
        row.uid = account.uid;
    for (const ValueView& field : account.fields)
        row.values[side].emplace_back(field);
    row.entry.sides[side] = BaselineSide{.idHash = account.id.empty() ? 0 : textHash(account.id),
                                         .copiedFields = copiedFieldsFingerprint(account),
                                         .changedRaw = account.changedRaw,
                                         .editedAt = static_cast<std::uint32_t>(editedAt)};
}

bool sameSide(const BaselineSide& a, const BaselineSide& b) {
    return a.idHash == b.idHash && a.copiedFields == b.copiedFields && a.changedRaw == b.changedRaw
           && a.editedAt == b.editedAt;
}

} // namespace

BaselineRow baselineAfterWrite(const PlannedChange& change, Side target, const Account& written) {
    const Side source = otherSide(target);
    DEVSYNC_CHECK(change.before[source].has_value());
    BaselineRow row;
    row.email = change.email;
    row.entry.keyHash = textHash(change.email);
    row.entry.winner = change.winner;
    const std::int64_t winnersEdit = change.editedAt[source];
    setSide(row, source, AccountViewHolder(*change.before[source]).view(), winnersEdit);
    setSide(row, target, AccountViewHolder(written).view(), winnersEdit);
    return row;
}

std::optional<BaselineRow> baselineAfterReading(const RowDetails& details, const BaselineEntry* known) {
    DEVSYNC_CHECK(details.accounts.apigee && details.accounts.portal);
    BaselineRow row;
    row.email = details.email;
    row.entry.keyHash = textHash(details.email);
    row.entry.winner = details.row->winner;
    for (const Side side : kSides)
        setSide(row, side, *details.accounts[side], details.times.editedAt[side]);
    const bool unchanged = known && known->winner == row.entry.winner
                           && sameSide(known->sides.apigee, row.entry.sides.apigee)
                           && sameSide(known->sides.portal, row.entry.sides.portal);
    return unchanged ? std::nullopt : std::optional(std::move(row));
}

} // namespace devsync::core
