// SPDX-License-Identifier: Apache-2.0
#include "tests/core/plan_world.h"

#include "sync/core/baseline_update.h"
#include "sync/core/planned_change.h"
#include "sync/core/row_details.h"
#include "tests/core/listing_world.h"
#include "tests/support/rule_case.h"

#include <algorithm>

namespace devsync::testing {

using namespace core;

namespace {

class Run {
public:
    explicit Run(const PlanWorld& world)
        : m_world(world), m_inputs(inputsOf(world)), m_plan(makePlan(m_inputs)) {}

    PlanWorld carryOut() {
        m_world.clock += 1000;
        for (const PlannedRow& row : plannedRows(m_plan))
            write(toPlannedChange(m_inputs, m_plan, row, m_scratch));
        for (std::uint32_t row = 0; row < m_plan.rows.size(); ++row) {
            if (m_plan.rows[row].action == Action::Same)
                read(row);
        }
        return std::move(m_world);
    }

private:
    void write(const PlannedChange& change) {
        switch (change.action) {
        case Action::UpdatePortalUser:
            return update(change, Side::Portal, change.writePortal);
        case Action::UpdateDeveloper:
            return update(change, Side::Apigee, change.writeApigee);
        case Action::CreatePortalUser:
            return create(change, Side::Portal);
        case Action::CreateDeveloper:
            return create(change, Side::Apigee);
        default:
            return;
        }
    }

    void update(const PlannedChange& change, Side target, FieldMask writes) {
        auto& accounts = m_world.accounts[target];
        const auto account = std::find(accounts.begin(), accounts.end(), *change.before[target]);
        for (std::size_t i = 0; i < change.result.size(); ++i) {
            if (writes.has(static_cast<FieldIndex>(i)))
                account->fields[i] = change.result[i];
        }
        account->changedRaw = now(target);
        remember(baselineAfterWrite(change, target, *account));
    }

    void create(const PlannedChange& change, Side target) {
        Account account;
        account.email = change.before[otherSide(target)]->email;
        account.userName = change.userName;
        account.id = "made-" + change.email;
        account.uid =
            target == Side::Portal ? static_cast<std::uint32_t>(m_world.clock * 100) + change.row : 0;
        account.status = change.createStatus;
        account.changedRaw = now(target);
        account.fields = change.result;
        m_world.accounts[target].push_back(account);
        remember(baselineAfterWrite(change, target, account));
    }

    void read(std::uint32_t row) {
        const RowDetails& details = describeRow(m_inputs, m_plan, row, m_scratch);
        const BaselineEntry* known = m_inputs.baseline->find(textHash(details.email));
        if (auto reading = baselineAfterReading(details, known))
            remember(std::move(*reading));
    }

    void remember(BaselineRow row) {
        std::erase_if(m_world.baseline,
                      [&row](const BaselineRow& known) { return known.email == row.email; });
        m_world.baseline.push_back(std::move(row));
    }

    std::int64_t now(Side side) const {
        return side == Side::Apigee ? m_world.clock * 1000 : m_world.clock + m_world.offsetSeconds;
    }

    PlanWorld m_world;
    const PlanInputs m_inputs;
    const Plan m_plan;
    RowDetailsScratch m_scratch;
};

} // namespace

PlanWorld::PlanWorld() {
    policy.mapping = caseMapping();
}

Account& PlanWorld::add(Side side, const std::string& email) {
    Account& account = accounts[side].emplace_back();
    account.email = email;
    account.userName = email.substr(0, email.find('@'));
    account.id = (side == Side::Apigee ? "dev-" : "uuid-") + email;
    account.uid = side == Side::Portal ? static_cast<std::uint32_t>(100 + accounts.portal.size()) : 0;
    account.changedRaw = side == Side::Apigee ? 100'000 : 100;
    account.fields = {Value::text("Ana"), Value::text("Souza"), Value::text("Acme"), Value::of({"a"})};
    return account;
}

PlanInputs inputsOf(const PlanWorld& world) {
    PlanInputs inputs;
    const auto listing = [&world](Side side) {
        return core::testing::listingOf(side, world.accounts[side], world.policy.mapping.fieldCount());
    };
    inputs.comparison =
        std::make_shared<const Comparison>(compare(listing(Side::Apigee), listing(Side::Portal)));
    std::vector<BaselineEntry> entries;
    auto values = std::make_shared<BaselineValues>();
    for (const BaselineRow& row : world.baseline) {
        entries.push_back(row.entry);
        values->add(row);
    }
    inputs.firstRun = entries.empty();
    inputs.baseline = std::make_shared<const BaselineIndex>(std::move(entries));
    inputs.baselineValues = std::move(values);
    inputs.policy = std::make_shared<const Policy>(world.policy);
    inputs.decisions = std::make_shared<const Decisions>(world.decisions);
    inputs.protectedAccounts = world.protectedAccounts;
    inputs.offsetSeconds = world.offsetSeconds;
    return inputs;
}

PlanWorld afterRun(const PlanWorld& world) {
    return Run(world).carryOut();
}

std::vector<std::string> planText(const PlanInputs& inputs, const Plan& plan) {
    std::vector<std::string> lines;
    for (const PlanRow& row : plan.rows) {
        std::string line = std::string(inputs.comparison->foldedEmail(row.pair)) + " " + rowText(row);
        const std::string_view note = plan.note(row.pair);
        lines.push_back(note.empty() ? line : line + " (" + std::string(note) + ")");
    }
    return lines;
}

} // namespace devsync::testing
