// SPDX-License-Identifier: Apache-2.0
#include "sync/core/pair_facts.h"

namespace devsync::core {

PairFacts pairFacts(const PlanInputs& inputs, Comparison::PairIndex pair,
                    BothSides<AccountScratch>& scratch) {
    const Comparison& comparison = *inputs.comparison;
    PairFacts facts;
    for (const Side side : kSides) {
        const AccountTable::RowIndex row = comparison.pair(pair).row(side);
        if (row != AccountTable::kNoRow)
            facts.accounts[side] = &comparison.listing(side).table().at(row, scratch[side]);
    }
    facts.email = comparison.foldedEmail(pair);
    facts.baseline = facts.email.empty() ? nullptr : inputs.baseline->find(comparison.keyHash(pair));
    facts.baselineValues = facts.baseline ? inputs.baselineValues->find(facts.email) : nullptr;
    facts.offsetSeconds = inputs.offsetSeconds;
    facts.serverNowMs = inputs.serverNowMs;
    facts.protectedAccounts = &inputs.protectedAccounts;
    facts.twins = comparison.twins(pair) != nullptr;
    return facts;
}

const RowDecision* decisionFor(const PlanInputs& inputs, std::string_view foldedEmail) {
    if (!inputs.decisions)
        return nullptr;
    const auto found = inputs.decisions->rows.find(foldedEmail);
    return found == inputs.decisions->rows.end() ? nullptr : &found->second;
}

} // namespace devsync::core
