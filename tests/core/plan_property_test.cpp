// SPDX-License-Identifier: Apache-2.0
// Promises of the plan over random worlds: pure (I1), idempotent (I2), the fence (I4), no deletion (I5), the
// right winner (I6), and an override that changes its own row only.
#include "sync/core/planned_change.h"
#include "sync/core/row_details.h"
#include "tests/core/plan_world.h"
#include "tests/support/rule_case.h"
#include "tests/support/rule_oracle.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <rapidcheck.h>

using namespace devsync::core;
using namespace devsync::testing;

namespace {

const std::vector<std::string> kEmails{"a@x.com", "b@x.com", "B@x.com", "c@x.com", "d@x.com", "e@x.com"};

Value anyName() {
    return *rc::gen::element(Value::empty(), Value::text("FirstName"), Value::text("Ana"), Value::text("Bo"));
}

Value anyAttribute(Side side) {
    const Value none = side == Side::Apigee ? Value::absent() : Value::empty();
    return *rc::gen::element(none, Value::empty(), Value::text("a"), Value::text("b"), Value::of({"a", "b"}),
                             side == Side::Apigee ? Value::undecodable("{") : Value::text("c"));
}

void edit(Account& account, Side side) {
    account.fields = {anyName(), anyName(), anyAttribute(side), anyAttribute(side)};
    account.status = *rc::gen::element(Status::Active, Status::Active, Status::Inactive);
    account.userName = *rc::gen::element<std::string>("ana", "Ana", "bo", "c/d", "eve");
}

/// Times close together, so that ties and near ties are common.
std::int64_t anyTime(Side side, std::int64_t from) {
    const auto seconds = *rc::gen::inRange<std::int64_t>(from, from + 4);
    return side == Side::Apigee ? seconds * 1000 + *rc::gen::inRange(0, 1000) : seconds;
}

void addAccounts(PlanWorld& world, Side side) {
    for (const std::string& email : kEmails) {
        if (*rc::gen::inRange(0, 10) < 4)
            continue;
        Account& account = world.add(side, email);
        edit(account, side);
        account.changedRaw = *rc::gen::inRange(0, 12) == 0 ? 0 : anyTime(side, 100);
    }
}

/// What people do between two runs: edits, deletions, changed addresses, new accounts.
void disturb(PlanWorld& world, Side side) {
    auto& accounts = world.accounts[side];
    for (Account& account : accounts) {
        const int what = *rc::gen::inRange(0, 12);
        if (what < 4)
            account.fields[*rc::gen::inRange<std::size_t>(0, 4)] = anyAttribute(side);
        if (what < 6)
            account.changedRaw = anyTime(side, world.clock + 1);
        if (what == 11)
            account.email = "moved-" + account.email;
    }
    std::erase_if(accounts, [](const Account&) { return *rc::gen::inRange(0, 12) == 0; });
}

PlanWorld anyWorld() {
    PlanWorld world;
    world.policy.emptyField = *rc::gen::element(EmptyFieldMode::RemovedOnly, EmptyFieldMode::Mirror);
    world.policy.missingAttribute =
        *rc::gen::element(MissingAttributeMode::Keep, MissingAttributeMode::Mirror);
    world.policy.userNameClash =
        *rc::gen::element(UserNameClashMode::Hold, UserNameClashMode::ProposeAndCreate);
    world.offsetSeconds = *rc::gen::element<std::int64_t>(0, 2, -2);
    for (const Side side : kSides)
        addAccounts(world, side);
    if (*rc::gen::arbitrary<bool>())
        return world;
    world = afterRun(world);
    for (const Side side : kSides)
        disturb(world, side);
    return world;
}

template <class T>
void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[*rc::gen::inRange<std::size_t>(0, i)]);
}

std::vector<std::string> idsOf(const PlanInputs& inputs, const Plan& plan) {
    std::vector<std::string> text = planText(inputs, plan);
    for (std::size_t i = 0; i < text.size(); ++i)
        text[i] += " #" + std::to_string(plan.rows[i].changeId) + " " + flagText(plan.rows[i]);
    return text;
}

const Account* only(const std::vector<Account>& accounts, std::string_view folded) {
    const Account* found = nullptr;
    for (const Account& account : accounts) {
        std::string email = account.email;
        std::transform(email.begin(), email.end(), email.begin(), [](char c) { return c == 'B' ? 'b' : c; });
        if (email == folded)
            found = &account;
    }
    return found;
}

bool spansRows(HeldBecause because) {
    return because == HeldBecause::Twins || because == HeldBecause::Renamed
           || because == HeldBecause::UserNameTaken;
}

std::string oracleAction(const PlanRow& row) {
    static const std::map<Action, std::string> kWords{
        {Action::Same, "same"},
        {Action::UpdatePortalUser, "to_portal"},
        {Action::UpdateDeveloper, "to_apigee"},
        {Action::CreatePortalUser, "create_portal_user"},
        {Action::CreateDeveloper, "create_developer"},
        {Action::Held, "held"},
    };
    return kWords.at(row.action);
}

void holds(const std::function<void()>& property) {
    QVERIFY(rc::check(property));
}

} // namespace

class PlanPropertyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!qEnvironmentVariableIsSet("RC_PARAMS"))
            qputenv("RC_PARAMS", "max_success=10000");
    }

    void pureWhateverTheOrder() {
        holds([] {
            PlanWorld world = anyWorld();
            const PlanInputs inputs = inputsOf(world);
            const auto first = idsOf(inputs, makePlan(inputs));
            for (const Side side : kSides)
                shuffle(world.accounts[side]);
            shuffle(world.baseline);
            const PlanInputs shuffled = inputsOf(world);
            RC_ASSERT(idsOf(shuffled, makePlan(shuffled)) == first);
        });
    }

    void aSecondRunHasNothingToWrite() {
        holds([] {
            const PlanWorld after = afterRun(anyWorld());
            const PlanInputs inputs = inputsOf(after);
            const Plan plan = makePlan(inputs);
            if (plan.counts.writes() != 0)
                RC_FAIL(planText(inputs, plan).front());
        });
    }

    void everyRowIsAsTheOracleSays() {
        holds([] {
            const PlanWorld world = anyWorld();
            const PlanInputs inputs = inputsOf(world);
            for (const PlanRow& row : makePlan(inputs).rows) {
                if (spansRows(row.heldBecause))
                    continue;
                const std::string_view email = inputs.comparison->foldedEmail(row.pair);
                const Account* apigee = only(world.accounts.apigee, email);
                const Account* portal = only(world.accounts.portal, email);
                const BaselineRow* known = inputs.baselineValues->find(email);
                const OracleAnswer answer =
                    askOracle({apigee, portal, known, world.offsetSeconds}, world.policy);
                const bool named = world.policy.userNameClash == UserNameClashMode::ProposeAndCreate
                                   && row.action == Action::CreatePortalUser;
                if ((!named && oracleAction(row) != answer.action) || row.winner != answer.winner)
                    RC_FAIL(std::string(email) + ": " + rowText(row) + "; oracle: " + answer.action);
            }
        });
    }

    void theFenceHoldsAndNothingIsDeleted() {
        holds([] {
            const PlanWorld world = anyWorld();
            const PlanWorld after = afterRun(world);
            for (const Side side : kSides) {
                RC_ASSERT(after.accounts[side].size() >= world.accounts[side].size());
                for (std::size_t i = 0; i < world.accounts[side].size(); ++i) {
                    const Account& was = world.accounts[side][i];
                    const Account& is = after.accounts[side][i];
                    RC_ASSERT(is.email == was.email && is.userName == was.userName
                              && is.status == was.status);
                    RC_ASSERT(is.unmanagedFingerprint == was.unmanagedFingerprint);
                }
            }
        });
    }

    void updatesCarryNoNameAndNoStatus() {
        holds([] {
            const PlanInputs inputs = inputsOf(anyWorld());
            const Plan plan = makePlan(inputs);
            RowDetailsScratch scratch;
            for (const PlannedRow& row : plannedRows(plan)) {
                const PlannedChange change = toPlannedChange(inputs, plan, row, scratch);
                if (change.action != Action::UpdatePortalUser && change.action != Action::UpdateDeveloper)
                    continue;
                RC_ASSERT(change.userName.empty());
                RC_ASSERT(!change.has(RowFlag::SetInactive));
            }
        });
    }

    void anOverrideChangesItsOwnRowOnly() {
        holds([] {
            PlanWorld world = anyWorld();
            world.policy.userNameClash = UserNameClashMode::Hold;
            for (std::size_t i = 0; i < world.accounts.apigee.size(); ++i)
                world.accounts.apigee[i].userName = "name-" + std::to_string(i); // names span rows
            const PlanInputs inputs = inputsOf(world);
            const Plan before = makePlan(inputs);
            if (before.rows.empty())
                return;
            const auto row = *rc::gen::inRange<std::size_t>(0, before.rows.size());
            const std::string email(inputs.comparison->foldedEmail(before.rows[row].pair));
            world.decisions.rows[email].row =
                *rc::gen::element(RowOverride::ToPortal, RowOverride::ToApigee, RowOverride::Hold);
            const Plan after = makePlan(inputsOf(world));
            for (std::size_t i = 0; i < before.rows.size(); ++i)
                RC_ASSERT(i == row || after.rows[i] == before.rows[i]);
        });
    }

    void countsCloseOverTheRows() {
        holds([] {
            const Plan plan = makePlan(inputsOf(anyWorld()));
            const PlanCounts& c = plan.counts;
            RC_ASSERT(c.same + c.excluded + c.planned() == plan.rows.size());
            RC_ASSERT(plannedRows(plan).size() == c.planned());
        });
    }
};

QTEST_APPLESS_MAIN(PlanPropertyTest)
#include "plan_property_test.moc"
