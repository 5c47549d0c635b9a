// SPDX-License-Identifier: Apache-2.0
// Orders are made beside the window: the newest question wins, the answers come on this thread.
#include "tests/view/view_world.h"
#include "ui/models/view_worker.h"

#include <QTest>
#include <QThread>

using namespace devsync;
using models::ViewWorker;
using view::Chip;
using view::DiffColumn;

namespace {

constexpr int kPatience = 60'000;

std::shared_ptr<const engine::PreparedPlan> largePlan() {
    testing::PlanWorld world;
    for (int person = 0; person < 30'000; ++person)
        world.add(core::Side::Apigee, "p" + std::to_string(person) + "@x.yz");
    return testing::preparedPlan(world);
}

struct Answers {
    explicit Answers(ViewWorker& worker) {
        QObject::connect(&worker, &ViewWorker::ordered, &worker, [this](const auto& plan, const auto& order) {
            plans.push_back(plan);
            orders.push_back(order);
            onThread = QThread::currentThread();
        });
    }
    std::vector<std::shared_ptr<const engine::PreparedPlan>> plans;
    std::vector<std::vector<std::uint32_t>> orders;
    const QThread* onThread = nullptr;
};

std::vector<std::uint32_t> directly(const view::OrderInputs& inputs) {
    view::SortKeyCache cache;
    return view::orderRows(inputs, cache, false).value();
}

} // namespace

class ViewWorkerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers_here() {
        ViewWorker worker;
        const Answers answers(worker);
        const auto plan = testing::preparedPlan(testing::mixedWorld());
        const view::OrderInputs inputs{plan, {}, {.sort = {DiffColumn::PortalLastName, true}}};
        worker.order(inputs);
        QVERIFY(worker.isBusy());
        QVERIFY(answers.orders.empty()); // not from within
        QTRY_COMPARE_WITH_TIMEOUT(answers.orders.size(), std::size_t{1}, kPatience);
        QVERIFY(answers.orders.front() == directly(inputs));
        QVERIFY(answers.onThread == QThread::currentThread());
        QVERIFY(!worker.isBusy());
    }

    void the_newest_question_wins() {
        const auto plan = largePlan();
        ViewWorker worker;
        const Answers answers(worker);
        view::OrderInputs inputs{plan, {}, {}};
        for (int question = 0; question < 40; ++question) {
            inputs.query.sort = {static_cast<DiffColumn>(question % view::kDiffColumnCount),
                                 question % 2 == 0};
            worker.order(inputs);
        }
        inputs.query = {.search = "p2999"};
        worker.order(inputs);
        QTRY_VERIFY_WITH_TIMEOUT(!worker.isBusy(), kPatience);
        QVERIFY(!answers.orders.empty());
        QVERIFY(answers.orders.size() <= 2); // at most the one that was nearly made
        QVERIFY(answers.orders.back() == directly(inputs));
        QCOMPARE(answers.orders.back().size(), std::size_t{11});
    }

    void keys_of_one_plan_do_not_order_another() {
        ViewWorker worker;
        const Answers answers(worker);
        testing::PlanWorld reversed;
        for (const char* const email : {"a@x.yz", "b@x.yz", "c@x.yz"})
            reversed.add(core::Side::Apigee, email).fields[core::kFirstName] =
                core::Value::text(std::string(1, static_cast<char>('z' - email[0])));
        for (const auto& world : {testing::mixedWorld(), reversed, testing::mixedWorld()}) {
            const view::OrderInputs inputs{
                testing::preparedPlan(world), {}, {.sort = {DiffColumn::ApigeeFirstName, false}}};
            const std::size_t before = answers.orders.size();
            worker.order(inputs);
            QTRY_COMPARE_WITH_TIMEOUT(answers.orders.size(), before + 1, kPatience);
            QVERIFY(answers.plans.back() == inputs.plan);
            QVERIFY(answers.orders.back() == directly(inputs));
        }
    }

    void it_can_go_while_it_works() {
        const auto plan = largePlan();
        auto worker = std::make_unique<ViewWorker>();
        worker->order({plan, {}, {.sort = {DiffColumn::ApigeeAttributes, false}}});
        worker->order({plan, {}, {.sort = {DiffColumn::PortalAttributes, false}}});
        worker.reset();
        QCOMPARE(plan.use_count(), 1L);
    }
};

QTEST_GUILESS_MAIN(ViewWorkerTest)
#include "view_worker_test.moc"
