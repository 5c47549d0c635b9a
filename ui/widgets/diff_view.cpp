// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diff_view.h"

#include "ui/models/words.h"
#include "ui/widgets/group_header.h"
#include "ui/widgets/runs_delegate.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <array>

namespace devsync::widgets {

namespace {

using view::DiffColumn;

struct Width {
    DiffColumn column;
    int characters;
};
constexpr std::array kWidths{
    Width{DiffColumn::Email, 24},
    Width{DiffColumn::ApigeeFirstName, 11},
    Width{DiffColumn::ApigeeLastName, 11},
    Width{DiffColumn::ApigeeAttributes, 17},
    Width{DiffColumn::ApigeeChanged, 12},
    Width{DiffColumn::Action, 19},
    Width{DiffColumn::PortalFirstName, 11},
    Width{DiffColumn::PortalLastName, 11},
    Width{DiffColumn::PortalAttributes, 17},
    Width{DiffColumn::PortalChanged, 12},
    Width{DiffColumn::Result, 11},
};

} // namespace

DiffView::DiffView(models::DiffModel& model, QWidget* parent)
    : QTableView(parent), m_model(model), m_header(new GroupHeader(this)) {
    setObjectName(QStringLiteral("diffTable"));
    setAccessibleName(tr("Accounts of both systems"));
    setHorizontalHeader(m_header);
    setModel(&model);
    setItemDelegate(new DiffDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 11);
    setPalette(withQuietSelection(palette()));
    setUpColumns();
    connect(m_header, &QHeaderView::sectionClicked, this,
            [this](int section) { Q_EMIT sortWanted(static_cast<DiffColumn>(section)); });
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_header, &QHeaderView::customContextMenuRequested, this, &DiffView::showColumnMenu);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &DiffView::rememberRow);
    connect(&model, &QAbstractItemModel::modelReset, this, &DiffView::restoreRow);
}

void DiffView::setUpColumns() {
    const int unit = fontMetrics().averageCharWidth();
    for (const Width& width : kWidths)
        m_header->resizeSection(static_cast<int>(width.column), unit * width.characters + 16);
    m_header->setStretchLastSection(true);
    m_header->setMinimumSectionSize(unit * 4);
}

void DiffView::showSort(DiffColumn column, bool descending) {
    m_header->setSortIndicatorShown(true);
    m_header->setSortIndicator(static_cast<int>(column),
                               descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

std::optional<std::uint32_t> DiffView::currentRow() const {
    const QModelIndex current = currentIndex();
    return current.isValid() ? m_model.rowAt(current.row()) : std::nullopt;
}

void DiffView::goTo(std::uint32_t row) {
    const int line = m_model.lineOf(row);
    if (line < 0)
        return;
    const int column = currentIndex().isValid() ? currentIndex().column() : 0;
    setCurrentIndex(m_model.index(line, column));
    scrollTo(currentIndex(), PositionAtCenter);
}

bool DiffView::goToNext(bool forward, const std::function<bool(std::uint32_t)>& wanted) {
    const std::vector<std::uint32_t>& order = m_model.order();
    const auto count = static_cast<int>(order.size());
    const int start = currentIndex().isValid() ? currentIndex().row() : forward ? -1 : 0;
    for (int step = 1; step <= count; ++step) {
        const int line = ((forward ? start + step : start - step) % count + count) % count;
        if (!wanted(order[static_cast<std::size_t>(line)]))
            continue;
        goTo(order[static_cast<std::size_t>(line)]);
        return true;
    }
    return false;
}

void DiffView::rememberRow() {
    m_restoring = true;
    m_remembered = currentRow();
    if (!m_remembered)
        return;
    m_rememberedPlan = &m_model.rows()->plan();
    m_rememberedEmail = m_model.rows()->email(*m_remembered);
    m_rememberedOffset = currentIndex().row() - rowAt(0);
}

void DiffView::restoreRow() {
    m_restoring = false;
    if (m_remembered && m_model.rows()) {
        const bool samePlan = m_rememberedPlan == &m_model.rows()->plan();
        const std::uint32_t row = samePlan ? *m_remembered : m_model.rows()->find(m_rememberedEmail);
        const int line = row < m_model.rows()->size() ? m_model.lineOf(row) : -1;
        if (line >= 0) {
            setCurrentIndex(m_model.index(line, 0));
            verticalScrollBar()->setValue(std::max(0, line - m_rememberedOffset));
        }
    }
    Q_EMIT currentRowChanged();
}

void DiffView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (!m_restoring && current.row() != previous.row())
        Q_EMIT currentRowChanged();
}

void DiffView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        setPalette(withQuietSelection(QGuiApplication::palette()));
}

/// Home and End go to the first and last account, as in any list; Copy takes the visible words.
void DiffView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy) && currentRow()) {
        QStringList cells;
        for (int column = 0; column < view::kDiffColumnCount; ++column)
            cells << m_model.index(currentIndex().row(), column).data().toString();
        QGuiApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
        return;
    }
    const bool home = event->key() == Qt::Key_Home;
    if ((home || event->key() == Qt::Key_End) && m_model.rowCount() > 0) {
        setCurrentIndex(m_model.index(home ? 0 : m_model.rowCount() - 1, 0));
        return;
    }
    QTableView::keyPressEvent(event);
}

void DiffView::showColumnMenu(const QPoint& at) {
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int section = 1; section < view::kDiffColumnCount; ++section) {
        QAction* const action = menu->addAction(models::columnFullLabel(static_cast<DiffColumn>(section)));
        action->setCheckable(true);
        action->setChecked(!m_header->isSectionHidden(section));
        connect(action, &QAction::toggled, this,
                [this, section](bool shown) { m_header->setSectionHidden(section, !shown); });
    }
    menu->popup(m_header->mapToGlobal(at));
}

QByteArray DiffView::saveColumns() const {
    return m_header->saveState();
}

void DiffView::restoreColumns(const QByteArray& saved) {
    if (!saved.isEmpty())
        m_header->restoreState(saved);
    m_header->setSectionHidden(0, false); // the address names the row
}

} // namespace devsync::widgets
