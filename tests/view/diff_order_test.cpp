// SPDX-License-Identifier: Apache-2.0
// Orders of the diff table against a slow oracle that reads the accounts itself.
#include "sync/core/email_key.h"
#include "sync/core/row_details.h"
#include "tests/view/view_world.h"
#include "ui/view/diff_order.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace devsync;
using core::RowState;
using core::Side;
using core::Value;
using view::Chip;
using view::DiffColumn;
using view::DiffQuery;

namespace {

std::string foldedText(std::string_view text) {
    std::string out;
    return core::appendFolded(text, out) ? out : std::string(text);
}

/// A text that orders as the cell does.
std::string cellKey(const engine::PreparedPlan& plan, std::uint32_t row, DiffColumn column) {
    const view::ColumnFacts facts = view::factsOf(column);
    core::RowDetailsScratch scratch;
    const core::RowDetails& details = core::describeRow(plan.inputs, plan.plan, row, scratch);
    const core::AccountView* const account = facts.side ? details.accounts[*facts.side] : nullptr;
    if (facts.side && account == nullptr)
        return {};
    const auto number = [](std::int64_t value) {
        const std::string digits = std::to_string(value);
        return std::string(20 - digits.size(), '0') + digits;
    };
    std::string key;
    switch (facts.kind) {
    case view::CellKind::FirstName:
        return foldedText(account->field(core::kFirstName).single());
    case view::CellKind::LastName:
        return foldedText(account->field(core::kLastName).single());
    case view::CellKind::Attributes:
        for (std::size_t field = core::kFirstAttribute; field < account->fields.size(); ++field) {
            for (const std::string_view item : account->fields[field].items())
                key += foldedText(item) + '\x1f';
            key += '\x1e';
        }
        return key;
    case view::CellKind::Changed:
        return number(account->changedRaw);
    case view::CellKind::Action:
        return number(static_cast<int>(details.row->action))
               + (details.row->has(core::RowFlag::Conflict) ? '0' : '1')
               + number(static_cast<int>(details.row->heldBecause));
    case view::CellKind::Email:
    case view::CellKind::Result:
        break;
    }
    return {};
}

RowState stateOf(const view::OrderInputs& inputs, std::uint32_t row) {
    const auto& rows = inputs.plan->plan.rows;
    const auto planned = std::count_if(rows.begin(), rows.begin() + row,
                                       [](const core::PlanRow& before) { return before.planned(); });
    const auto at = static_cast<std::size_t>(planned);
    return rows[row].planned() && at < inputs.states.size() ? inputs.states[at] : RowState::NotStarted;
}

int compareBy(const view::OrderInputs& inputs, view::SortBy sort, std::uint32_t a, std::uint32_t b) {
    int way = 0;
    if (sort.column == DiffColumn::Email) {
        way = a < b ? -1 : a > b ? 1 : 0;
    } else if (sort.column == DiffColumn::Result) {
        const auto key = [&](std::uint32_t row) {
            return inputs.plan->plan.rows[row].planned() ? static_cast<int>(stateOf(inputs, row)) : 99;
        };
        way = key(a) - key(b);
    } else {
        way = cellKey(*inputs.plan, a, sort.column).compare(cellKey(*inputs.plan, b, sort.column));
    }
    return sort.descending ? -way : way;
}

std::vector<std::uint32_t> expected(const view::OrderInputs& inputs) {
    std::vector<std::uint32_t> rows;
    view::RowSearch search(inputs.query.search);
    for (std::uint32_t row = 0; row < inputs.plan->plan.rows.size(); ++row) {
        const core::PlanRow& planRow = inputs.plan->plan.rows[row];
        if (view::chipsOf(planRow, stateOf(inputs, row)).has(inputs.query.chip)
            && search.matches(*inputs.plan->inputs.comparison, planRow.pair))
            rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        const int way = compareBy(inputs, inputs.query.sort, a, b);
        return way != 0 ? way < 0 : compareBy(inputs, inputs.query.then, a, b) < 0;
    });
    return rows;
}

std::vector<std::uint32_t> ordered(const view::OrderInputs& inputs) {
    view::SortKeyCache cache;
    return view::orderRows(inputs, cache, false).value();
}

testing::PlanWorld crowd() {
    std::mt19937 random(11);
    const std::array names{"Ana", "ana", "Änne", "Zoe", "", "İnci", "ılgaz", "Ana\x1f", "日本", "Anastasia"};
    testing::PlanWorld world;
    for (int person = 0; person < 120; ++person)
        for (const Side side : core::kSides) {
            if (random() % 4 == 0)
                continue;
            core::Account& account = world.add(side, "p" + std::to_string(person * 7919 % 1000) + "@x.yz");
            account.fields[core::kFirstName] = Value::text(names[random() % names.size()]);
            account.fields[core::kLastName] = Value::text(names[random() % names.size()]);
            account.fields[3] = Value::of({names[random() % 4], names[random() % 4]});
            account.changedRaw = (1 + random() % 20) * (side == Side::Apigee ? 1000 : 1);
        }
    return world;
}

std::vector<RowState> someStates(const engine::PreparedPlan& plan) {
    std::mt19937 random(5);
    std::vector<RowState> states(plan.plan.counts.planned());
    for (RowState& state : states)
        state = static_cast<RowState>(random() % 7);
    return states;
}

} // namespace

class DiffOrderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_order_is_the_oracles() {
        const auto plan = testing::preparedPlan(crowd());
        const std::vector<RowState> states = someStates(*plan);
        for (int column = 0; column < view::kDiffColumnCount; ++column)
            for (int then = 0; then < view::kDiffColumnCount; ++then)
                for (const bool descending : {false, true}) {
                    view::OrderInputs inputs{plan, states, {}};
                    inputs.query.sort = {static_cast<DiffColumn>(column), descending};
                    if (then != column)
                        inputs.query.then = {static_cast<DiffColumn>(then), !descending};
                    QVERIFY2(
                        ordered(inputs) == expected(inputs),
                        qPrintable(QStringLiteral("%1 then %2 %3").arg(column).arg(then).arg(descending)));
                }
    }

    void chips_and_search_leave_the_oracles_rows() {
        for (const auto& world : {crowd(), testing::mixedWorld()}) {
            const auto plan = testing::preparedPlan(world);
            for (const Chip chip : view::kChips)
                for (const char* const search : {"", "ana", "ÄNNE", "p1 zoe", "nobody at all"}) {
                    view::OrderInputs inputs{plan, someStates(*plan), {}};
                    inputs.query = {
                        .chip = chip, .search = search, .sort = {DiffColumn::PortalLastName, true}};
                    QVERIFY(ordered(inputs) == expected(inputs));
                }
        }
    }

    void a_kept_cache_changes_nothing() {
        const auto plan = testing::preparedPlan(crowd());
        view::SortKeyCache cache;
        for (int round = 0; round < 3; ++round)
            for (int column = 0; column < view::kDiffColumnCount; ++column) {
                view::OrderInputs inputs{plan, {}, {}};
                inputs.query.sort.column = static_cast<DiffColumn>(column);
                inputs.query.then.column = static_cast<DiffColumn>((column + 3) % view::kDiffColumnCount);
                QVERIFY(view::orderRows(inputs, cache, false) == ordered(inputs));
            }
    }

    void another_column_ascends_and_keeps_the_old_one() {
        DiffQuery query = view::sortedBy({}, DiffColumn::PortalLastName);
        QVERIFY((query.sort == view::SortBy{DiffColumn::PortalLastName, false}));
        query = view::sortedBy(query, DiffColumn::PortalLastName);
        QVERIFY((query.sort == view::SortBy{DiffColumn::PortalLastName, true}));
        QVERIFY((query.then == view::SortBy{}));
        query = view::sortedBy(query, DiffColumn::Action);
        QVERIFY((query.sort == view::SortBy{DiffColumn::Action, false}));
        QVERIFY((query.then == view::SortBy{DiffColumn::PortalLastName, true}));
    }

    void cancelled_it_gives_nothing() {
        const auto plan = testing::preparedPlan(crowd());
        view::SortKeyCache cache;
        QVERIFY(!view::orderRows({plan, {}, {}}, cache, true));
    }

    void of_nothing() {
        const auto plan = testing::preparedPlan({});
        for (int column = 0; column < view::kDiffColumnCount; ++column)
            QVERIFY(ordered({plan, {}, {.sort = {static_cast<DiffColumn>(column), true}}}).empty());
    }
};

QTEST_GUILESS_MAIN(DiffOrderTest)
#include "diff_order_test.moc"
