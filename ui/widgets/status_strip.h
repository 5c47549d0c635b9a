// SPDX-License-Identifier: Apache-2.0
// At the bottom: what is happening, one bar for the whole run, rate and remaining time, clocks. GUI thread.
#pragma once

#include "ui/models/sync_session.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace devsync::widgets {

class StatusStrip : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget* parent = nullptr);
    void showProgress(const view::Progress& progress, const models::SyncSession& session);
    void showSession(const models::SyncSession& session);

private:
    QLabel* m_what;
    QProgressBar* m_bar;
    QLabel* m_rate;
    QLabel* m_clocks;
};

} // namespace devsync::widgets
