// SPDX-License-Identifier: Apache-2.0
// The log as it streams: filters, follows the end until somebody scrolls up, and says what it left out.
// GUI thread.
#pragma once

#include "ui/models/log_model.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace devsync::widgets {

class LogPane : public QFrame {
    Q_OBJECT
public:
    explicit LogPane(models::LogModel& model, QWidget* parent = nullptr);
    void focusFilter();

Q_SIGNALS:
    void accountChosen(const QString& email);
    void exportWanted();

private:
    void setUpTable();
    void setUpFilters();
    void applyFilter();
    void linesAdded();
    void scrolled(int value);
    void setFollowing(bool following);
    void showCounts();

    models::LogModel& m_model;
    QTableView* m_table;
    QComboBox* m_level;
    QComboBox* m_side;
    QLineEdit* m_text;
    QLabel* m_counts;
    QCheckBox* m_follow;
    QPushButton* m_latest;
    QPushButton* m_export;
    bool m_scrolling = false; ///< by us
};

} // namespace devsync::widgets
