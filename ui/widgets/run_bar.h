// SPDX-License-Identifier: Apache-2.0
// The four buttons of the Synchronization tab and the search. Shows what SyncPageState offers. GUI thread.
#pragma once

#include "ui/view/sync_page_state.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace devsync::widgets {

class RunBar : public QWidget {
    Q_OBJECT
public:
    explicit RunBar(QWidget* parent = nullptr);
    void show(const view::SyncPageState& state);
    void focusSearch();
    void clearSearch();

Q_SIGNALS:
    void compareWanted();
    void runWanted();
    void backgroundWanted();
    void stopWanted();
    void searchChanged(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    QPushButton* addButton(const char* name, const QString& text, const QString& keys, const QString& what);
    void setLooks();

    QPushButton* m_compare;
    QPushButton* m_run;
    QPushButton* m_background;
    QPushButton* m_stop;
    QLineEdit* m_search;
};

} // namespace devsync::widgets
