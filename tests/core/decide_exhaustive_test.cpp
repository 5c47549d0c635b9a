// SPDX-License-Identifier: Apache-2.0
// Every small world of one pair against the oracle: a name and an attribute in all their states on both
// sides and in the baseline, times around each other, every last winner, both settings of emptiness (I6,
// I3). A second pass after the row was carried out must find nothing to do (I2).
#include "sync/core/edit_times.h"
#include "tests/support/rule_case.h"
#include "tests/support/rule_oracle.h"

#include <QTest>

using namespace devsync::core;
using namespace devsync::testing;

namespace {

const std::vector<Value> kApigeeNames{Value::empty(), Value::text("FirstName"), Value::text("Ana"),
                                      Value::text("Anna")};
const std::vector<Value> kPortalNames = kApigeeNames;
const std::vector<Value> kApigeeCompanies{Value::absent(), Value::empty(), Value::text("New"),
                                          Value::text("longer than ten"), Value::undecodable("{")};
const std::vector<Value> kPortalCompanies{Value::empty(), Value::text("New"), Value::text("Old")};

struct Times {
    std::int64_t apigee;
    std::int64_t portal;
};
const std::vector<Times> kTimes{{100, 100}, {100, 99},  {100, 101}, {0, 100},
                                {200, 100}, {100, 200}, {200, 200}};

std::optional<Account> applied(const std::optional<Account>& account, const std::optional<Account>& source,
                               FieldMask writes) {
    std::optional<Account> result = account;
    for (std::size_t i = 0; result && source && i < result->fields.size(); ++i) {
        if (writes.has(static_cast<FieldIndex>(i)))
            result->fields[i] = source->fields[i];
    }
    return result;
}

std::string oracleWord(Action action) {
    switch (action) {
    case Action::Same:
        return "same";
    case Action::UpdatePortalUser:
        return "to_portal";
    case Action::UpdateDeveloper:
        return "to_apigee";
    case Action::Held:
        return "held";
    default:
        return "unexpected";
    }
}

/// Our write moves the target's raw time far ahead; the baseline says that this was us.
void carryOut(RuleCase& c, const PlanRow& row) {
    const Side target = row.action == Action::UpdatePortalUser ? Side::Portal : Side::Apigee;
    const std::int64_t edit = target == Side::Portal ? c.apigee->changedRaw / 1000 : c.portal->changedRaw;
    std::int64_t frozen = edit;
    if (c.baseline) {
        const BaselineSide& source = c.baseline->entry.sides[otherSide(target)];
        const AccountViewHolder view(c.account(otherSide(target)));
        if (!editedSinceBaseline(view.view(), source))
            frozen = source.editedAt;
    }
    const std::optional<Account> before = target == Side::Portal ? c.portal : c.apigee;
    const std::optional<Account> source = target == Side::Portal ? c.apigee : c.portal;
    (target == Side::Portal ? c.portal : c.apigee) =
        applied(before, source, target == Side::Portal ? row.writePortal : row.writeApigee);
    c.account(target).changedRaw = target == Side::Portal ? 10'000 : 10'000'000;
    c.remember(row.winner);
    c.baseline->entry.sides.apigee.editedAt = static_cast<std::uint32_t>(frozen);
    c.baseline->entry.sides.portal.editedAt = static_cast<std::uint32_t>(frozen);
}

} // namespace

class DecideExhaustiveTest : public QObject {
    Q_OBJECT

private:
    /// True when rule and oracle agree; else says where.
    bool agrees(const RuleCase& c) {
        const PlanRow row = c.decide();
        const OracleAnswer answer = askOracle(
            {&*c.apigee, &*c.portal, c.baseline ? &*c.baseline : nullptr, c.offsetSeconds}, c.policy);
        const auto apigee = applied(c.apigee, c.portal, row.writeApigee);
        const auto portal = applied(c.portal, c.apigee, row.writePortal);
        const bool same = oracleWord(row.action) == answer.action && row.winner == answer.winner
                          && apigee->fields == answer.apigee && portal->fields == answer.portal
                          && (row.action == Action::Held || row.has(RowFlag::Conflict) == answer.conflict);
        if (!same)
            qWarning("rule: %s; oracle: %s", rowText(row).c_str(), answer.action.c_str());
        ++m_worlds;
        return same;
    }

    bool secondPassIsQuiet(RuleCase c) {
        const PlanRow row = c.decide();
        if (!row.writes())
            return true;
        carryOut(c, row);
        const PlanRow second = c.decide();
        if (second.action != Action::Same)
            qWarning("first: %s; second: %s", rowText(row).c_str(), rowText(second).c_str());
        return second.action == Action::Same;
    }

    bool overTimes(RuleCase& c) {
        for (const Times& times : kTimes) {
            c.edit(times.apigee, times.portal);
            if (!agrees(c) || !secondPassIsQuiet(c))
                return false;
        }
        return true;
    }

    bool overBaselines(RuleCase& c, const RuleCase& known) {
        for (const Winner winner : {Winner::None, Winner::Apigee, Winner::Portal}) {
            for (const std::uint32_t portalEdit : {90u, 100u}) {
                RuleCase remembered = known;
                remembered.edit(100, 100);
                remembered.remember(winner);
                remembered.baseline->entry.sides.portal.editedAt = portalEdit;
                c.baseline = remembered.baseline;
                if (!overTimes(c))
                    return false;
            }
        }
        return true;
    }

    int m_worlds = 0;

private Q_SLOTS:
    void everyWorldWithoutBaseline() {
        RuleCase c;
        for (const EmptyFieldMode empty : {EmptyFieldMode::RemovedOnly, EmptyFieldMode::Mirror})
            for (const MissingAttributeMode missing :
                 {MissingAttributeMode::Keep, MissingAttributeMode::Mirror})
                for (const Value& apigeeName : kApigeeNames)
                    for (const Value& portalName : kPortalNames)
                        for (const Value& apigeeCompany : kApigeeCompanies)
                            for (const Value& portalCompany : kPortalCompanies) {
                                c.policy.emptyField = empty;
                                c.policy.missingAttribute = missing;
                                c.set(Side::Apigee, kFirstName, apigeeName);
                                c.set(Side::Portal, kFirstName, portalName);
                                c.set(Side::Apigee, kCompany, apigeeCompany);
                                c.set(Side::Portal, kCompany, portalCompany);
                                QVERIFY(overTimes(c));
                            }
        QCOMPARE(m_worlds, 4 * 16 * 15 * 7);
    }

    void everyWorldWithBaseline_data() {
        QTest::addColumn<int>("empty");
        QTest::addColumn<int>("missing");
        QTest::newRow("removed-only, keep") << 0 << 0;
        QTest::newRow("removed-only, mirror") << 0 << 1;
        QTest::newRow("mirror, keep") << 1 << 0;
        QTest::newRow("mirror, mirror") << 1 << 1;
    }
    void everyWorldWithBaseline() {
        QFETCH(int, empty);
        QFETCH(int, missing);
        RuleCase c;
        c.policy.emptyField = static_cast<EmptyFieldMode>(empty);
        c.policy.missingAttribute = static_cast<MissingAttributeMode>(missing);
        RuleCase known = c;
        for (std::size_t i = 0; i < 4 * 4 * 3; ++i) { // names now, and the one both sides had
            c.set(Side::Apigee, kFirstName, kApigeeNames[i % 4]);
            c.set(Side::Portal, kFirstName, kPortalNames[i / 4 % 4]);
            for (const Side side : kSides)
                known.set(side, kFirstName, kApigeeNames[i / 16 + 1]);
            for (std::size_t j = 0; j < 5 * 3 * 3 * 2; ++j) { // companies now and then
                c.set(Side::Apigee, kCompany, kApigeeCompanies[j % 5]);
                c.set(Side::Portal, kCompany, kPortalCompanies[j / 5 % 3]);
                known.set(Side::Apigee, kCompany, kApigeeCompanies[j / 15 % 3]);
                known.set(Side::Portal, kCompany, kPortalCompanies[j / 45]);
                QVERIFY(overBaselines(c, known));
            }
        }
    }

    void theOffsetIsPartOfTheRule() {
        RuleCase c;
        c.set(Side::Apigee, kCompany, Value::text("New"));
        for (c.offsetSeconds = -200; c.offsetSeconds <= 50; ++c.offsetSeconds)
            QVERIFY(overTimes(c));
    }

    void creations() {
        for (const Side present : kSides) {
            RuleCase c;
            (present == Side::Apigee ? c.portal : c.apigee).reset();
            const auto& companies = present == Side::Apigee ? kApigeeCompanies : kPortalCompanies;
            for (const Value& name : kApigeeNames)
                for (const Value& company : companies) {
                    c.set(present, kFirstName, name);
                    c.set(present, kCompany, company);
                    const OracleAnswer answer = askOracle(
                        {c.apigee ? &*c.apigee : nullptr, c.portal ? &*c.portal : nullptr}, c.policy);
                    const std::string text = rowText(c.decide());
                    QVERIFY2(text.starts_with(answer.action), text.c_str());
                }
        }
    }
};

QTEST_APPLESS_MAIN(DecideExhaustiveTest)
#include "decide_exhaustive_test.moc"
