// SPDX-License-Identifier: Apache-2.0
// Counts of the chips stay what a recount gives, whatever the rows do; rows are found by address.
#include "tests/view/view_world.h"
#include "ui/view/diff_rows.h"

#include <QTest>

#include <random>

using namespace devsync;
using core::RowState;
using view::Chip;

namespace {

view::ChipCounts recount(const view::DiffRows& rows) {
    view::ChipCounts counts{};
    for (std::uint32_t row = 0; row < rows.size(); ++row)
        for (const Chip chip : view::kChips)
            counts[static_cast<std::size_t>(chip)] +=
                view::chipsOf(rows.row(row), rows.state(row)).has(chip) ? 1 : 0;
    return counts;
}

} // namespace

class DiffRowsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void counts_are_a_recount() {
        view::DiffRows rows(testing::preparedPlan(testing::mixedWorld()));
        QVERIFY(rows.counts() == recount(rows));
        std::mt19937 random(7);
        const auto planned = static_cast<std::uint32_t>(rows.states().size());
        QVERIFY(planned > 4);
        for (int change = 0; change < 500; ++change) {
            rows.setState(random() % planned, static_cast<RowState>(random() % 7));
            QVERIFY(rows.counts() == recount(rows));
        }
    }

    void planned_numbers_name_rows_in_order() {
        view::DiffRows rows(testing::preparedPlan(testing::mixedWorld()));
        std::uint32_t planned = 0;
        for (std::uint32_t row = 0; row < rows.size(); ++row) {
            if (!rows.row(row).planned())
                continue;
            QCOMPARE(rows.setState(planned++, RowState::Done), row);
            QVERIFY(rows.state(row) == RowState::Done);
        }
        QCOMPARE(planned, static_cast<std::uint32_t>(rows.states().size()));
        QCOMPARE(rows.setState(planned, RowState::Done), rows.size());
    }

    void rows_that_are_not_planned_have_not_started() {
        view::DiffRows rows(testing::preparedPlan(testing::mixedWorld()));
        for (std::uint32_t planned = 0; planned < rows.states().size(); ++planned)
            rows.setState(planned, RowState::Failed);
        for (std::uint32_t row = 0; row < rows.size(); ++row)
            QCOMPARE(rows.state(row) == RowState::NotStarted, !rows.row(row).planned());
    }

    void finds_every_address_and_no_other() {
        const view::DiffRows rows(testing::preparedPlan(testing::mixedWorld()));
        std::uint32_t addresses = 0;
        for (std::uint32_t row = 0; row < rows.size(); ++row) {
            if (rows.email(row).empty())
                continue;
            QCOMPARE(rows.find(rows.email(row)), row);
            ++addresses;
        }
        QCOMPARE(addresses, rows.size() - 1); // one account has none
        for (const char* const stranger :
             {"", "a", "ana@acme.co", "ana@acme.comm", "zz@zz.zz", "ANA@acme.com"})
            QCOMPARE(rows.find(stranger), rows.size());
    }

    void of_nothing() {
        const view::DiffRows rows(testing::preparedPlan({}));
        QCOMPARE(rows.size(), 0U);
        QVERIFY(rows.counts() == view::ChipCounts{});
        QCOMPARE(rows.find("ana@acme.com"), 0U);
    }
};

QTEST_GUILESS_MAIN(DiffRowsTest)
#include "diff_rows_test.moc"
