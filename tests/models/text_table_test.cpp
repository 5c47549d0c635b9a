// SPDX-License-Identifier: Apache-2.0
// The small tables, and the rows that are made for them.
#include "sync/core/row_details.h"
#include "tests/support/rule_case.h"
#include "tests/view/view_world.h"
#include "ui/models/table_rows.h"
#include "ui/models/text_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace devsync;
using models::TextRow;
using models::TextTable;

namespace {

TextRow row(const QString& first, const QString& second, const QString& key = {}) {
    return {{{first}, {second, view::Emphasis::Lost}}, key};
}

std::vector<TextRow> detailsOf(std::string_view email) {
    const auto plan = testing::preparedPlan(testing::mixedWorld());
    for (std::uint32_t at = 0; at < plan->plan.rows.size(); ++at) {
        core::RowDetailsScratch scratch;
        const core::RowDetails& details = core::describeRow(plan->inputs, plan->plan, at, scratch);
        if (details.email == email)
            return models::detailRows(details, plan->inputs.policy->mapping);
    }
    return {};
}

/// "Apigee │ … " of the row with that label.
QStringList texts(const std::vector<TextRow>& rows, const QString& label) {
    for (const TextRow& one : rows)
        if (one.cells.front().text == label) {
            QStringList cells;
            for (std::size_t cell = 1; cell < one.cells.size(); ++cell)
                cells << one.cells[cell].text;
            return cells;
        }
    return {};
}

} // namespace

class TextTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equal_rows_change_nothing() {
        TextTable table({QStringLiteral("A"), QStringLiteral("B")});
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setRows({row(QStringLiteral("1"), QStringLiteral("2"))});
        const QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
        const QSignalSpy changes(&table, &QAbstractItemModel::dataChanged);
        table.setRows({row(QStringLiteral("1"), QStringLiteral("2"))});
        QCOMPARE(resets.size() + changes.size(), 0);
        table.setRows({row(QStringLiteral("1"), QStringLiteral("3"))});
        QCOMPARE(changes.size(), 1); // the selection stays
        QCOMPARE(resets.size(), 0);
        table.setRows({});
        QCOMPARE(resets.size(), 1);
    }

    void what_a_cell_answers() {
        TextTable table({QStringLiteral("A"), QStringLiteral("B")});
        table.setRows({row(QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("key"))});
        const QModelIndex cell = table.index(0, 1);
        QCOMPARE(cell.data().toString(), QStringLiteral("2"));
        QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(), QStringLiteral("B: 2"));
        QCOMPARE(cell.data(TextTable::EmphasisRole).toInt(), static_cast<int>(view::Emphasis::Lost));
        QCOMPARE(cell.data(TextTable::KeyRole).toString(), QStringLiteral("key"));
    }

    void a_short_row_is_padded() {
        TextTable table({QStringLiteral("A"), QStringLiteral("B")});
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setRows({{{{QStringLiteral("1")}}, {}}});
        QVERIFY(!table.index(0, 1).data().isValid());
    }

    void details_of_a_conflict_name_all_four_values() {
        const auto rows = detailsOf("conflict@acme.com");
        QCOMPARE(texts(rows, QStringLiteral("Last name")),
                 (QStringList{QStringLiteral("Apigee"), QStringLiteral("Souza"), QStringLiteral("Portal"),
                              QStringLiteral("Portal")}));
    }

    void details_have_a_cell_for_every_column() {
        for (const char* const email :
             {"ana@acme.com", "cut@acme.com", "new@portal.com", "new@apigee.com", ""})
            for (const TextRow& one : detailsOf(email))
                QCOMPARE(static_cast<qsizetype>(one.cells.size()), models::detailColumns().size());
    }

    void jobs_in_every_state() {
        core::Jobs jobs;
        for (int state = 0; state <= static_cast<int>(core::JobState::Cancelled); ++state)
            jobs.push_back({.id = state + 1, .state = static_cast<core::JobState>(state), .writes = 1'234});
        const auto rows = models::jobRows(jobs, 0);
        QCOMPARE(rows.size(), jobs.size());
        QSet<QString> words;
        for (const TextRow& one : rows) {
            QCOMPARE(static_cast<qsizetype>(one.cells.size()), models::jobColumns().size());
            QVERIFY(!one.key.isEmpty());
            QString all;
            for (const models::TextCell& cell : one.cells)
                all += cell.text + QLatin1Char('|');
            words << all.section(QLatin1Char('|'), 1);
        }
        QCOMPARE(static_cast<std::size_t>(words.size()), jobs.size()); // no two read alike
    }

    void the_mapping() {
        core::Mapping mapping = testing::caseMapping();
        const auto rows = models::mappingRows(mapping);
        QCOMPARE(rows.size(), mapping.fieldCount());
        for (const TextRow& one : rows)
            QCOMPARE(static_cast<qsizetype>(one.cells.size()), models::mappingColumns().size());
    }
};

QTEST_GUILESS_MAIN(TextTableTest)
#include "text_table_test.moc"
