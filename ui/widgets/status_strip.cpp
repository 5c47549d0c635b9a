// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/status_strip.h"

#include "sync/texts/progress_text.h"
#include "ui/models/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

namespace devsync::widgets {

namespace {

using models::fromUtf8;

QString offsetText(const std::optional<std::int64_t>& offsetMs) {
    if (!offsetMs)
        return QStringLiteral("—");
    const double seconds = static_cast<double>(*offsetMs / 100) / 10;
    return (seconds < 0 ? QStringLiteral("−") : QStringLiteral("+"))
           + QLocale().toString(qAbs(seconds), 'f', 1) + QStringLiteral(" s");
}

QString idleText(const models::SyncSession& session) {
    if (const auto& job = session.job()) {
        if (job->state == core::JobState::NeedsApproval)
            return QObject::tr("A background run needs approval; see Queue");
        if (job->total > 0)
            return QObject::tr("Background run: %1 of %2")
                .arg(QLocale().toString(job->done), QLocale().toString(job->total));
        return QObject::tr("A background run waits in the queue");
    }
    if (!session.facts().hasProfile)
        return QObject::tr("No profile open");
    if (!session.comparedAt())
        return QObject::tr("Ready");
    return QObject::tr("Ready · compared %1").arg(models::clockText(session.comparedAt()->count()).left(8));
}

} // namespace

StatusStrip::StatusStrip(QWidget* parent)
    : QWidget(parent), m_what(new QLabel(this)), m_bar(new QProgressBar(this)), m_rate(new QLabel(this)),
      m_clocks(new QLabel(this)) {
    setObjectName(QStringLiteral("statusStrip"));
    m_what->setObjectName(QStringLiteral("statusText"));
    m_bar->setObjectName(QStringLiteral("progressBar"));
    m_bar->setAccessibleName(tr("Progress of the whole run"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(fontMetrics().height() / 2 + 2);
    m_rate->setObjectName(QStringLiteral("rateText"));
    m_clocks->setObjectName(QStringLiteral("clockText"));
    m_clocks->setToolTip(tr("How far the clocks of both servers are from this one"));
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->addWidget(m_what);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_rate);
    layout->addStretch(0);
    layout->addWidget(m_clocks);
}

void StatusStrip::showProgress(const view::Progress& progress, const models::SyncSession& session) {
    const auto view = session.runView();
    if (!view || view->phase == engine::Phase::Ended)
        return;
    m_bar->setRange(0, progress.permille ? 1000 : 0);
    if (progress.permille)
        m_bar->setValue(static_cast<int>(*progress.permille));
    m_what->setText(fromUtf8(texts::progressText(*view)));
    QStringList rate;
    if (progress.perSecond > 0)
        rate << tr("%1/s").arg(QLocale().toString(progress.perSecond));
    if (progress.secondsLeft)
        rate << models::remainingText(*progress.secondsLeft);
    m_rate->setText(rate.join(QStringLiteral(" · ")));
    m_clocks->setText(
        tr("Apigee %1 · Portal %2")
            .arg(offsetText(view->sides.apigee.clockOffsetMs), offsetText(view->sides.portal.clockOffsetMs)));
}

void StatusStrip::showSession(const models::SyncSession& session) {
    const view::SyncPageState& state = session.state();
    m_bar->setVisible(state.showsProgress);
    m_rate->setVisible(state.showsProgress);
    if (session.facts().activity == view::Activity::Stopping)
        m_what->setText(tr("Stopping: finishing what is in flight…"));
    else if (session.facts().waitsForSlice)
        m_what->setText(tr("Waiting for the slice of the background run to end…"));
    else if (session.facts().activity == view::Activity::Idle)
        m_what->setText(idleText(session));
}

} // namespace devsync::widgets
