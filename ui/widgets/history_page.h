// SPDX-License-Identifier: Apache-2.0
// History: the runs of this profile, newest first. GUI thread.
#pragma once

#include "ui/models/sync_session.h"
#include "ui/widgets/table_page.h"

namespace devsync::widgets {

class HistoryPage : public TablePage {
    Q_OBJECT
public:
    explicit HistoryPage(models::SyncSession& session, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    models::SyncSession& m_session;
};

} // namespace devsync::widgets
