// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/small_table.h"

#include "ui/models/text_table.h"
#include "ui/widgets/runs_delegate.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>

#include <algorithm>

namespace devsync::widgets {

SmallTable::SmallTable(models::TextTable& model, const QString& name, QWidget* parent) : QTableView(parent) {
    setAccessibleName(name);
    setModel(&model);
    setItemDelegate(new RunsDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setPalette(withQuietSelection(palette()));
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 11);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

QString SmallTable::currentKey() const {
    return currentIndex().data(models::TextTable::KeyRole).toString();
}

void SmallTable::shareWidth() {
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
}

void SmallTable::fitColumns(int mostCharacters) {
    constexpr int kRowsLookedAt = 50;
    const int most = fontMetrics().averageCharWidth() * mostCharacters;
    for (int column = 0; column < model()->columnCount(); ++column) {
        int width =
            fontMetrics().horizontalAdvance(model()->headerData(column, Qt::Horizontal).toString()) + 28;
        for (int row = 0; row < std::min(model()->rowCount(), kRowsLookedAt); ++row)
            width = std::max(
                width, fontMetrics().horizontalAdvance(model()->index(row, column).data().toString()) + 24);
        setColumnWidth(column, std::min(width, most));
    }
}

void SmallTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        setPalette(withQuietSelection(QGuiApplication::palette()));
}

void SmallTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    Q_EMIT currentKeyChanged();
}

} // namespace devsync::widgets
