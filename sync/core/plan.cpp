// SPDX-License-Identifier: Apache-2.0
#include "sync/core/plan.h"

#include "sync/core/change_id.h"
#include "sync/core/mutant.h"
#include "sync/core/pair_facts.h"
#include "sync/core/plan_renames.h"
#include "sync/core/plan_user_names.h"
#include "sync/core/row_details.h"

#include <algorithm>

namespace devsync::core {

namespace {

void decideRows(const PlanInputs& inputs, const Renames& renames, Plan& plan) {
    BothSides<AccountScratch> scratch;
    auto renamed = renames.begin();
    plan.rows.reserve(inputs.comparison->size());
    for (Comparison::PairIndex pair = 0; pair < inputs.comparison->size(); ++pair) {
        PairFacts facts = pairFacts(inputs, pair, scratch);
        facts.renamed = renamed != renames.end() && renamed->first == pair;
        if (facts.renamed)
            ++renamed;
        PlanRow row = planRow(facts, *inputs.policy, decisionFor(inputs, facts.email));
        row.pair = pair;
        plan.rows.push_back(row);
    }
}

/// Both addresses name each other, so that a person sees the one account behind the two rows.
void noteRenames(const PlanInputs& inputs, const Renames& renames, Plan& plan) {
    for (const auto& [pair, others] : renames) {
        if (plan.rows[pair].heldBecause != HeldBecause::Renamed)
            continue;
        std::string text;
        for (const Comparison::PairIndex other : others) {
            text += text.empty() ? "" : ", ";
            text += inputs.comparison->foldedEmail(other);
        }
        plan.notes.push_back({pair, std::move(text)});
    }
}

std::uint32_t& counter(PlanCounts& counts, Action action) {
    switch (action) {
    case Action::CreatePortalUser:
        return counts.createPortalUser;
    case Action::CreateDeveloper:
        return counts.createDeveloper;
    case Action::UpdatePortalUser:
        return counts.updatePortalUser;
    case Action::UpdateDeveloper:
        return counts.updateDeveloper;
    case Action::UpdateBoth:
        return counts.updateBoth;
    case Action::Held:
        return counts.held;
    case Action::Excluded:
        return counts.excluded;
    case Action::Same:
        break;
    }
    return counts.same;
}

bool differsNotSynchronised(const PlanRow& row) {
    return row.action != Action::Excluded
           && (row.has(RowFlag::StatusDiffers) || row.has(RowFlag::UserNameDiffers)
               || row.has(RowFlag::EmailSpellingDiffers));
}

PlanCounts countRows(const std::vector<PlanRow>& rows) {
    PlanCounts counts;
    for (const PlanRow& row : rows) {
        ++counter(counts, row.action);
        counts.conflicts += row.planned() && row.has(RowFlag::Conflict);
        counts.differsNotSynchronised += differsNotSynchronised(row);
        counts.removals += row.removals;
    }
    return counts;
}

void setChangeIds(const PlanInputs& inputs, Plan& plan) {
    RowDetailsScratch scratch;
    for (std::uint32_t row = 0; row < plan.rows.size(); ++row) {
        if (plan.rows[row].writes())
            plan.rows[row].changeId = changeIdOf(describeRow(inputs, plan, row, scratch));
        if (mutant(kMutantListingOrder))
            plan.rows[row].changeId += inputs.comparison->pair(plan.rows[row].pair).apigee;
    }
}

} // namespace

std::string_view Plan::note(Comparison::PairIndex pair) const {
    const auto found =
        std::lower_bound(notes.begin(), notes.end(), pair,
                         [](const Note& note, Comparison::PairIndex p) { return note.pair < p; });
    return found != notes.end() && found->pair == pair ? std::string_view(found->text) : std::string_view();
}

Plan makePlan(const PlanInputs& inputs) {
    Plan plan;
    plan.offsetSeconds = inputs.offsetSeconds;
    plan.firstRun = inputs.firstRun;
    const Renames renames = findRenames(inputs);
    decideRows(inputs, renames, plan);
    settleUserNames(inputs, plan);
    noteRenames(inputs, renames, plan);
    std::sort(plan.notes.begin(), plan.notes.end(),
              [](const Plan::Note& a, const Plan::Note& b) { return a.pair < b.pair; });
    setChangeIds(inputs, plan);
    plan.counts = countRows(plan.rows);
    return plan;
}

std::uint32_t cutToWritingRows(Plan& plan, std::uint32_t most) {
    std::uint32_t kept = 0;
    const auto cut =
        std::erase_if(plan.rows, [&kept, most](const PlanRow& row) { return row.writes() && ++kept > most; });
    plan.counts = countRows(plan.rows);
    return static_cast<std::uint32_t>(cut);
}

} // namespace devsync::core
