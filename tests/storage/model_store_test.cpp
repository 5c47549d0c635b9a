// SPDX-License-Identifier: Apache-2.0
// The hooks of the model; its promises are in the contract tests.
#include "tests/storage/store_fixture.h"
#include "tests/support/model_store.h"

#include <QTest>

using namespace devsync;
using namespace devsync::testing;
using core::ErrorKind;

namespace {

std::optional<ErrorKind> errorOf(ModelStore& store, const core::StoreBatch& batch) {
    const auto result = store.perform(batch);
    return result ? std::nullopt : std::optional(result.error().kind);
}

/// A store with a sealed plan of four rows under epoch 1.
ModelStore sealedStore() {
    ModelStore store;
    const auto result = store.perform(
        {core::TakeLease{.owner = owner()}, core::BeginRun{1, runHeader("run-1")},
         core::AddPlanRows{1, "run-1", plannedChanges(0, 4)}, core::SealPlan{1, "run-1", "abc123", 4}});
    if (!result) {
        qFatal("%s", result.error().detail.c_str());
    }
    return store;
}

const core::Claim kClaimTwo{.epoch = 1, .run = "run-1", .first = 0, .count = 2};

} // namespace

class ModelStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faultsThatStoreNothing_data() {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("kind");
        const auto add = [](const char* name, StoreFault fault, ErrorKind kind) {
            QTest::newRow(name) << static_cast<int>(fault) << static_cast<int>(kind);
        };
        add("busy", StoreFault::Busy, ErrorKind::StoreBusy);
        add("full", StoreFault::Full, ErrorKind::StoreFull);
        add("failed", StoreFault::Failed, ErrorKind::StoreFailed);
    }

    void faultsThatStoreNothing() {
        QFETCH(int, fault);
        QFETCH(int, kind);
        ModelStore store = sealedStore();
        store.failNext(static_cast<StoreFault>(fault), 2);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(errorOf(store, {kClaimTwo}) == static_cast<ErrorKind>(kind));
            QVERIFY(store.claims().empty());
        }
        QVERIFY(!errorOf(store, {kClaimTwo}));
        QCOMPARE(store.claims().size(), std::size_t{2});
    }

    void aLostAnswerIsStored() {
        ModelStore store = sealedStore();
        store.failNext(StoreFault::LostAnswer);
        QVERIFY(errorOf(store, {kClaimTwo}) == ErrorKind::StoreFailed);
        const SeenClaim expected{.run = "run-1", .row = 1, .email = plannedChange(1).email, .epoch = 1};
        QCOMPARE(store.claims().size(), std::size_t{2});
        QVERIFY(store.claims()[1] == expected);
    }

    void aCopyGoesItsOwnWay() {
        ModelStore store = sealedStore();
        ModelStore copy = store;
        QVERIFY(!errorOf(copy, {kClaimTwo, core::SaveBaseline{1, {baselineRow("a@example.com", 1, 1)}}}));
        QVERIFY(store.claims().empty());
        QVERIFY(store.baseline().empty());
        QCOMPARE(copy.claims().size(), std::size_t{2});
        QCOMPARE(copy.baseline().size(), std::size_t{1});
        QVERIFY(copy.row("run-1", 0)->state == core::RowState::Claimed);
        QVERIFY(store.row("run-1", 0)->state == core::RowState::NotStarted);
    }
};

QTEST_GUILESS_MAIN(ModelStoreTest)
#include "model_store_test.moc"
