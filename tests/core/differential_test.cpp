// SPDX-License-Identifier: Apache-2.0
// The rule against the oracle on 100,000 agreed worlds whose sides were changed independently: every row's
// action, winner and effects (I1, I3, I4, I6). DEVSYNC_SEEDS=first-last judges those worlds instead. A seed
// that fails is said with the smallest world that still does. Built with the seeded bugs of
// sync/core/mutant.h, to show that each one of the rule would be noticed.
#include "sync/core/mutant.h"
#include "sync/core/row_details.h"
#include "tests/core/perturbed_world.h"
#include "tests/support/rule_case.h"
#include "tests/support/world_oracle.h"

#include <QTest>

#include <map>

namespace devsync::core {
int activeMutant = 0;
} // namespace devsync::core

using namespace devsync::core;
using namespace devsync::testing;

namespace {

constexpr std::uint64_t kWorlds = 100'000;

std::string actionText(Action action) {
    static const std::map<Action, std::string> kWords{
        {Action::Same, "same"},
        {Action::UpdatePortalUser, "to_portal"},
        {Action::UpdateDeveloper, "to_apigee"},
        {Action::UpdateBoth, "to_both"},
        {Action::CreatePortalUser, "create_portal_user"},
        {Action::CreateDeveloper, "create_developer"},
        {Action::Held, "held"},
        {Action::Excluded, "excluded"},
    };
    return kWords.at(action);
}

/// What the side holds once the row has been carried out.
bool leaves(const RowDetails& details, Side side, const std::vector<Value>& wanted) {
    const AccountView* account = details.accounts[side];
    for (const FieldDetail& field : details.fields) {
        const bool written = side == Side::Apigee ? field.writeApigee : field.writePortal;
        const ValueView unwritten = account ? account->field(field.field) : ValueView();
        if (!sameContent(written ? field.result : unwritten, wanted[field.field]))
            return false;
    }
    return true;
}

bool namesTheUser(const std::string& name, const WorldAnswer& answer, std::map<std::string, int>& names) {
    return (answer.userName.empty() || name == answer.userName) && !name.empty()
           && ++names[lowered(name)] == 1;
}

class Judge {
public:
    explicit Judge(const PlanWorld& world)
        : m_inputs(inputsOf(world)), m_plan(makePlan(m_inputs)),
          m_answers(askWorldOracle({{&world.accounts.apigee, &world.accounts.portal},
                                    &world.baseline,
                                    &world.policy,
                                    world.protectedAccounts,
                                    world.offsetSeconds})) {
        for (const Account& user : world.accounts.portal)
            ++m_names[lowered(user.userName)];
    }

    const Plan& plan() const { return m_plan; }

    /// Empty when rule and oracle agree on every row; else the first on which they do not.
    std::string difference() {
        std::size_t addresses = 0;
        for (std::uint32_t row = 0; row < m_plan.rows.size(); ++row) {
            const std::string email(m_inputs.comparison->foldedEmail(m_plan.rows[row].pair));
            addresses += !email.empty();
            const auto answer = m_answers.find(email);
            const WorldAnswer noAddress{.action = "excluded"};
            const std::string what = differenceOf(row, email.empty() ? noAddress : answer->second);
            if (!what.empty())
                return email + " " + rowText(m_plan.rows[row]) + ": " + what;
        }
        return addresses == m_answers.size() ? std::string() : "an address has no row";
    }

private:
    std::string differenceOf(std::uint32_t number, const WorldAnswer& answer) {
        const PlanRow& row = m_plan.rows[number];
        if (actionText(row.action) != answer.action)
            return "the oracle says " + answer.action;
        if (answer.action == "excluded" || answer.action == "held")
            return row.writes() || !row.writeApigee.none() || !row.writePortal.none() ? "it writes" : "";
        if (row.winner != answer.winner || row.has(RowFlag::Conflict) != answer.conflict)
            return "another winner, or a conflict";
        const RowDetails& details = describeRow(m_inputs, m_plan, number, m_scratch);
        for (const Side side : kSides)
            if (!leaves(details, side, side == Side::Apigee ? answer.apigee : answer.portal))
                return "another effect";
        if (row.action == Action::CreateDeveloper && row.has(RowFlag::SetInactive) != answer.setInactive)
            return "another status";
        if (row.action == Action::CreatePortalUser && !namesTheUser(details.userName, answer, m_names))
            return "another user name: " + details.userName;
        return {};
    }

    const PlanInputs m_inputs;
    const Plan m_plan;
    const std::map<std::string, WorldAnswer> m_answers;
    std::map<std::string, int> m_names; ///< of the portal and of the rows so far
    RowDetailsScratch m_scratch;
};

std::string difference(const PlanWorld& world) {
    return Judge(world).difference();
}

/// How often the worlds met each answer of the rule.
struct Met {
    std::map<Action, int> actions;
    std::map<HeldBecause, int> held;
    int conflicts = 0;

    void add(const Plan& plan) {
        for (const PlanRow& row : plan.rows) {
            ++actions[row.action];
            ++held[row.heldBecause];
            conflicts += row.has(RowFlag::Conflict);
        }
    }
};

} // namespace

class DifferentialTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { activeMutant = 0; }
    void everyRowIsAsTheOracleSays();
    void aMutantIsSeen_data();
    void aMutantIsSeen();
};

void DifferentialTest::everyRowIsAsTheOracleSays() {
    const QList<QByteArray> range = qgetenv("DEVSYNC_SEEDS").split('-');
    const std::uint64_t first = range.size() == 2 ? range[0].toULongLong() : 1;
    const std::uint64_t last = range.size() == 2 ? range[1].toULongLong() : kWorlds;
    Met met;
    for (std::uint64_t seed = first; seed <= last; ++seed) {
        const PlanWorld world = perturbedWorld(seed);
        Judge judge(world);
        met.add(judge.plan());
        if (judge.difference().empty())
            continue;
        const PlanWorld small = smallest(world, [](const PlanWorld& w) { return !difference(w).empty(); });
        QFAIL(qPrintable(
            QStringLiteral("world %1: %2\n%3")
                .arg(seed)
                .arg(QString::fromStdString(difference(small)), QString::fromStdString(worldText(small)))));
    }
}

void DifferentialTest::aMutantIsSeen_data() {
    QTest::addColumn<int>("mutant");
    QTest::newRow("own write counted as an edit") << kMutantOwnWriteIsEdit;
    QTest::newRow("tie to the portal") << kMutantTieToPortal;
    QTest::newRow("clock ignored") << kMutantClockIgnored;
    QTest::newRow("loser is copied") << kMutantLoserIsCopied;
    QTest::newRow("field forgotten") << kMutantFieldForgotten;
}

void DifferentialTest::aMutantIsSeen() {
    QFETCH(int, mutant);
    activeMutant = mutant;
    for (std::uint64_t seed = 1; seed <= 100; ++seed)
        if (!difference(perturbedWorld(seed)).empty())
            return;
    QFAIL("not seen within 100 worlds");
}

QTEST_APPLESS_MAIN(DifferentialTest)
#include "differential_test.moc"
