// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/verdict_panel.h"

#include "ui/models/words.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace devsync::widgets {

namespace {

using models::fromUtf8;
using Tone = models::DiffModel::Tone;

struct Look {
    Tone tone;
    const char* glyph;
};

Look lookOf(core::VerdictKind kind) {
    switch (kind) {
    case core::VerdictKind::Success:
    case core::VerdictKind::NothingToDo:
        return {Tone::Done, "✓"};
    case core::VerdictKind::WithWarnings:
    case core::VerdictKind::Stopped:
    case core::VerdictKind::Interrupted:
    case core::VerdictKind::SafetyLimit:
        return {Tone::Conflict, "‖"};
    case core::VerdictKind::WithFailures:
    case core::VerdictKind::Failed:
        return {Tone::Failure, "✕"};
    }
    return {Tone::Normal, ""};
}

} // namespace

VerdictPanel::VerdictPanel(QWidget* parent)
    : QFrame(parent), m_glyph(new QLabel(this)), m_sentence(new QLabel(this)), m_remedy(new QLabel(this)),
      m_failures(new QPushButton(tr("Show them"), this)), m_resume(new QPushButton(tr("Resume"), this)),
      m_discard(new QPushButton(tr("Discard…"), this)), m_close(new QPushButton(tr("Close"), this)) {
    setObjectName(QStringLiteral("verdictPanel"));
    setAccessibleName(tr("How the last run ended"));
    setFrameShape(StyledPanel);
    m_sentence->setObjectName(QStringLiteral("verdictSentence"));
    m_remedy->setObjectName(QStringLiteral("verdictRemedy"));
    m_resume->setObjectName(QStringLiteral("resumeButton"));
    m_discard->setObjectName(QStringLiteral("discardButton"));
    m_failures->setObjectName(QStringLiteral("showFailures"));
    m_close->setObjectName(QStringLiteral("closeVerdict"));
    for (QLabel* const label : {m_sentence, m_remedy}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    QFont bold = font();
    bold.setBold(true);
    m_sentence->setFont(bold);
    bold.setPointSizeF(bold.pointSizeF() * 1.4);
    m_glyph->setFont(bold);
    auto* const words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_sentence);
    words->addWidget(m_remedy);
    auto* const layout = new QHBoxLayout(this);
    layout->addWidget(m_glyph);
    layout->addLayout(words, 1);
    for (QPushButton* const button : {m_failures, m_resume, m_discard, m_close})
        layout->addWidget(button);
    connect(m_resume, &QPushButton::clicked, this, &VerdictPanel::resumeWanted);
    connect(m_discard, &QPushButton::clicked, this, &VerdictPanel::discardWanted);
    connect(m_failures, &QPushButton::clicked, this, &VerdictPanel::failuresWanted);
    connect(m_close, &QPushButton::clicked, this, [this] {
        m_message.clear();
        m_closedFor = m_sentence->text();
        hide();
    });
    hide();
}

void VerdictPanel::setTone(Tone tone, const QString& glyph) {
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(tone, palette()));
    m_glyph->setPalette(colors);
    m_glyph->setText(glyph);
}

void VerdictPanel::showOutcome(const models::Outcome& outcome) {
    const Look look = lookOf(outcome.kind);
    setTone(look.tone, QString::fromUtf8(look.glyph));
    m_sentence->setText(fromUtf8(outcome.sentence));
    QString more = fromUtf8(outcome.error);
    if (more.isEmpty())
        more = fromUtf8(outcome.remedy);
    m_remedy->setText(more);
    m_failures->setVisible(outcome.kind == core::VerdictKind::WithFailures
                           || outcome.kind == core::VerdictKind::WithWarnings);
}

void VerdictPanel::showLeftOver(const core::ListedRun& run) {
    const bool killed = run.condition == core::RunCondition::Interrupted;
    setTone(Tone::Conflict, QStringLiteral("‖"));
    const QString when =
        models::dateText(run.record.header.startedAt.count(), QDateTime::currentMSecsSinceEpoch());
    m_sentence->setText(killed ? tr("The run of %1 was interrupted.").arg(when)
                               : tr("The run of %1 was stopped before its end.").arg(when));
    m_remedy->setText(killed
                          ? tr("Resume it: what was in flight is settled by reading first. Discard it: what "
                               "is left is planned anew by the next run.")
                          : tr("Resume writes the rest of its plan; a new run plans anew."));
    m_failures->setVisible(false);
}

void VerdictPanel::showMessage(const QString& text) {
    m_message = text;
    m_messageBefore = m_outcome;
    setTone(Tone::Conflict, QStringLiteral("‖"));
    m_sentence->setText(text);
    m_remedy->clear();
    m_remedy->hide();
    for (QPushButton* const button : {m_failures, m_resume, m_discard})
        button->hide();
    m_close->show();
    show();
}

void VerdictPanel::showSession(const models::SyncSession& session) {
    const view::SyncPageState& state = session.state();
    if (session.facts().activity != view::Activity::Idle) {
        m_message.clear();
        m_closedFor.clear();
    }
    m_outcome = session.outcome() ? session.outcome()->sentence + session.outcome()->runId : std::string();
    if (m_outcome != m_messageBefore)
        m_message.clear();
    if (!m_message.isEmpty())
        return;
    if (state.showsResume && session.leftOver() && !state.showsVerdict)
        showLeftOver(*session.leftOver());
    else if (state.showsVerdict && session.outcome())
        showOutcome(*session.outcome());
    else
        return hide();
    m_remedy->setVisible(!m_remedy->text().isEmpty());
    m_resume->setVisible(state.showsResume);
    m_discard->setVisible(state.showsResume);
    const bool mustAnswer = session.facts().leftOver == view::LeftOver::Interrupted;
    m_close->setVisible(!mustAnswer);
    setVisible(mustAnswer || m_closedFor != m_sentence->text());
}

} // namespace devsync::widgets
