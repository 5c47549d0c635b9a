// SPDX-License-Identifier: Apache-2.0
#include "sync/core/plan_user_names.h"

#include "sync/core/decide.h"
#include "sync/core/email_key.h"
#include "sync/core/user_name.h"

#include <algorithm>
#include <map>
#include <set>

namespace devsync::core {

namespace {

/// The portal compares user names without regard to case, as its database's collation does.
std::uint64_t nameHash(std::string_view name) {
    std::string folded;
    return textHash(appendFolded(name, folded) ? std::string_view(folded) : name);
}

std::vector<std::uint64_t> portalNames(const Comparison& comparison) {
    const CompleteListing& portal = comparison.listing(Side::Portal);
    std::vector<std::uint64_t> names;
    names.reserve(portal.table().size());
    AccountScratch scratch;
    for (AccountTable::RowIndex row = 0; row < portal.table().size(); ++row) {
        if (!portal.superseded(row))
            names.push_back(nameHash(portal.table().at(row, scratch).userName));
    }
    std::sort(names.begin(), names.end());
    return names;
}

class UserNames {
public:
    UserNames(const PlanInputs& inputs, Plan& plan)
        : m_comparison(*inputs.comparison), m_mode(inputs.policy->userNameClash), m_plan(plan),
          m_taken(portalNames(m_comparison)) {}

    void settle() {
        for (PlanRow& row : m_plan.rows) {
            if (row.action == Action::CreatePortalUser)
                claim(row);
            else if (row.heldBecause == HeldBecause::UserNameIllegal)
                m_open.push_back(&row);
        }
        // Proposals come last, so that none takes a name a later row has by right.
        std::sort(m_open.begin(), m_open.end(),
                  [](const PlanRow* a, const PlanRow* b) { return a->pair < b->pair; });
        for (PlanRow* row : m_open)
            propose(*row);
    }

private:
    /// The first row by folded address has the name; the rows that come later have to take another.
    void claim(PlanRow& row) {
        const std::string_view wanted = developer(row).userName;
        const bool legal = isLegalUserName(wanted);
        if (legal && !isTaken(wanted)) {
            m_claimed.insert(nameHash(wanted));
            return;
        }
        if (m_mode == UserNameClashMode::Hold)
            holdRow(row, legal ? HeldBecause::UserNameTaken : HeldBecause::UserNameIllegal, 0);
        m_open.push_back(&row);
    }

    void propose(const PlanRow& row) {
        const AccountView& account = developer(row);
        const std::string legal = legalUserName(account.userName, account.email);
        std::uint64_t& number = m_numbers.try_emplace(nameHash(legal), 1).first->second;
        std::string proposed = freeUserName(
            legal, [this](std::string_view name) { return isTaken(name); }, number);
        m_claimed.insert(nameHash(proposed));
        m_plan.notes.push_back({row.pair, std::move(proposed)});
    }

    bool isTaken(std::string_view name) const {
        const std::uint64_t hash = nameHash(name);
        return m_claimed.contains(hash) || std::binary_search(m_taken.begin(), m_taken.end(), hash);
    }

    const AccountView& developer(const PlanRow& row) {
        return m_comparison.listing(Side::Apigee).table().at(m_comparison.pair(row.pair).apigee, m_scratch);
    }

    const Comparison& m_comparison;
    const UserNameClashMode m_mode;
    Plan& m_plan;
    AccountScratch m_scratch;
    const std::vector<std::uint64_t> m_taken; ///< sorted
    std::set<std::uint64_t> m_claimed;
    std::map<std::uint64_t, std::uint64_t> m_numbers; ///< up to which a name's numbers are taken
    std::vector<PlanRow*> m_open;
};

bool createsPortalUser(const PlanRow& row) {
    return row.action == Action::CreatePortalUser || row.heldBecause == HeldBecause::UserNameIllegal;
}

} // namespace

void settleUserNames(const PlanInputs& inputs, Plan& plan) {
    if (std::any_of(plan.rows.begin(), plan.rows.end(), createsPortalUser))
        UserNames(inputs, plan).settle();
}

} // namespace devsync::core
