// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/sync_page.h"

#include "sync/texts/limit_text.h"
#include "sync/texts/plan_text.h"
#include "ui/models/words.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/detail_pane.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/log_pane.h"
#include "ui/widgets/placeholder.h"
#include "ui/widgets/prompts.h"
#include "ui/widgets/run_bar.h"
#include "ui/widgets/status_strip.h"
#include "ui/widgets/verdict_panel.h"

#include <QLabel>
#include <QLocale>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace devsync::widgets {

namespace {

using models::fromUtf8;

constexpr int kSearchAfterMs = 120; ///< of the last key
constexpr const char* kColumns = "sync/columns";
constexpr const char* kAcross = "sync/across";
constexpr const char* kDown = "sync/down";

QString pointsText(const engine::PreparedPlan& plan, std::optional<core::Millis> comparedAt) {
    const core::PlanCounts& counts = plan.plan.counts;
    if (counts.planned() == 0) {
        const QString time = comparedAt ? models::clockText(comparedAt->count()).left(5) : QString();
        return QObject::tr("Both sides agree (%1 accounts, checked %2). Nothing will be written.")
            .arg(QLocale().toString(static_cast<qulonglong>(texts::accountsInScope(counts))), time);
    }
    QStringList points;
    for (const std::string& point : texts::planPoints(counts))
        points << fromUtf8(point);
    QString text = QObject::tr("Developer synchronization will:") + QStringLiteral("  •\u00a0")
                   + points.join(QStringLiteral("   •\u00a0"));
    for (const core::LimitExceeded& limit : plan.limitsExceeded)
        text += QStringLiteral("\n‖ ") + fromUtf8(texts::limitText(limit));
    if (plan.refusal)
        text += QStringLiteral("\n✕ ") + fromUtf8(texts::runRefusedText(*plan.refusal));
    return text;
}

} // namespace

SyncPage::SyncPage(models::SyncSession& session, Prompts& prompts, QWidget* parent)
    : QWidget(parent), m_session(session), m_prompts(prompts), m_points(new QLabel(this)),
      m_verdict(new VerdictPanel(this)), m_runBar(new RunBar(this)), m_chips(new ChipBar(this)),
      m_stack(new QStackedWidget(this)), m_table(new DiffView(session.diff(), this)),
      m_placeholder(new PlaceholderPage(this)), m_detail(new DetailPane(this)),
      m_log(new LogPane(session.log(), this)), m_status(new StatusStrip(this)),
      m_across(new QSplitter(Qt::Horizontal, this)), m_down(new QSplitter(Qt::Vertical, this)),
      m_searchDelay(new QTimer(this)) {
    setObjectName(QStringLiteral("syncPage"));
    build();
    connectParts();
    connectSession();
    m_table->showSort(session.query().sort.column, session.query().sort.descending);
    refresh();
}

void SyncPage::build() {
    auto* const title = new QLabel(tr("Synchronize developers"), this);
    QFont large = font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() * 1.2);
    title->setFont(large);
    m_points->setObjectName(QStringLiteral("planPoints"));
    m_points->setTextFormat(Qt::PlainText);
    m_points->setWordWrap(true);
    m_points->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_placeholder);
    m_across->addWidget(m_stack);
    m_across->addWidget(m_detail);
    m_across->setStretchFactor(0, 4);
    m_across->setStretchFactor(1, 1);
    m_down->addWidget(m_across);
    m_down->addWidget(m_log);
    m_down->setStretchFactor(0, 4);
    m_down->setStretchFactor(1, 1);
    for (QSplitter* const splitter : {m_across, m_down})
        splitter->setChildrenCollapsible(false);
    auto* const layout = new QVBoxLayout;
    layout->setContentsMargins(12, 10, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addWidget(m_points);
    layout->addWidget(m_verdict);
    layout->addWidget(m_runBar);
    layout->addWidget(m_chips);
    layout->addWidget(m_down, 1);
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addLayout(layout, 1);
    outer->addWidget(m_status);
    m_searchDelay->setSingleShot(true);
    m_searchDelay->setInterval(kSearchAfterMs);
}

void SyncPage::connectParts() {
    using models::SyncSession;
    connect(m_runBar, &RunBar::compareWanted, &m_session, &SyncSession::compare);
    connect(m_runBar, &RunBar::runWanted, &m_session, &SyncSession::run);
    connect(m_runBar, &RunBar::backgroundWanted, &m_session, &SyncSession::runInBackground);
    connect(m_runBar, &RunBar::stopWanted, &m_session, &SyncSession::stop);
    connect(m_runBar, &RunBar::searchChanged, this, [this](const QString& text) {
        m_searchText = text;
        m_searchDelay->start();
    });
    connect(m_searchDelay, &QTimer::timeout, this, [this] { m_session.setSearch(m_searchText); });
    connect(m_chips, &ChipBar::chosen, &m_session, &SyncSession::setChip);
    connect(m_table, &DiffView::sortWanted, &m_session, &SyncSession::sortBy);
    connect(m_table, &DiffView::currentRowChanged, this, &SyncPage::refreshDetail);
    connect(m_log, &LogPane::accountChosen, this, &SyncPage::goToAccount);
    connect(m_log, &LogPane::exportWanted, this, [this] { exportLog(ExportScope::Filtered); });
    connect(m_verdict, &VerdictPanel::resumeWanted, &m_session, &SyncSession::resumeLeftOver);
    connect(m_verdict, &VerdictPanel::discardWanted, this, &SyncPage::askToDiscard);
    connect(m_verdict, &VerdictPanel::failuresWanted, this, [this] {
        const auto& rows = m_session.diff().rows();
        const bool failed = rows && rows->counts()[static_cast<std::size_t>(view::Chip::Failed)] > 0;
        m_session.setChip(failed ? view::Chip::Failed : view::Chip::Held);
    });
    connect(m_placeholder, &PlaceholderPage::demoWanted, this, &SyncPage::demoWanted);
    connect(m_placeholder, &PlaceholderPage::connectWanted, this, &SyncPage::connectWanted);
    connect(m_placeholder, &PlaceholderPage::compareWanted, &m_session, &SyncSession::compare);
    connect(m_placeholder, &PlaceholderPage::clearFilterWanted, this, &SyncPage::clearFilter);
}

void SyncPage::connectSession() {
    using models::SyncSession;
    connect(&m_session, &SyncSession::stateChanged, this, &SyncPage::refresh);
    connect(&m_session, &SyncSession::countsChanged, this,
            [this] { m_chips->setCounts(m_session.chipCounts()); });
    connect(&m_session, &SyncSession::orderChanged, this, [this] {
        const view::DiffQuery& query = m_session.query();
        m_chips->choose(query.chip);
        m_table->showSort(query.sort.column, query.sort.descending);
        goToWanted();
        refreshDetail();
    });
    connect(&m_session, &SyncSession::progressChanged, this,
            [this](const view::Progress& progress) { m_status->showProgress(progress, m_session); });
    connect(&m_session, &SyncSession::profileOpened, this, [this] { m_runBar->clearSearch(); });
    connect(&m_session, &SyncSession::numberNeeded, this, [this](const auto& plan) { askForNumber(*plan); });
    connect(&m_session, &SyncSession::refused, this, &SyncPage::tell);
    connect(&m_session, &SyncSession::queued, this, [this](const core::Job& job, bool joined) {
        const QString number = QLocale().toString(static_cast<qlonglong>(job.id));
        tell(joined
                 ? tr("Run %1 is in the queue already; this request joined it. See Queue.").arg(number)
                 : tr("Queued as run %1. It will be worked off here while the console is open, or by cron. "
                      "See Queue.")
                       .arg(number));
    });
}

void SyncPage::refresh() {
    m_runBar->show(m_session.state());
    m_verdict->showSession(m_session);
    m_status->showSession(m_session);
    refreshPlanPoints();
    refreshPlaceholder();
}

void SyncPage::refreshPlanPoints() {
    const engine::PreparedPlan* const plan = m_session.facts().plan;
    m_points->setVisible(m_session.state().showsPlanPoints);
    m_points->setText(plan != nullptr
                          ? pointsText(*plan, m_session.comparedAt())
                          : tr("Both systems keep the same people, known by their e-mail address. A "
                               "synchronization makes names and custom attributes agree; the newest "
                               "side wins, and nothing is ever deleted."));
}

void SyncPage::refreshPlaceholder() {
    const view::Placeholder placeholder = m_session.state().placeholder;
    const QString source = m_session.profile()
                               ? fromUtf8(service::apigeeBase(*m_session.profile())) + tr(" and ")
                                     + fromUtf8(service::portalBase(*m_session.profile()))
                               : QString();
    m_placeholder->show(placeholder, m_points->text(), source);
    m_stack->setCurrentIndex(placeholder == view::Placeholder::None ? 0 : 1);
}

void SyncPage::refreshDetail() {
    const auto row = m_table->currentRow();
    if (row && m_session.diff().rows())
        m_detail->show(*m_session.diff().rows(), *row);
    else
        m_detail->clear();
}

void SyncPage::askForNumber(const engine::PreparedPlan& plan) {
    QString text;
    for (const core::LimitExceeded& limit : plan.limitsExceeded)
        text += fromUtf8(texts::limitText(limit)) + QLatin1Char('\n');
    const std::uint32_t writes = plan.plan.counts.writes();
    text += tr("Type %1, the number of accounts that are written, to go ahead.").arg(writes);
    m_prompts.askNumber(this, {tr("This run is larger than usual"), text, writes},
                        [this](std::uint64_t number) { m_session.confirm(number); });
}

void SyncPage::askToDiscard() {
    m_prompts.askChoice(
        this,
        {tr("Discard the interrupted run"),
         tr("Accounts whose outcome is not known are settled by reading; what was not begun is "
            "left, and the next run plans it anew. Nothing is undone."),
         tr("Discard"), tr("Keep")},
        [this](bool discard) {
            if (discard)
                m_session.discardLeftOver();
        });
}

void SyncPage::goToDifference(bool forward) {
    m_table->goToNext(forward,
                      [this](std::uint32_t row) { return m_session.diff().rows()->row(row).planned(); });
}

void SyncPage::goToConflict(bool forward) {
    m_table->goToNext(forward, [this](std::uint32_t row) {
        const core::PlanRow& planRow = m_session.diff().rows()->row(row);
        return planRow.has(core::RowFlag::Conflict) && planRow.planned();
    });
}

void SyncPage::goToAccount(const QString& email) {
    const auto& rows = m_session.diff().rows();
    if (!rows)
        return;
    const std::uint32_t row = rows->find(email.toStdString());
    if (row >= rows->size())
        return;
    m_wanted = row;
    if (m_session.diff().lineOf(row) < 0)
        clearFilter();
    else
        goToWanted();
}

void SyncPage::goToWanted() {
    if (const auto row = std::exchange(m_wanted, std::nullopt))
        m_table->goTo(*row);
}

void SyncPage::clearFilter() {
    m_runBar->clearSearch();
    m_searchDelay->stop();
    m_session.setSearch({});
    m_session.setChip(view::Chip::All);
}

void SyncPage::focusSearch() {
    m_runBar->focusSearch();
}

void SyncPage::focusLog() {
    showLog(true);
    m_log->focusFilter();
}

void SyncPage::focusTable() {
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void SyncPage::focusNextPane(bool forward) {
    const std::array<QWidget*, 4> panes{m_runBar, m_table, m_detail, m_log};
    int current = forward ? -1 : 0;
    for (std::size_t i = 0; i < panes.size(); ++i)
        if (panes[i]->isAncestorOf(focusWidget()) || panes[i] == focusWidget())
            current = static_cast<int>(i);
    const int count = static_cast<int>(panes.size());
    for (int step = 1; step <= count; ++step) {
        const int at = ((forward ? current + step : current - step) % count + count) % count;
        QWidget* const pane = panes[static_cast<std::size_t>(at)];
        QWidget* const target = pane == m_table ? pane : pane->findChild<QTableView*>();
        if (pane == m_runBar)
            return focusSearch();
        if (target != nullptr && target->isVisible())
            return target->setFocus(Qt::ShortcutFocusReason);
    }
}

void SyncPage::showDetail(bool shown) {
    m_detail->setVisible(shown);
}

void SyncPage::showLog(bool shown) {
    m_log->setVisible(shown);
}

bool SyncPage::isDetailShown() const {
    return !m_detail->isHidden();
}

bool SyncPage::isLogShown() const {
    return !m_log->isHidden();
}

void SyncPage::tell(const QString& line) {
    m_verdict->showMessage(line);
}

void SyncPage::saveLayout() const {
    QSettings settings;
    settings.setValue(QLatin1String(kColumns), m_table->saveColumns());
    settings.setValue(QLatin1String(kAcross), m_across->saveState());
    settings.setValue(QLatin1String(kDown), m_down->saveState());
}

void SyncPage::restoreLayout() {
    const QSettings settings;
    m_table->restoreColumns(settings.value(QLatin1String(kColumns)).toByteArray());
    if (!m_across->restoreState(settings.value(QLatin1String(kAcross)).toByteArray()))
        m_across->setSizes({1000, 400});
    if (!m_down->restoreState(settings.value(QLatin1String(kDown)).toByteArray()))
        m_down->setSizes({460, 160});
}

} // namespace devsync::widgets
