// SPDX-License-Identifier: Apache-2.0
#include "tests/view/view_world.h"
#include "ui/models/diff_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace devsync;
using core::RowState;
using models::DiffModel;
using view::DiffColumn;

namespace {

std::vector<std::uint32_t> allRows(const view::DiffRows& rows) {
    std::vector<std::uint32_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0U);
    return order;
}

std::shared_ptr<view::DiffRows> mixedRows() {
    return std::make_shared<view::DiffRows>(testing::preparedPlan(testing::mixedWorld()));
}

} // namespace

class DiffModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_model = std::make_unique<DiffModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void cleanup() {
        m_tester.reset();
        m_model.reset();
    }

    void a_life() {
        QCOMPARE(m_model->rowCount(), 0);
        const auto rows = mixedRows();
        m_model->setRows(rows, allRows(*rows));
        QCOMPARE(m_model->rowCount(), static_cast<int>(rows->size()));
        m_model->setOrder({3, 1});
        QCOMPARE(m_model->rowCount(), 2);
        m_model->statesChanged();
        m_model->setOrder({});
        m_model->statesChanged();
        m_model->setRows(nullptr, {});
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(!m_model->data(m_model->index(0, 0)).isValid());
    }

    void every_cell_says_something_in_every_role() {
        const auto rows = mixedRows();
        m_model->setRows(rows, allRows(*rows));
        for (int line = 0; line < m_model->rowCount(); ++line)
            for (int column = 0; column < m_model->columnCount(); ++column) {
                const QModelIndex cell = m_model->index(line, column);
                QVERIFY(!cell.data(Qt::AccessibleTextRole).toString().isEmpty());
                QCOMPARE(cell.data(DiffModel::RowRole).toUInt(), static_cast<unsigned>(line));
                for (int role = Qt::DisplayRole; role <= Qt::InitialSortOrderRole; ++role)
                    cell.data(role);
            }
    }

    void lines_and_rows() {
        const auto rows = mixedRows();
        m_model->setRows(rows, {5, 2, 7});
        QVERIFY(m_model->rowAt(1) == 2U);
        QVERIFY(!m_model->rowAt(3) && !m_model->rowAt(-1));
        QCOMPARE(m_model->lineOf(7), 2);
        QCOMPARE(m_model->lineOf(1), -1);
    }

    void cells_of_one_row_after_another_do_not_mix() {
        const auto rows = mixedRows();
        m_model->setRows(rows, allRows(*rows));
        const auto cell = [this, &rows](const char* email, DiffColumn column) {
            return m_model->index(static_cast<int>(rows->find(email)), static_cast<int>(column))
                .data()
                .toString();
        };
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(cell("ana@acme.com", DiffColumn::PortalFirstName), QStringLiteral("Ana → Änne"));
            QCOMPARE(cell("both@acme.com", DiffColumn::ApigeeLastName), QStringLiteral("Souza → Öztürk"));
            QCOMPARE(cell("new@portal.com", DiffColumn::ApigeeFirstName), QStringLiteral("—"));
        }
    }

    void a_lost_value_is_said_to_be() {
        const auto rows = mixedRows();
        m_model->setRows(rows, {rows->find("ana@acme.com")});
        const auto said = [this](DiffColumn column) {
            return m_model->index(0, static_cast<int>(column)).data(Qt::AccessibleTextRole).toString();
        };
        QCOMPARE(said(DiffColumn::PortalFirstName),
                 QStringLiteral("Portal, first name: Ana → Änne, will be lost"));
        QCOMPARE(said(DiffColumn::ApigeeFirstName), QStringLiteral("Apigee, first name: Änne"));
        QVERIFY(said(DiffColumn::Email).contains(QStringLiteral("ana@acme.com")));
        QVERIFY(said(DiffColumn::Email).size() > 20); // the sentence of the row
    }

    void results_follow_the_states() {
        const auto rows = mixedRows();
        m_model->setRows(rows, allRows(*rows));
        const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        const int result = static_cast<int>(DiffColumn::Result);
        const std::uint32_t row = rows->setState(0, RowState::Failed);
        m_model->statesChanged();
        QCOMPARE(changed.size(), 1);
        const QModelIndex cell = m_model->index(static_cast<int>(row), result);
        QVERIFY(cell.data(DiffModel::ToneRole).value<DiffModel::Tone>() == DiffModel::Tone::Failure);
        QVERIFY(!cell.data(DiffModel::GlyphRole).toString().isEmpty());
        const QString failed = cell.data().toString();
        rows->setState(0, RowState::Done);
        QVERIFY(cell.data().toString() != failed);
        QVERIFY(cell.data(DiffModel::ToneRole).value<DiffModel::Tone>() == DiffModel::Tone::Done);
    }

    void an_account_without_an_address_is_named_so() {
        const auto rows = mixedRows();
        m_model->setRows(rows, {rows->size() - 1});
        QCOMPARE(m_model->index(0, 0).data().toString(), QStringLiteral("(no address)"));
    }

    void headers() {
        for (int column = 0; column < m_model->columnCount(); ++column) {
            const auto header = [&](int role) {
                return m_model->headerData(column, Qt::Horizontal, role).toString();
            };
            QVERIFY(!header(Qt::DisplayRole).isEmpty());
            const bool sided = view::factsOf(static_cast<DiffColumn>(column)).side.has_value();
            QCOMPARE(header(Qt::AccessibleTextRole).contains(QLatin1Char(',')), sided);
        }
        QVERIFY(!m_model->headerData(99, Qt::Horizontal, Qt::DisplayRole).isValid());
        QVERIFY(!m_model->headerData(-1, Qt::Horizontal, Qt::DisplayRole).isValid());
        QVERIFY(!m_model->headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
    }

private:
    std::unique_ptr<DiffModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(DiffModelTest)
#include "diff_model_test.moc"
