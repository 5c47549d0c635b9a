// SPDX-License-Identifier: Apache-2.0
// A quiet table for a TextTable: whole rows, no grid, fixed row height, columns as wide as their words.
// GUI thread.
#pragma once

#include <QTableView>

namespace devsync::models {
class TextTable;
}

namespace devsync::widgets {

class SmallTable : public QTableView {
    Q_OBJECT
public:
    SmallTable(models::TextTable& model, const QString& name, QWidget* parent = nullptr);
    /// TextTable::KeyRole of the current row; empty = none.
    QString currentKey() const;
    /// All columns share the width there is: for narrow places.
    void shareWidth();
    /// Once there are rows: later a person may have changed the widths.
    void fitColumns(int mostCharacters = 34);

Q_SIGNALS:
    void currentKeyChanged();

protected:
    void changeEvent(QEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
};

} // namespace devsync::widgets
