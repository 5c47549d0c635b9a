// SPDX-License-Identifier: Apache-2.0
// Safety before the first write (I12): the limits of sync-rules 8.
#include "sync/core/limits.h"

#include <QTest>

using namespace devsync::core;

namespace {

struct Row {
    const char* name;
    PlanCounts counts;
    BothSides<std::uint32_t> listed;
    BothSides<std::uint32_t> baseline;
    std::vector<LimitExceeded> exceeded;
};

const Row kRows[] = {
    {"100 updates are not over 100", {.updateDeveloper = 100}, {200, 200}, {200, 200}, {}},
    {"101 updates, over 20 %",
     {.updateDeveloper = 101},
     {200, 200},
     {200, 200},
     {{LimitKind::Updates, Side::Apigee, 101, 100}}},
    {"101 updates, under 20 %", {.updateDeveloper = 101}, {1000, 1000}, {1000, 1000}, {}},
    {"exactly 20 % is not over", {.updatePortalUser = 200}, {1000, 1000}, {1000, 1000}, {}},
    {"over 20 % of that side's accounts",
     {.updatePortalUser = 201},
     {9000, 1000},
     {1000, 1000},
     {{LimitKind::Updates, Side::Portal, 201, 200}}},
    {"a row that updates both counts on both",
     {.updatePortalUser = 100, .updateDeveloper = 100, .updateBoth = 1},
     {200, 200},
     {200, 200},
     {{LimitKind::Updates, Side::Apigee, 101, 100}, {LimitKind::Updates, Side::Portal, 101, 100}}},
    {"creations without a baseline are not limited",
     {.createPortalUser = 5000, .createDeveloper = 5000},
     {5000, 5000},
     {0, 0},
     {}},
    {"an empty side without a baseline is a first synchronisation",
     {.createPortalUser = 5000},
     {5000, 0},
     {0, 0},
     {}},
    {"creations once a baseline exists",
     {.createPortalUser = 101, .createDeveloper = 101},
     {200, 1000},
     {200, 200},
     {{LimitKind::Creations, Side::Apigee, 101, 100}}},
    {"51 removals", {.removals = 51}, {200, 200}, {200, 200}, {{LimitKind::Removals, Side::Apigee, 51, 50}}},
    {"50 removals", {.removals = 50}, {200, 200}, {200, 200}, {}},
    {"21 conflicts",
     {.conflicts = 21},
     {200, 200},
     {200, 200},
     {{LimitKind::Conflicts, Side::Apigee, 21, 20}}},
    {"a side the baseline knows is empty",
     {},
     {0, 10},
     {10, 10},
     {{LimitKind::SideEmpty, Side::Apigee, 0, 10}}},
    {"a side has shrunk by half", {}, {10, 5}, {10, 10}, {{LimitKind::SideShrunk, Side::Portal, 5, 10}}},
    {"just less than half", {}, {10, 6}, {10, 11}, {}},
};

} // namespace

class LimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judged_data() {
        QTest::addColumn<int>("number");
        int number = 0;
        for (const Row& row : kRows)
            QTest::newRow(row.name) << number++;
    }
    void judged() {
        QFETCH(int, number);
        const Row& row = kRows[number];
        Plan plan;
        plan.counts = row.counts;
        const Limits limits;
        const bool existed = row.baseline.apigee > 0;
        QVERIFY(judgeLimits({plan, limits, row.listed, row.listed, row.baseline, existed}) == row.exceeded);
    }

    void theSidesOwnAccountsDoNotHideThatItIsEmpty() {
        const std::vector<LimitExceeded> empty{{LimitKind::SideEmpty, Side::Portal, 0, 3}};
        const std::vector<LimitExceeded> shrunk{{LimitKind::SideShrunk, Side::Portal, 1, 3}};
        QVERIFY(judgeLimits({{}, {}, {3, 2}, {3, 0}, {3, 3}, true}) == empty);
        QVERIFY(judgeLimits({{}, {}, {3, 3}, {3, 1}, {3, 3}, true}) == shrunk);
    }

    void everyLimitIsASetting() {
        Plan plan;
        plan.counts = {.createDeveloper = 11, .updateDeveloper = 11, .conflicts = 1, .removals = 1};
        const Limits limits{.updatePercent = 5,
                            .updateMin = 10,
                            .createPercent = 5,
                            .createMin = 10,
                            .attributeRemovals = 0,
                            .conflicts = 0};
        const auto exceeded = judgeLimits({plan, limits, {200, 200}, {200, 200}, {200, 200}, true});
        QCOMPARE(exceeded.size(), std::size_t{4});
        QCOMPARE(exceeded.front().kind, LimitKind::Updates);
        QCOMPARE(exceeded.back().kind, LimitKind::Conflicts);
    }

    void aNumberLiftsUpToThatManyRows() {
        const PlanCounts counts{.updateDeveloper = 150, .held = 7};
        const std::vector<LimitExceeded> exceeded{{LimitKind::Updates, Side::Apigee, 150, 100}};
        QVERIFY(!mayProceed(exceeded, counts, 0));
        QVERIFY(!mayProceed(exceeded, counts, 149));
        QVERIFY(mayProceed(exceeded, counts, 150));
        QVERIFY(mayProceed({}, counts, 0));
    }

    void noNumberLiftsAnEmptyOrShrunkSide() {
        const PlanCounts counts{.updateDeveloper = 1};
        for (const LimitKind kind : {LimitKind::SideEmpty, LimitKind::SideShrunk})
            QVERIFY(!mayProceed({{kind, Side::Portal, 0, 10}}, counts, 1'000'000));
    }
};

QTEST_APPLESS_MAIN(LimitsTest)
#include "limits_test.moc"
