// SPDX-License-Identifier: Apache-2.0
// Requests and seconds a plan needs (sync-rules 8, `expected`).
#include "sync/core/expected_requests.h"

#include <QTest>

using namespace devsync::core;

namespace {

Plan planOf(std::initializer_list<PlanRow> rows) {
    Plan plan;
    plan.rows = rows;
    return plan;
}

PlanRow inactiveDeveloper() {
    PlanRow row{.action = Action::CreateDeveloper};
    row.set(RowFlag::SetInactive);
    return row;
}

} // namespace

class ExpectedRequestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requests_data() {
        QTest::addColumn<int>("action");
        QTest::addColumn<qulonglong>("apigee");
        QTest::addColumn<qulonglong>("portal");
        QTest::addColumn<qulonglong>("apigeeSaved"); // with a saved plan
        QTest::addColumn<qulonglong>("portalSaved");
        const auto row = [](const char* name, Action action, std::array<qulonglong, 4> counts) {
            QTest::newRow(name) << static_cast<int>(action) << counts[0] << counts[1] << counts[2]
                                << counts[3];
        };
        row("same", Action::Same, {0, 0, 0, 0});
        row("held", Action::Held, {0, 0, 0, 0});
        row("excluded", Action::Excluded, {0, 0, 0, 0});
        row("update portal", Action::UpdatePortalUser, {0, 2, 1, 2});
        row("update developer", Action::UpdateDeveloper, {2, 0, 2, 1});
        row("update both", Action::UpdateBoth, {2, 2, 2, 2});
        row("create user", Action::CreatePortalUser, {0, 2, 1, 2});
        row("create developer", Action::CreateDeveloper, {2, 0, 2, 1});
    }
    void requests() {
        QFETCH(int, action);
        QFETCH(qulonglong, apigee);
        QFETCH(qulonglong, portal);
        QFETCH(qulonglong, apigeeSaved);
        QFETCH(qulonglong, portalSaved);
        const Plan plan = planOf({{.action = static_cast<Action>(action)}});
        const auto fresh = expectedRequests(plan, {});
        QCOMPARE(fresh.apigee.total(), apigee);
        QCOMPARE(fresh.portal.total(), portal);
        const auto saved = expectedRequests(plan, {.readsOtherSide = true});
        QCOMPARE(saved.apigee.total(), apigeeSaved);
        QCOMPARE(saved.portal.total(), portalSaved);
    }

    void anInactiveDeveloperTakesTwoMore() {
        const auto requests = expectedRequests(planOf({inactiveDeveloper()}), {});
        QCOMPARE(requests.apigee.total(), std::uint64_t{4});
    }

    void secondsOfTheSlowerSide() {
        const BothSides<RequestKinds> requests{{.reads = 100, .writes = 100}, {.reads = 10, .writes = 10}};
        const SideSpeed fast{.read = Millis(50), .write = Millis(150), .concurrency = 8};
        const SideSpeed slow{.read = Millis(500), .write = Millis(1500), .concurrency = 1};
        QCOMPARE(expectedSeconds(requests, {fast, slow}), std::uint64_t{20});
        QCOMPARE(expectedSeconds(requests, {fast, fast}), std::uint64_t{3}); // 20 s of requests over 8
    }

    void theQuotaLimits() {
        const BothSides<RequestKinds> requests{{.reads = 100, .writes = 101}, {}};
        const SideSpeed speed{.read = Millis(1), .write = Millis(1), .concurrency = 64, .callsPerMinute = 60};
        QCOMPARE(expectedSeconds(requests, {speed, speed}), std::uint64_t{201});
    }

    void nothingTakesNoTime() { QCOMPARE(expectedSeconds({}, {}), std::uint64_t{0}); }
};

QTEST_APPLESS_MAIN(ExpectedRequestsTest)
#include "expected_requests_test.moc"
