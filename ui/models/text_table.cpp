// SPDX-License-Identifier: Apache-2.0
#include "ui/models/text_table.h"

#include <utility>

namespace devsync::models {

TextTable::TextTable(QStringList columns, QObject* parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns)) {}

void TextTable::setRows(std::vector<TextRow> rows) {
    if (rows == m_rows)
        return;
    if (rows.size() == m_rows.size() && !rows.empty()) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int TextTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TextTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant TextTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const TextRow& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == KeyRole)
        return row.key;
    const auto column = static_cast<std::size_t>(index.column());
    if (column >= row.cells.size())
        return {};
    const TextCell& cell = row.cells[column];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return cell.text;
    if (role == EmphasisRole)
        return static_cast<int>(cell.emphasis);
    if (role == Qt::AccessibleTextRole)
        return m_columns[index.column()] + QStringLiteral(": ") + cell.text;
    return {};
}

QVariant TextTable::headerData(int section, Qt::Orientation orientation, int role) const {
    return orientation == Qt::Horizontal && role == Qt::DisplayRole && section < m_columns.size()
               ? QVariant(m_columns[section])
               : QVariant();
}

} // namespace devsync::models
