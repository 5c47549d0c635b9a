// SPDX-License-Identifier: Apache-2.0
// A page that is one table with a title, a line of explanation and buttons: custom attributes, queue,
// history. GUI thread.
#pragma once

#include "ui/models/text_table.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace devsync::widgets {

class SmallTable;

class TablePage : public QWidget {
    Q_OBJECT
public:
    TablePage(const QString& title, const QString& explanation, const QStringList& columns,
              QWidget* parent = nullptr);
    /// `empty`: what is said when there are no rows.
    void setRows(std::vector<models::TextRow> rows, const QString& empty);
    QPushButton* addButton(const char* name, const QString& text);
    SmallTable& table() { return *m_table; }
    void setNote(const QString& note);

private:
    models::TextTable m_model;
    QLabel* m_note;
    SmallTable* m_table;
    QHBoxLayout* m_buttons;
};

} // namespace devsync::widgets
