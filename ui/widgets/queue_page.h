// SPDX-License-Identifier: Apache-2.0
// Queue: the background runs of this profile, whoever works on them. GUI thread.
#pragma once

#include "ui/models/sync_session.h"
#include "ui/widgets/table_page.h"

namespace devsync::widgets {

class Prompts;

class QueuePage : public TablePage {
    Q_OBJECT
public:
    QueuePage(models::SyncSession& session, Prompts& prompts, QWidget* parent = nullptr);

private:
    void takeJobs(const std::shared_ptr<const core::Jobs>& jobs);
    void refreshButtons();
    const core::Job* currentJob() const;
    void approve();

    models::SyncSession& m_session;
    Prompts& m_prompts;
    std::shared_ptr<const core::Jobs> m_jobs;
    QPushButton* m_pause;
    QPushButton* m_resume;
    QPushButton* m_cancel;
    QPushButton* m_approve;
};

} // namespace devsync::widgets
