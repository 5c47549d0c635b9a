// SPDX-License-Identifier: Apache-2.0
// In place of an empty table: one picture, one line that says why, one thing to do. GUI thread.
#pragma once

#include "ui/view/sync_page_state.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace devsync::widgets {

class PlaceholderPage : public QWidget {
    Q_OBJECT
public:
    explicit PlaceholderPage(QWidget* parent = nullptr);
    /// `agreement`: the sentence of BothAgree; `source`: what a comparison will read.
    void show(view::Placeholder placeholder, const QString& agreement, const QString& source);

Q_SIGNALS:
    void demoWanted();
    void connectWanted();
    void compareWanted();
    void clearFilterWanted();

private:
    void setLook(const QString& iconName, const QString& title, const QString& text);

    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_demo;
    QPushButton* m_connect;
    QPushButton* m_compare;
    QPushButton* m_clear;
};

} // namespace devsync::widgets
