// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/history_page.h"

#include "sync/texts/error_text.h"
#include "ui/models/table_rows.h"
#include "ui/models/words.h"
#include "ui/widgets/small_table.h"

#include <QDateTime>

namespace devsync::widgets {

namespace {
constexpr std::uint32_t kRunsShown = 500;
}

HistoryPage::HistoryPage(models::SyncSession& session, QWidget* parent)
    : TablePage(tr("History"), tr("Runs of this profile on this machine, newest first."),
                models::runColumns(), parent),
      m_session(session) {
    setObjectName(QStringLiteral("historyPage"));
    table().setObjectName(QStringLiteral("historyTable"));
    using service::StateReader;
    connect(&session.reader(), &StateReader::runsListed, this, [this](const auto& runs) {
        setRows(models::runRows(*runs, QDateTime::currentMSecsSinceEpoch()), tr("No run yet."));
    });
    connect(&session.reader(), &StateReader::failed, this,
            [this](service::StateQuestion question, const core::Error& error) {
                if (question == service::StateQuestion::ListRuns)
                    setRows({}, models::fromUtf8(texts::describe(error).line()));
            });
    connect(&session, &models::SyncSession::runsMayHaveChanged, this, &HistoryPage::ask);
    connect(&session, &models::SyncSession::profileOpened, this, [this] {
        setRows({}, tr("No run yet."));
        ask();
    });
}

void HistoryPage::showEvent(QShowEvent* event) {
    TablePage::showEvent(event);
    ask();
}

/// Only while somebody looks: a slice of a background run ends every few seconds.
void HistoryPage::ask() {
    if (isVisible() && m_session.profile())
        m_session.reader().listRuns(kRunsShown);
}

} // namespace devsync::widgets
