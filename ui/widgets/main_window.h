// SPDX-License-Identifier: Apache-2.0
// The window of one profile: pages and menus, nothing else. GUI thread.
#pragma once

#include "ui/models/sync_session.h"
#include "ui/widgets/theme.h"

#include <QMainWindow>

class QActionGroup;
class QComboBox;
class QLabel;
class QTabWidget;

namespace devsync::widgets {

class AttributesPage;
class ConnectionsPage;
class HistoryPage;
class Prompts;
class QueuePage;
class SyncPage;

/// A line of the profile chooser.
struct ProfileChoice {
    QString name;
    QString file; ///< empty: the demo
    bool operator==(const ProfileChoice&) const = default;
};

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(models::SyncSession& session, Prompts& prompts);
    ~MainWindow() override;

    void setProfiles(const std::vector<ProfileChoice>& profiles, const QString& currentFile);
    /// A sentence above the table, as of a profile that cannot be read.
    void tell(const QString& line);
    void restoreLayout();

Q_SIGNALS:
    void profileWanted(const QString& file); ///< empty: the demo
    void profileAdded(const QString& file);
    void appearanceWanted(devsync::widgets::Appearance appearance);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* buildTop();
    void buildTabs();
    void buildMenus();
    void buildFileMenu();
    void buildSyncMenu();
    void buildViewMenu();
    void buildHelpMenu();
    void refresh();
    void showShortcuts();
    void showAbout();
    QAction* command(QMenu* menu, const char* name, const QString& text, const QKeySequence& keys,
                     std::function<void()> action);

    models::SyncSession& m_session;
    Prompts& m_prompts;
    QComboBox* m_profiles;
    QLabel* m_apigee;
    QLabel* m_portal;
    QTabWidget* m_tabs;
    SyncPage* m_sync;
    AttributesPage* m_attributes;
    QueuePage* m_queue;
    HistoryPage* m_history;
    ConnectionsPage* m_connections;
    QAction* m_compare = nullptr;
    QAction* m_run = nullptr;
    QAction* m_background = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_exportFiltered = nullptr;
    QAction* m_exportAll = nullptr;
    QAction* m_exportFailures = nullptr;
    QAction* m_detail = nullptr;
    QAction* m_log = nullptr;
    bool m_closing = false; ///< as soon as the run has stopped
};

} // namespace devsync::widgets
