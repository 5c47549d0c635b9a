// SPDX-License-Identifier: Apache-2.0
// Says above the table how the last run ended and what to do next, or that a run was interrupted. Pushes the
// page down, covers nothing. GUI thread.
#pragma once

#include "sync/core/run_condition.h"
#include "ui/models/sync_session.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace devsync::widgets {

class VerdictPanel : public QFrame {
    Q_OBJECT
public:
    explicit VerdictPanel(QWidget* parent = nullptr);
    void showSession(const models::SyncSession& session);
    /// Something that could not be begun, or a finished export.
    void showMessage(const QString& text);

Q_SIGNALS:
    void resumeWanted();
    void discardWanted();
    void failuresWanted();

private:
    void showOutcome(const models::Outcome& outcome);
    void showLeftOver(const core::ListedRun& run);
    void setTone(models::DiffModel::Tone tone, const QString& glyph);

    QLabel* m_glyph;
    QLabel* m_sentence;
    QLabel* m_remedy;
    QPushButton* m_failures;
    QPushButton* m_resume;
    QPushButton* m_discard;
    QPushButton* m_close;
    QString m_message;           ///< shown until closed or the next run
    std::string m_outcome;       ///< the last one shown or known
    std::string m_messageBefore; ///< the outcome that was known then; a newer one replaces the message
    QString m_closedFor;         ///< sentence that was closed by hand
};

} // namespace devsync::widgets
