// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/queue_page.h"

#include "ui/models/table_rows.h"
#include "ui/widgets/prompts.h"
#include "ui/widgets/small_table.h"

#include <QDateTime>
#include <QPushButton>

#include <algorithm>

namespace devsync::widgets {

QueuePage::QueuePage(models::SyncSession& session, Prompts& prompts, QWidget* parent)
    : TablePage(tr("Queue"),
                tr("Background runs of this profile. They are worked off in slices while a console is open."),
                models::jobColumns(), parent),
      m_session(session), m_prompts(prompts), m_pause(addButton("pauseJob", tr("Pause"))),
      m_resume(addButton("resumeJob", tr("Resume"))), m_cancel(addButton("cancelJob", tr("Cancel the run"))),
      m_approve(addButton("approveJob", tr("Approve…"))) {
    setObjectName(QStringLiteral("queuePage"));
    table().setObjectName(QStringLiteral("queueTable"));
    using models::SyncSession;
    connect(&session, &SyncSession::jobsChanged, this, &QueuePage::takeJobs);
    connect(&session, &SyncSession::profileOpened, this,
            [this] { takeJobs(std::make_shared<core::Jobs>()); });
    connect(&table(), &SmallTable::currentKeyChanged, this, &QueuePage::refreshButtons);
    const auto command = [this](QPushButton* button, void (service::SyncClient::*ask)(std::int64_t)) {
        connect(button, &QPushButton::clicked, this, [this, ask] {
            if (const core::Job* const job = currentJob())
                (m_session.client().*ask)(job->id);
        });
    };
    command(m_pause, &service::SyncClient::pauseJob);
    command(m_resume, &service::SyncClient::resumeJob);
    command(m_cancel, &service::SyncClient::cancelJob);
    connect(m_approve, &QPushButton::clicked, this, &QueuePage::approve);
    takeJobs(std::make_shared<core::Jobs>());
}

/// The chosen job; with nothing chosen the open one, of which there is one at most.
const core::Job* QueuePage::currentJob() const {
    const QString key = const_cast<QueuePage*>(this)->table().currentKey();
    const auto found = std::find_if(m_jobs->begin(), m_jobs->end(), [&key](const core::Job& job) {
        return key.isEmpty() ? !core::isEnded(job.state) : QString::number(job.id) == key;
    });
    return found == m_jobs->end() ? nullptr : &*found;
}

void QueuePage::takeJobs(const std::shared_ptr<const core::Jobs>& jobs) {
    m_jobs = jobs;
    setRows(models::jobRows(*jobs, QDateTime::currentMSecsSinceEpoch()),
            tr("The queue is empty. \"Background developer sync\" puts a run into it."));
    refreshButtons();
}

void QueuePage::refreshButtons() {
    const core::Job* const job = currentJob();
    using core::JobState;
    const bool open = job != nullptr && !core::isEnded(job->state);
    const bool works = open && (job->state == JobState::Waiting || job->state == JobState::Running);
    m_pause->setEnabled(works);
    m_resume->setEnabled(
        open && (job->state == JobState::Paused || job->state == JobState::Parked || job->nextTry));
    m_cancel->setEnabled(open);
    m_approve->setEnabled(open && job->state == JobState::NeedsApproval);
}

void QueuePage::approve() {
    const core::Job* const job = currentJob();
    if (job == nullptr)
        return;
    const QString text =
        tr("A safety limit stopped this run. Type %1, the number of accounts that would be written, "
           "to approve it. The run compares again and asks anew if it has more to write.")
            .arg(job->writes);
    m_prompts.askNumber(this, {tr("Approve run %1").arg(job->id), text, job->writes},
                        [this, id = job->id](std::uint64_t number) {
                            if (number > 0)
                                m_session.client().approveJob(id, number);
                        });
}

} // namespace devsync::widgets
