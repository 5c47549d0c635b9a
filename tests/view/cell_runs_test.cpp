// SPDX-License-Identifier: Apache-2.0
// What a cell shows: which value stays, is lost, comes; and that no content of an account spoils it.
#include "tests/view/view_world.h"
#include "ui/view/cell_runs.h"

#include <QTest>

using namespace devsync;
using core::Account;
using core::Side;
using core::Value;
using view::DiffColumn;
using view::Emphasis;

namespace {

/// "kept:Ana", "lost:Ana new:Anna", "label:company:  plain:Acme".
QString text(const view::CellRuns& runs) {
    static const std::array kNames{"plain", "label", "kept", "lost", "new"};
    QStringList parts;
    for (const view::CellRun& run : runs)
        parts << QLatin1String(kNames[static_cast<std::size_t>(run.emphasis)]) + QLatin1Char(':')
                     + QString::fromStdString(run.text);
    return parts.join(QLatin1Char('|'));
}

/// The cell of the only row.
QString cell(const testing::PlanWorld& world, DiffColumn column) {
    const auto plan = testing::preparedPlan(world);
    core::RowDetailsScratch scratch;
    const core::RowDetails& details = core::describeRow(plan->inputs, plan->plan, 0, scratch);
    return text(view::cellRuns(details, plan->inputs.policy->mapping, column));
}

testing::PlanWorld pair(const Value& apigee, const Value& portal, core::FieldIndex field = core::kFirstName) {
    testing::PlanWorld world;
    testing::addPair(world, "ana@acme.com");
    world.accounts.apigee[0].fields[field] = apigee;
    world.accounts.portal[0].fields[field] = portal;
    world.accounts.apigee[0].changedRaw = 200'000; // newer
    return world;
}

std::string shown(std::string_view value) {
    return view::valueText(Value::text(value).view());
}

} // namespace

class CellRunsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_newer_value_stays_the_other_is_lost() {
        const auto world = pair(Value::text("Anna"), Value::text("Ana"));
        QCOMPARE(cell(world, DiffColumn::ApigeeFirstName), QStringLiteral("kept:Anna"));
        QCOMPARE(cell(world, DiffColumn::PortalFirstName), QStringLiteral("lost:Ana|new:Anna"));
        QCOMPARE(cell(world, DiffColumn::PortalLastName), QStringLiteral("plain:Souza"));
    }

    void nothing_is_lost_where_nothing_was() {
        const auto world = pair(Value::text("Globex"), Value::empty(), 2);
        QCOMPARE(cell(world, DiffColumn::PortalAttributes),
                 QStringLiteral("label:company: |new:Globex|label: · topics: |plain:a"));
    }

    void attributes_that_differ_come_first() {
        const auto world = pair(Value::of({"a", "c"}), Value::of({"b"}), 3);
        QCOMPARE(cell(world, DiffColumn::ApigeeAttributes),
                 QStringLiteral("label:topics: |kept:a, c|label: · company: |plain:Acme"));
        QCOMPARE(cell(world, DiffColumn::PortalAttributes),
                 QStringLiteral("label:topics: |lost:b|new:a, c|label: · company: |plain:Acme"));
    }

    void a_creation_loses_nothing_and_shows_the_one_side() {
        testing::PlanWorld world;
        world.add(Side::Apigee, "ana@acme.com");
        QCOMPARE(cell(world, DiffColumn::ApigeeFirstName), QStringLiteral("plain:Ana"));
        QCOMPARE(cell(world, DiffColumn::PortalFirstName), QStringLiteral("plain:—"));
        QCOMPARE(cell(world, DiffColumn::PortalAttributes), QStringLiteral("plain:—"));
        QCOMPARE(cell(world, DiffColumn::ApigeeAttributes),
                 QStringLiteral("label:company: |plain:Acme|label: · topics: |plain:a"));
    }

    void an_account_without_names() {
        const auto world = pair(Value::empty(), Value::empty());
        QCOMPARE(cell(world, DiffColumn::ApigeeFirstName), QStringLiteral("plain:—"));
        QCOMPARE(cell(world, DiffColumn::PortalFirstName), QStringLiteral("plain:—"));
    }

    void whether_a_value_is_lost() {
        QVERIFY(view::losesValue({{Emphasis::Lost, "a"}, {Emphasis::New, "b"}}));
        QVERIFY(!view::losesValue({{Emphasis::Kept, "a"}, {Emphasis::New, "b"}}));
        QVERIFY(!view::losesValue({}));
    }

    void long_values_are_cut_between_characters() {
        const std::string cut = shown(std::string(10'240, 'x'));
        QVERIFY(cut.size() < 500);
        QVERIFY(cut.ends_with("x…"));
        std::string umlauts = "x";
        for (int i = 0; i < 5'000; ++i)
            umlauts += "ä";
        const std::string half = shown(umlauts);
        QVERIFY(half.size() < 500);
        QVERIFY(half.ends_with("ä…"));
        QVERIFY(!QString::fromStdString(half).contains(QChar::ReplacementCharacter));
    }

    void a_long_list_ends_in_one_mark() {
        const std::string item(300, 'x');
        for (const auto& list : {Value::of({item, item, item}), Value::of({std::string(900, 'x'), "y"})}) {
            const std::string cut = view::valueText(list.view());
            QVERIFY2(cut.ends_with("x…"), cut.c_str());
            QVERIFY(cut.size() < 500);
        }
    }

    void control_characters_do_nothing() {
        QCOMPARE(QString::fromStdString(shown("a\nb\tc\x1b[31m\x7f")), QStringLiteral("a b c [31m "));
        // next line, line and paragraph separator
        QCOMPARE(QString::fromStdString(shown("a\u0085b\u2028c\u2029d")), QStringLiteral("a b c d"));
    }

    /// An override would turn round what stands behind it: the name of another field, say.
    void overrides_of_direction_do_nothing() {
        for (const char* const mark : {"\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068"})
            QCOMPARE(QString::fromStdString(shown(std::string("a") + mark + "b")), QStringLiteral("a b"));
    }

    void right_to_left_and_combining_characters_stay() {
        for (const char* const name : {"שלום", "محمد علي", "Zoe\u0308", "👩\u200d💻"})
            QCOMPARE(QString::fromStdString(shown(name)), QString::fromUtf8(name));
    }

    void changed_times() {
        testing::PlanWorld world;
        testing::addPair(world, "ana@acme.com");
        const auto at = [&](Side side) {
            const auto plan = testing::preparedPlan(world);
            core::RowDetailsScratch scratch;
            return view::changedAtMs(core::describeRow(plan->inputs, plan->plan, 0, scratch), side);
        };
        world.accounts.apigee[0].changedRaw = 1'700'000'000'123;
        world.accounts.portal[0].changedRaw = 1'700'000'000;
        QVERIFY(at(Side::Apigee) == 1'700'000'000'123);
        QVERIFY(at(Side::Portal) == 1'700'000'000'000);
        world.accounts.apigee[0].changedRaw = 0;
        world.accounts.portal[0].changedRaw = 300'000'000'000; // no time
        QVERIFY(!at(Side::Apigee));
        QVERIFY(!at(Side::Portal));
    }
};

QTEST_GUILESS_MAIN(CellRunsTest)
#include "cell_runs_test.moc"
