// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/main_window.h"

#include "ui/models/words.h"
#include "ui/widgets/attributes_page.h"
#include "ui/widgets/connections_page.h"
#include "ui/widgets/history_page.h"
#include "ui/widgets/prompts.h"
#include "ui/widgets/queue_page.h"
#include "ui/widgets/sync_page.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScreen>
#include <QSettings>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QVBoxLayout>

namespace devsync::widgets {

namespace {

using models::fromUtf8;
using Tone = models::DiffModel::Tone;

constexpr const char* kGeometry = "window/geometry";
constexpr const char* kDetailShown = "sync/detailShown";
constexpr const char* kLogShown = "sync/logShown";

QString linkWord(models::LinkState state) {
    switch (state) {
    case models::LinkState::Unknown:
        return QObject::tr("not checked yet");
    case models::LinkState::Connected:
        return QObject::tr("connected");
    case models::LinkState::Broken:
        return QObject::tr("not connected");
    }
    return {};
}

Tone linkTone(models::LinkState state) {
    return state == models::LinkState::Connected ? Tone::Done
           : state == models::LinkState::Broken  ? Tone::Failure
                                                 : Tone::Normal;
}

/// "● Apigee X acme-prod · connected": rich text is needed for the dot's colour; everything else is escaped.
QString linkText(const QString& name, const QString& detail, models::LinkState state,
                 const QPalette& palette) {
    const QString dot = state == models::LinkState::Unknown ? QStringLiteral("○") : QStringLiteral("●");
    return QStringLiteral("<span style=\"color:%1\">%2</span> <b>%3</b> %4 · %5")
        .arg(toneColor(linkTone(state), palette).name(), dot, name.toHtmlEscaped(), detail.toHtmlEscaped(),
             linkWord(state));
}

} // namespace

MainWindow::MainWindow(models::SyncSession& session, Prompts& prompts)
    : m_session(session), m_prompts(prompts), m_profiles(new QComboBox(this)), m_apigee(new QLabel(this)),
      m_portal(new QLabel(this)), m_tabs(new QTabWidget(this)), m_sync(new SyncPage(session, prompts, this)),
      m_attributes(new AttributesPage(session, this)), m_queue(new QueuePage(session, prompts, this)),
      m_history(new HistoryPage(session, this)), m_connections(new ConnectionsPage(session, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/devsync.svg")));
    buildTabs();
    auto* const central = new QWidget(this);
    auto* const layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildTop());
    layout->addWidget(m_tabs, 1);
    setCentralWidget(central);
    buildMenus();
    connect(&session, &models::SyncSession::stateChanged, this, &MainWindow::refresh);
    connect(&session, &models::SyncSession::profileOpened, this, &MainWindow::refresh);
    connect(m_sync, &SyncPage::demoWanted, this, [this] { Q_EMIT profileWanted({}); });
    connect(m_sync, &SyncPage::connectWanted, this, [this] {
        m_tabs->setCurrentWidget(m_connections);
        m_connections->focusForm();
    });
    connect(m_connections, &ConnectionsPage::demoWanted, this, [this] { Q_EMIT profileWanted({}); });
    connect(m_connections, &ConnectionsPage::profileAdded, this, &MainWindow::profileAdded);
    refresh();
}

MainWindow::~MainWindow() = default;

QWidget* MainWindow::buildTop() {
    auto* const top = new QWidget(this);
    m_profiles->setObjectName(QStringLiteral("profileChooser"));
    m_profiles->setAccessibleName(tr("Profile"));
    m_profiles->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* const label = new QLabel(tr("&Profile:"), top);
    label->setBuddy(m_profiles);
    auto* const arrows = new QLabel(QStringLiteral("⇄"), top);
    m_apigee->setObjectName(QStringLiteral("apigeeState"));
    m_portal->setObjectName(QStringLiteral("portalState"));
    auto* const layout = new QHBoxLayout(top);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(10);
    layout->addWidget(label);
    layout->addWidget(m_profiles);
    layout->addSpacing(8);
    layout->addWidget(m_apigee);
    layout->addWidget(arrows);
    layout->addWidget(m_portal);
    layout->addStretch(1);
    connect(m_profiles, &QComboBox::activated, this,
            [this](int index) { Q_EMIT profileWanted(m_profiles->itemData(index).toString()); });
    return top;
}

void MainWindow::buildTabs() {
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_sync, tr("Synchronization"));
    m_tabs->addTab(m_attributes, tr("Custom attributes"));
    m_tabs->addTab(m_queue, tr("Queue"));
    m_tabs->addTab(m_history, tr("History"));
    m_tabs->addTab(m_connections, tr("Connections"));
}

void MainWindow::setProfiles(const std::vector<ProfileChoice>& profiles, const QString& currentFile) {
    const QSignalBlocker quiet(m_profiles);
    m_profiles->clear();
    for (const ProfileChoice& profile : profiles)
        m_profiles->addItem(profile.name, profile.file);
    m_profiles->setCurrentIndex(m_profiles->findData(currentFile));
}

void MainWindow::tell(const QString& line) {
    m_sync->tell(line);
}

void MainWindow::refresh() {
    const view::SyncPageState& state = m_session.state();
    const auto& profile = m_session.profile();
    m_compare->setEnabled(state.compare.enabled);
    m_run->setEnabled(state.run.enabled);
    m_background->setEnabled(state.background.enabled);
    m_stop->setEnabled(state.stop.enabled);
    for (QAction* const action : {m_exportFiltered, m_exportAll, m_exportFailures})
        action->setEnabled(state.exportPlan.enabled);
    m_profiles->setEnabled(state.closesFreely && m_session.facts().activity == view::Activity::Idle);
    const QString title = profile ? fromUtf8(profile->name) : tr("no profile");
    setWindowTitle(tr("%1 — DevSync Console").arg(title));
    m_apigee->setVisible(profile != nullptr);
    m_portal->setVisible(profile != nullptr);
    if (profile) {
        m_apigee->setText(linkText(tr("Apigee X"), fromUtf8(profile->apigee.organization),
                                   m_session.links().apigee, palette()));
        m_portal->setText(linkText(tr("Portal"), fromUtf8(service::portalBase(*profile)),
                                   m_session.links().portal, palette()));
    }
    if (m_closing && state.closesFreely)
        close();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_session.state().closesFreely) {
        QSettings settings;
        settings.setValue(QLatin1String(kGeometry), saveGeometry());
        settings.setValue(QLatin1String(kDetailShown), m_sync->isDetailShown());
        settings.setValue(QLatin1String(kLogShown), m_sync->isLogShown());
        m_sync->saveLayout();
        event->accept();
        return;
    }
    event->ignore();
    if (m_closing)
        return;
    m_prompts.askChoice(this,
                        {tr("A run is under way"),
                         tr("Stopping finishes the accounts in flight; the rest is left for the next run."),
                         tr("Stop safely and close"), tr("Go on")},
                        [this](bool stop) {
                            if (!stop)
                                return;
                            m_closing = true;
                            m_session.stop();
                            refresh(); // it may have ended meanwhile
                        });
}

void MainWindow::restoreLayout() {
    const QSettings settings;
    if (!restoreGeometry(settings.value(QLatin1String(kGeometry)).toByteArray())) {
        const QSize available = screen()->availableSize();
        resize(std::min(1640, available.width() * 19 / 20), std::min(940, available.height() * 19 / 20));
    }
    m_sync->restoreLayout();
    m_detail->setChecked(settings.value(QLatin1String(kDetailShown), true).toBool());
    m_log->setChecked(settings.value(QLatin1String(kLogShown), true).toBool());
    m_sync->showDetail(m_detail->isChecked());
    m_sync->showLog(m_log->isChecked());
}

} // namespace devsync::widgets
