// SPDX-License-Identifier: Apache-2.0
#include "sync/core/edit_times.h"

#include "sync/core/mutant.h"

#include <algorithm>

namespace devsync::core {

namespace {

constexpr std::int64_t kLatest = 0xffffffff; // the baseline keeps edit times in 32 bits

/// A raw time on Apigee's clock, cut to seconds.
std::int64_t rawEditTime(Side side, std::int64_t changedRaw, std::int64_t offsetSeconds) {
    if (changedRaw <= 0)
        return 0;
    if (side == Side::Apigee)
        return std::min(changedRaw / 1000, kLatest);
    return std::clamp<std::int64_t>(
        std::min(changedRaw, 2 * kLatest) - (mutant(kMutantClockIgnored) ? 0 : offsetSeconds), 1, kLatest);
}

/// While a side is as the baseline has it, its edit time is the frozen one: our own write moved the raw time,
/// and the offset may have changed since.
std::int64_t editTime(const PairFacts& facts, Side side, std::int64_t offsetSeconds) {
    const AccountView* account = facts.accounts[side];
    if (!account || account->changedRaw <= 0)
        return 0;
    const BaselineEntry* known = facts.pairBaseline();
    const bool frozen = known && !editedSinceBaseline(*account, known->sides[side]);
    return frozen ? known->sides[side].editedAt : rawEditTime(side, account->changedRaw, offsetSeconds);
}

Winner later(std::int64_t apigee, std::int64_t portal) {
    if (apigee == portal)
        return mutant(kMutantTieToPortal) ? Winner::Portal : Winner::Apigee;
    return apigee > portal ? Winner::Apigee : Winner::Portal;
}

Reason reasonOf(Winner winner) {
    return winner == Winner::Apigee ? Reason::ApigeeNewer : Reason::PortalNewer;
}

/// The side that won last stays the winner until somebody edits; else a difference that was kept on purpose
/// would be turned round by the tie.
Winner lastingWinner(const PairFacts& facts) {
    const BaselineEntry* known = facts.pairBaseline();
    if (!known)
        return Winner::None;
    for (const Side side : kSides) {
        if (editedSinceBaseline(*facts.accounts[side], known->sides[side]))
            return Winner::None;
    }
    return known->winner;
}

} // namespace

bool editedSinceBaseline(const AccountView& account, const BaselineSide& known) {
    return mutant(kMutantOwnWriteIsEdit) || account.changedRaw != known.changedRaw
           || copiedFieldsFingerprint(account) != known.copiedFields;
}

EditTimes editTimes(const PairFacts& facts) {
    EditTimes times;
    for (const Side side : kSides)
        times.editedAt[side] = editTime(facts, side, facts.offsetSeconds);
    return times;
}

Ruling ruleWinner(const PairFacts& facts) {
    const EditTimes times = editTimes(facts);
    const std::int64_t apigee = times.editedAt.apigee;
    const std::int64_t portal = times.editedAt.portal;
    if (facts.accounts.apigee->changedRaw <= 0 || facts.accounts.portal->changedRaw <= 0)
        return {};
    const Winner lasting = lastingWinner(facts);
    if (lasting != Winner::None)
        return {lasting, reasonOf(lasting), false};
    const Winner winner = later(apigee, portal);
    const Winner uncorrected = later(apigee, editTime(facts, Side::Portal, 0));
    return {winner, apigee == portal ? Reason::Tie : reasonOf(winner), winner != uncorrected};
}

} // namespace devsync::core
