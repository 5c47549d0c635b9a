// SPDX-License-Identifier: Apache-2.0
// What spans rows of a plan: twins, renames, user names, counts, notes, change ids, details (sync-rules 2, 4,
// 8).
#include "sync/core/limits.h"
#include "sync/core/planned_change.h"
#include "sync/core/row_details.h"
#include "tests/core/plan_world.h"

#include <QElapsedTimer>
#include <QTest>

#include <set>

using namespace devsync::core;
using namespace devsync::testing;

namespace {

constexpr const char* kCreated = "create_portal_user apigee only_in_apigee "
                                 "portal=first_name,last_name,company,topics";

/// "{line} | {line}", which a failing comparison shows whole.
QString textOf(const PlanWorld& world) {
    const PlanInputs inputs = inputsOf(world);
    QString text;
    for (const std::string& line : planText(inputs, makePlan(inputs)))
        text += (text.isEmpty() ? QString() : QStringLiteral(" | ")) + QString::fromStdString(line);
    return text;
}

QString created(const char* email) {
    return QString::fromUtf8(email) + QLatin1Char(' ') + QString::fromUtf8(kCreated);
}

/// Ana on both sides, synchronised once.
PlanWorld synchronised() {
    PlanWorld world;
    world.add(Side::Apigee, "a@x.com");
    world.add(Side::Portal, "a@x.com");
    return afterRun(world);
}

} // namespace

class PlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void renamedInThePortal() {
        PlanWorld world = synchronised();
        world.accounts.portal[0].email = "b@x.com";
        QCOMPARE(textOf(world),
                 QStringLiteral("a@x.com held - - renamed (b@x.com) | b@x.com held - - renamed (a@x.com)"));
    }

    void renamedInApigee() {
        PlanWorld world = synchronised();
        world.accounts.apigee[0].email = "b@x.com";
        QCOMPARE(textOf(world),
                 QStringLiteral("a@x.com held - - renamed (b@x.com) | b@x.com held - - renamed (a@x.com)"));
    }

    void renamedOnBothSidesHasNoOtherRow() {
        PlanWorld world = synchronised();
        world.accounts.apigee[0].email = "b@x.com";
        world.accounts.portal[0].email = "b@x.com";
        QCOMPARE(textOf(world), QStringLiteral("b@x.com held - - renamed"));
    }

    /// Or the old address would be created again beside the renamed account.
    void aRenamedTwinHoldsTheOldAddress() {
        PlanWorld world = synchronised();
        world.accounts.portal[0].email = "b@x.com";
        world.add(Side::Portal, "B@x.com"); // comes before the renamed one
        QCOMPARE(textOf(world),
                 QStringLiteral("a@x.com held - - renamed (b@x.com) | b@x.com held - - twins"));
    }

    void aRenameOutOfScopeHoldsTheOther() {
        PlanWorld world = synchronised();
        world.accounts.portal[0].email = "b@x.com";
        world.policy.scope = *Scope::from({{ScopeRule::Kind::Address, false, "b@x.com"}});
        QCOMPARE(textOf(world),
                 QStringLiteral("a@x.com held - - renamed (b@x.com) | b@x.com excluded - scope"));
    }

    void aForgottenBaselineRenamesNothing() {
        PlanWorld world = synchronised();
        world.accounts.portal[0].email = "b@x.com";
        world.baseline.clear();
        QVERIFY(!textOf(world).contains(QLatin1String("renamed")));
    }

    void aNewDeveloperIdProvesNothing() {
        PlanWorld world = synchronised();
        world.accounts.apigee[0].id = "another";
        QCOMPARE(textOf(world), QStringLiteral("a@x.com same apigee equal"));
    }

    void anAbsentIdNeverMatches() {
        PlanWorld world = synchronised();
        world.baseline[0].entry.sides.portal.idHash = 0;
        world.accounts.portal[0].id.clear();
        world.accounts.portal[0].email = "b@x.com";
        QVERIFY(!textOf(world).contains(QLatin1String("renamed")));
    }

    void twinsAreOneHeldRow() {
        PlanWorld world;
        world.add(Side::Apigee, "a@x.com");
        world.add(Side::Apigee, "A@x.com");
        world.add(Side::Portal, "a@x.com");
        QCOMPARE(textOf(world), QStringLiteral("a@x.com held - - twins"));
    }

    void userNameTaken() {
        PlanWorld world;
        world.add(Side::Apigee, "ana@x.com");
        world.add(Side::Apigee, "z@x.com");
        world.add(Side::Portal, "z@x.com").userName = "ANA"; // the portal ignores case
        QCOMPARE(textOf(world),
                 QStringLiteral("ana@x.com held apigee only_in_apigee user_name_taken (ana-2) | z@x.com same "
                                "apigee equal"));
    }

    void twoCreationsOfOneName() {
        PlanWorld world;
        for (const char* email : {"c@x.com", "a@x.com", "b@x.com"})
            world.add(Side::Apigee, email).userName = "ana";
        QCOMPARE(textOf(world),
                 created("a@x.com")
                     + QStringLiteral(" | b@x.com held apigee only_in_apigee user_name_taken (ana-2)"
                                      " | c@x.com held apigee only_in_apigee user_name_taken (ana-3)"));
    }

    void aProposalLeavesLaterRowsTheirNames() {
        PlanWorld world;
        world.add(Side::Apigee, "a@x.com").userName = "ana/";
        world.add(Side::Apigee, "b@x.com").userName = "Ana";
        QCOMPARE(textOf(world),
                 QStringLiteral("a@x.com held apigee only_in_apigee user_name_illegal (ana-2) | ")
                     + created("b@x.com"));
    }

    /// Apigee's user names are not unique: a script may have given all developers one.
    void manyAccountsOfOneName() {
        PlanWorld world;
        for (int i = 0; i < 20'000; ++i)
            world.add(Side::Apigee, "p" + std::to_string(100'000 + i) + "@x.com").userName = "ana";
        const PlanInputs inputs = inputsOf(world);
        QElapsedTimer timer;
        timer.start();
        const Plan plan = makePlan(inputs);
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(plan.note(19'999), std::string_view("ana-20000"));
    }

    void proposeAndCreate() {
        PlanWorld world;
        world.policy.userNameClash = UserNameClashMode::ProposeAndCreate;
        world.add(Side::Apigee, "a@x.com").userName = "ana/";
        world.add(Side::Apigee, "b@x.com").userName = "ana";
        QCOMPARE(textOf(world), created("a@x.com") + QStringLiteral(" (ana-2) | ") + created("b@x.com"));
        const PlanWorld after = afterRun(world);
        QCOMPARE(after.accounts.portal[0].userName, std::string("ana-2"));
        QCOMPARE(after.accounts.portal[1].userName, std::string("ana"));
    }

    void aHeldRowClaimsNoName() {
        PlanWorld world;
        Account& held = world.add(Side::Apigee, "a@x.com");
        held.userName = "ana";
        held.fields[2] = Value::text("longer than ten");
        world.add(Side::Apigee, "b@x.com").userName = "ana";
        QCOMPARE(textOf(world),
                 QStringLiteral("a@x.com held apigee only_in_apigee value_does_not_fit:company | ")
                     + created("b@x.com"));
    }

    void counts() {
        PlanWorld world;
        world.add(Side::Apigee, "1@x.com");
        world.add(Side::Portal, "2@x.com");
        world.add(Side::Portal, "3@x.com").uid = 1;
        for (const char* email : {"4@x.com", "5@x.com", "6@x.com"}) {
            world.add(Side::Apigee, email);
            world.add(Side::Portal, email);
        }
        world.accounts.apigee[1].fields[2] = Value::text("New");
        world.accounts.apigee[2].fields[2] = Value::empty();
        world.accounts.apigee[3].userName = "other";
        world.accounts.apigee[1].changedRaw = 1000; // the portal is newer
        const PlanCounts expected{.same = 1,
                                  .createPortalUser = 1,
                                  .createDeveloper = 1,
                                  .updatePortalUser = 1,
                                  .updateDeveloper = 1,
                                  .excluded = 1,
                                  .differsNotSynchronised = 1,
                                  .removals = 1};
        const Plan plan = makePlan(inputsOf(world));
        QCOMPARE(plan.counts, expected);
        QCOMPARE(plan.counts.planned(), 4u);
        QVERIFY(plan.firstRun);
    }

    /// The portal's own accounts would keep it from ever looking empty (sync-rules 8).
    void onlyPeopleACompareCanKnowAreCounted() {
        PlanWorld world;
        world.add(Side::Portal, "");
        world.add(Side::Portal, "admin@x.com").uid = 1;
        const auto people = [&world] {
            const PlanInputs inputs = inputsOf(world);
            return peopleListed(inputs, makePlan(inputs));
        };
        QCOMPARE(people(), (BothSides<std::uint32_t>{0, 0}));
        world.add(Side::Apigee, "admin@x.com"); // as a pair it is like any other
        world.add(Side::Apigee, "a@x.com");
        world.policy.scope = *Scope::from({{ScopeRule::Kind::Address, false, "a@x.com"}});
        QCOMPARE(people(), (BothSides<std::uint32_t>{2, 1}));
    }

    void changeIdsFollowContent() {
        PlanWorld world;
        world.add(Side::Apigee, "a@x.com");
        world.add(Side::Apigee, "b@x.com");
        world.add(Side::Portal, "c@x.com").uid = 1;
        const Plan plan = makePlan(inputsOf(world));
        QVERIFY(plan.rows[0].changeId != 0 && plan.rows[1].changeId != 0);
        QVERIFY(plan.rows[0].changeId != plan.rows[1].changeId);
        QCOMPARE(plan.rows[2].changeId, std::uint64_t{0});
        world.accounts.apigee[0].changedRaw += 1;
        const Plan moved = makePlan(inputsOf(world));
        QVERIFY(moved.rows[0].changeId != plan.rows[0].changeId);
        QCOMPARE(moved.rows[1].changeId, plan.rows[1].changeId);
    }

    void aChangeCarriesAllTheExecutorNeeds() {
        PlanWorld world;
        world.add(Side::Portal, "0@x.com").uid = 1; // excluded: not numbered
        Account& user = world.add(Side::Portal, "a@x.com");
        user.fields[0] = Value::empty();
        user.status = Status::Inactive;
        const PlanInputs inputs = inputsOf(world);
        const Plan plan = makePlan(inputs);
        const auto rows = plannedRows(plan);
        QCOMPARE(rows.size(), std::size_t{1});
        RowDetailsScratch scratch;
        const PlannedChange change = toPlannedChange(inputs, plan, rows[0], scratch);
        QCOMPARE(change.row, 0u);
        QCOMPARE(change.email, std::string("a@x.com"));
        QCOMPARE(change.action, Action::CreateDeveloper);
        QCOMPARE(change.changeId, plan.rows[1].changeId);
        QVERIFY(!change.before.apigee && *change.before.portal == world.accounts.portal[1]);
        QCOMPARE(change.result[0], Value::text("FirstName"));
        QCOMPARE(change.result[1], Value::text("Souza"));
        QCOMPARE(change.userName, std::string("a"));
        QCOMPARE(change.createStatus, Status::Inactive);
        QCOMPARE(change.editedAt.portal, std::int64_t{100});
        QVERIFY(change.has(RowFlag::SetInactive) && change.has(RowFlag::PlaceholderNames));
    }

    void detailsOfAPair() {
        PlanWorld world = synchronised();
        Account& developer = world.accounts.apigee[0];
        developer.changedRaw = 200'000;
        developer.fields[0] = Value::text("LastName"); // a placeholder: no difference
        developer.fields[2] = Value::text("New");
        developer.fields[3] = Value::absent(); // kept
        const PlanInputs inputs = inputsOf(world);
        const Plan plan = makePlan(inputs);
        RowDetailsScratch scratch;
        const RowDetails& details = describeRow(inputs, plan, 0, scratch);
        QCOMPARE(details.times.editedAt.apigee, std::int64_t{200});
        QCOMPARE(details.times.editedAt.portal, std::int64_t{100});
        QVERIFY(!details.fields[0].differs && !details.fields[1].differs);
        QVERIFY(details.fields[2].differs && details.fields[2].writePortal && !details.fields[2].writeApigee);
        QVERIFY(details.fields[2].result == Value::text("New").view());
        QVERIFY(details.fields[2].baseline.portal == Value::text("Acme").view());
        QVERIFY(details.fields[3].differs && !details.fields[3].writePortal);
        QVERIFY(details.userName.empty());
    }

    void anUndecidedRowHasNoResult() {
        PlanWorld world;
        world.add(Side::Apigee, "a@x.com").changedRaw = 0;
        world.add(Side::Portal, "a@x.com").fields[2] = Value::text("New");
        const PlanInputs inputs = inputsOf(world);
        const Plan plan = makePlan(inputs);
        RowDetailsScratch scratch;
        const RowDetails& details = describeRow(inputs, plan, 0, scratch);
        QVERIFY(details.fields[2].differs && details.fields[2].result == ValueView{});
        QVERIFY(details.fields[1].result == Value::text("Souza").view());
    }

    void anAccountWithoutEmailIsExcluded() {
        PlanWorld world;
        world.add(Side::Portal, "");
        QCOMPARE(textOf(world), QStringLiteral(" excluded - no_email"));
    }

    void anEmptyWorldIsAnEmptyPlan() {
        const Plan plan = makePlan(inputsOf(PlanWorld{}));
        QVERIFY(plan.rows.empty() && plan.notes.empty());
        QCOMPARE(plan.counts, PlanCounts{});
    }
};

QTEST_APPLESS_MAIN(PlanTest)
#include "plan_test.moc"
