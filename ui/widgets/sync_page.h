// SPDX-License-Identifier: Apache-2.0
// The Synchronization tab: puts its parts together and passes what they ask for to the session. GUI thread.
#pragma once

#include "ui/models/sync_session.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTimer;

namespace devsync::widgets {

class ChipBar;
class DetailPane;
class DiffView;
class LogPane;
class PlaceholderPage;
class Prompts;
class RunBar;
class StatusStrip;
class VerdictPanel;

enum class ExportScope : std::uint8_t { Filtered, All, Failures };

class SyncPage : public QWidget {
    Q_OBJECT
public:
    SyncPage(models::SyncSession& session, Prompts& prompts, QWidget* parent = nullptr);

    void goToDifference(bool forward);
    void goToConflict(bool forward);
    void focusSearch();
    void focusLog();
    void focusTable();
    /// F6: search, table, detail, log.
    void focusNextPane(bool forward);
    void showDetail(bool shown);
    void showLog(bool shown);
    bool isDetailShown() const;
    bool isLogShown() const;
    void exportPlan(ExportScope scope);
    void exportLog(ExportScope scope);
    void tell(const QString& line);

    void saveLayout() const;
    void restoreLayout();

Q_SIGNALS:
    void demoWanted();
    void connectWanted();

private:
    void build();
    void connectParts();
    void connectSession();
    void refresh();
    void refreshPlanPoints();
    void refreshPlaceholder();
    void refreshDetail();
    void askForNumber(const engine::PreparedPlan& plan);
    void askToDiscard();
    void goToAccount(const QString& email);
    void goToWanted();
    void clearFilter();
    void writeFile(const QString& path, service::StateReader::Work work, std::size_t lines);

    models::SyncSession& m_session;
    Prompts& m_prompts;
    QLabel* m_points;
    VerdictPanel* m_verdict;
    RunBar* m_runBar;
    ChipBar* m_chips;
    QStackedWidget* m_stack;
    DiffView* m_table;
    PlaceholderPage* m_placeholder;
    DetailPane* m_detail;
    LogPane* m_log;
    StatusStrip* m_status;
    QSplitter* m_across;
    QSplitter* m_down;
    QTimer* m_searchDelay;
    QString m_searchText;
    std::optional<std::uint32_t> m_wanted; ///< row to go to when it is shown
};

} // namespace devsync::widgets
