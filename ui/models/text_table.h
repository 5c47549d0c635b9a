// SPDX-License-Identifier: Apache-2.0
// A small read-only table of texts: detail pane, mapping, queue, history, connection check. Filled whole; its
// rows are made by table_rows.h. GUI thread.
#pragma once

#include "ui/view/cell_runs.h"

#include <QAbstractTableModel>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace devsync::models {

struct TextCell {
    QString text;
    view::Emphasis emphasis = view::Emphasis::Plain;
    bool operator==(const TextCell&) const = default;
};

struct TextRow {
    std::vector<TextCell> cells; ///< one a column
    QString key;                 ///< run id, job id, …; empty = none
    bool operator==(const TextRow&) const = default;
};

class TextTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { EmphasisRole = Qt::UserRole, KeyRole };

    explicit TextTable(QStringList columns, QObject* parent = nullptr);

    /// Rows that are equal to those shown change nothing, so that a selection stays.
    void setRows(std::vector<TextRow> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_columns;
    std::vector<TextRow> m_rows;
};

} // namespace devsync::models
