// SPDX-License-Identifier: Apache-2.0
#include "tests/support/world_oracle.h"

#include "sync/core/user_name.h"

#include <set>

namespace devsync::testing {

using namespace core;

namespace {

using AccountsOf = std::map<std::string, BothSides<std::vector<const Account*>>>;

/// 6: may this side be written in this way at all?
bool allowed(const Policy& policy, Side target, bool create) {
    if (policy.direction == Direction::ApigeeToPortal && target == Side::Apigee)
        return false;
    if (policy.direction == Direction::PortalToApigee && target == Side::Portal)
        return false;
    if (policy.only == OnlyKind::Create && !create)
        return false;
    if (policy.only == OnlyKind::Update && create)
        return false;
    if (policy.readOnly[target])
        return false;
    return create ? policy.allow[target].create : policy.allow[target].update;
}

bool inScope(const Policy& policy, const std::string& email) {
    bool anyInclude = false;
    for (const ScopeRule& rule : policy.scope.rules()) {
        const bool hit = rule.kind == ScopeRule::Kind::Address ? email == rule.pattern
                                                               : email.ends_with("@" + rule.pattern);
        if (hit)
            return rule.include;
        anyInclude = anyInclude || rule.include;
    }
    return !anyInclude;
}

/// 2: each account whose id the baseline knows under another address, and who lives there now.
std::set<std::string> renamed(const OracleWorld& world, const AccountsOf& accounts) {
    std::set<std::string> names;
    for (const auto& [email, sides] : accounts)
        for (const Side side : kSides)
            for (const Account* account : sides[side])
                for (const BaselineRow& row : *world.baseline)
                    if (!account->id.empty() && row.ids[side] == account->id && row.email != email) {
                        names.insert(email);
                        if (accounts.contains(row.email))
                            names.insert(row.email);
                    }
    return names;
}

class WorldJudge {
public:
    explicit WorldJudge(const OracleWorld& world) : m_world(world), m_policy(*world.policy) {
        for (const Side side : kSides)
            for (const Account& account : *world.accounts[side])
                if (!account.email.empty())
                    m_accounts[lowered(account.email)][side].push_back(&account);
        m_renamed = renamed(world, m_accounts);
    }

    std::map<std::string, WorldAnswer> judge() {
        for (const auto& [email, sides] : m_accounts)
            m_answers[email] = judgeOne(email, sides.apigee, sides.portal);
        giveUserNames();
        return std::move(m_answers);
    }

private:
    WorldAnswer judgeOne(const std::string& email, const std::vector<const Account*>& apigee,
                         const std::vector<const Account*>& portal) {
        const WorldAnswer excluded{.action = "excluded"};
        if (!inScope(m_policy, email))
            return excluded;
        if (apigee.empty() && isProtected(*portal.front()))
            return excluded;
        const bool twins = apigee.size() > 1 || portal.size() > 1;
        const OracleAnswer pair = askOracle({.apigee = apigee.empty() ? nullptr : apigee.front(),
                                             .portal = portal.empty() ? nullptr : portal.front(),
                                             .baseline = known(email),
                                             .offsetSeconds = m_world.offsetSeconds},
                                            m_policy);
        const bool held = pair.action == "held" || twins || m_renamed.contains(email);
        const std::string action = pair.action == "held" ? pair.intended : pair.action;
        if (!mayHappen(twins ? "same" : action, held, apigee.empty(), portal.empty()))
            return excluded;
        if (twins || m_renamed.contains(email))
            return {.action = "held"};
        WorldAnswer answer{.action = pair.action, .winner = pair.winner, .conflict = pair.conflict};
        answer.apigee = pair.apigee;
        answer.portal = pair.portal;
        answer.setInactive = pair.action == "create_developer" && portal.front()->status == Status::Inactive;
        return answer;
    }

    /// What settings forbid is never held.
    bool mayHappen(const std::string& action, bool held, bool noDeveloper, bool noUser) const {
        if (action == "to_portal")
            return allowed(m_policy, Side::Portal, false);
        if (action == "to_apigee")
            return allowed(m_policy, Side::Apigee, false);
        if (action == "create_portal_user" || (held && noUser))
            return allowed(m_policy, Side::Portal, true);
        if (action == "create_developer" || (held && noDeveloper))
            return allowed(m_policy, Side::Apigee, true);
        return !held || allowed(m_policy, Side::Apigee, false) || allowed(m_policy, Side::Portal, false);
    }

    bool isProtected(const Account& user) const {
        return user.uid == 1 || user.uid == m_world.protectedAccounts.signInUid;
    }

    const BaselineRow* known(const std::string& email) const {
        for (const BaselineRow& row : *m_world.baseline)
            if (row.email == email)
                return &row;
        return nullptr;
    }

    /// 4: names the portal has, and those of the rows before, are taken.
    void giveUserNames() {
        std::set<std::string> taken;
        for (const Account& user : *m_world.accounts.portal)
            taken.insert(lowered(user.userName));
        for (auto& [email, answer] : m_answers) {
            if (answer.action != "create_portal_user")
                continue;
            const std::string& wanted = m_accounts[email].apigee.front()->userName;
            if (isLegalUserName(wanted) && taken.insert(lowered(wanted)).second)
                answer.userName = wanted;
            else if (m_policy.userNameClash == UserNameClashMode::Hold)
                answer = {.action = "held", .winner = answer.winner};
        }
    }

    const OracleWorld& m_world;
    const Policy& m_policy;
    AccountsOf m_accounts;
    std::set<std::string> m_renamed;
    std::map<std::string, WorldAnswer> m_answers;
};

} // namespace

std::string lowered(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::map<std::string, WorldAnswer> askWorldOracle(const OracleWorld& world) {
    return WorldJudge(world).judge();
}

} // namespace devsync::testing
