// SPDX-License-Identifier: Apache-2.0
// Menus and shortcuts of the main window.
#include "ui/widgets/main_window.h"

#include "ui/widgets/prompts.h"
#include "ui/widgets/sync_page.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QTabWidget>

namespace devsync::widgets {

namespace {

constexpr const char* kAppearance = "window/appearance";

}

QAction* MainWindow::command(QMenu* menu, const char* name, const QString& text, const QKeySequence& keys,
                             std::function<void()> action) {
    QAction* const entry = menu->addAction(text);
    entry->setObjectName(QString::fromLatin1(name));
    entry->setShortcut(keys);
    connect(entry, &QAction::triggered, this, [action = std::move(action)] { action(); });
    return entry;
}

void MainWindow::buildMenus() {
    buildFileMenu();
    buildSyncMenu();
    buildViewMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu() {
    QMenu* const file = menuBar()->addMenu(tr("&File"));
    QMenu* const exports = file->addMenu(tr("&Export"));
    command(exports, "exportLogFiltered", tr("&Log, as filtered…"), QKeySequence(tr("Ctrl+E")),
            [this] { m_sync->exportLog(ExportScope::Filtered); });
    command(exports, "exportLogAll", tr("Log, &all lines…"), {},
            [this] { m_sync->exportLog(ExportScope::All); });
    exports->addSeparator();
    m_exportFiltered =
        command(exports, "exportPlanFiltered", tr("&Plan and differences, as filtered…"),
                QKeySequence(tr("Ctrl+Shift+E")), [this] { m_sync->exportPlan(ExportScope::Filtered); });
    m_exportAll = command(exports, "exportPlanAll", tr("Plan and differences, &everything…"), {},
                          [this] { m_sync->exportPlan(ExportScope::All); });
    m_exportFailures = command(exports, "exportFailures", tr("&Failures only…"), {},
                               [this] { m_sync->exportPlan(ExportScope::Failures); });
    file->addSeparator();
    command(file, "quit", tr("&Quit"), QKeySequence::Quit, [this] { close(); });
}

void MainWindow::buildSyncMenu() {
    QMenu* const sync = menuBar()->addMenu(tr("&Synchronize"));
    m_compare =
        command(sync, "compare", tr("&Compare"), QKeySequence(Qt::Key_F5), [this] { m_session.compare(); });
    m_run = command(sync, "run", tr("&Run developer sync"), QKeySequence(Qt::Key_F9),
                    [this] { m_session.run(); });
    m_background = command(sync, "background", tr("&Background developer sync"),
                           QKeySequence(Qt::CTRL | Qt::Key_F9), [this] { m_session.runInBackground(); });
    m_stop = command(sync, "stop", tr("&Stop"), QKeySequence(Qt::Key_Escape), [this] { m_session.stop(); });
    sync->addSeparator();
    command(sync, "nextDifference", tr("&Next difference"), QKeySequence(Qt::Key_F8), [this] {
        m_sync->goToDifference(true);
    })->setShortcuts({QKeySequence(Qt::Key_F8), QKeySequence(Qt::ALT | Qt::Key_Down)});
    command(sync, "previousDifference", tr("&Previous difference"), QKeySequence(Qt::SHIFT | Qt::Key_F8),
            [this] { m_sync->goToDifference(false); })
        ->setShortcuts({QKeySequence(Qt::SHIFT | Qt::Key_F8), QKeySequence(Qt::ALT | Qt::Key_Up)});
    command(sync, "nextConflict", tr("Next c&onflict"), QKeySequence(Qt::CTRL | Qt::Key_Period),
            [this] { m_sync->goToConflict(true); });
    command(sync, "previousConflict", tr("Previous con&flict"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Period), [this] { m_sync->goToConflict(false); });
}

void MainWindow::buildViewMenu() {
    QMenu* const shown = menuBar()->addMenu(tr("&View"));
    command(shown, "find", tr("&Search"), QKeySequence::Find, [this] {
        m_tabs->setCurrentIndex(0);
        m_sync->focusSearch();
    });
    command(shown, "goToLog", tr("Go to the &log"), QKeySequence(Qt::CTRL | Qt::Key_L), [this] {
        m_tabs->setCurrentIndex(0);
        m_log->setChecked(true);
        m_sync->focusLog();
    });
    command(shown, "nextPane", tr("&Next pane"), QKeySequence(Qt::Key_F6),
            [this] { m_sync->focusNextPane(true); });
    command(shown, "previousPane", tr("&Previous pane"), QKeySequence(Qt::SHIFT | Qt::Key_F6),
            [this] { m_sync->focusNextPane(false); });
    shown->addSeparator();
    m_detail = command(shown, "showDetail", tr("&Detail pane"), {},
                       [this] { m_sync->showDetail(m_detail->isChecked()); });
    m_log = command(shown, "showLog", tr("L&og pane"), {}, [this] { m_sync->showLog(m_log->isChecked()); });
    for (QAction* const action : {m_detail, m_log}) {
        action->setCheckable(true);
        action->setChecked(true);
    }
    shown->addSeparator();
    QMenu* const appearance = shown->addMenu(tr("&Appearance"));
    auto* const group = new QActionGroup(this);
    const auto chosen = static_cast<Appearance>(QSettings().value(QLatin1String(kAppearance), 0).toInt());
    const auto add = [&](const char* name, const QString& text, Appearance value) {
        QAction* const action = command(appearance, name, text, {}, [this, value] {
            QSettings().setValue(QLatin1String(kAppearance), static_cast<int>(value));
            Q_EMIT appearanceWanted(value);
        });
        action->setCheckable(true);
        action->setChecked(value == chosen);
        group->addAction(action);
    };
    add("appearanceSystem", tr("As the &system (after a restart)"), Appearance::System);
    add("appearanceLight", tr("&Light"), Appearance::Light);
    add("appearanceDark", tr("&Dark"), Appearance::Dark);
}

void MainWindow::buildHelpMenu() {
    QMenu* const help = menuBar()->addMenu(tr("&Help"));
    command(help, "shortcuts", tr("&Keyboard shortcuts"), QKeySequence(Qt::CTRL | Qt::Key_Slash),
            [this] { showShortcuts(); });
    command(help, "about", tr("&About DevSync Console"), {}, [this] { showAbout(); });
}

/// Every shortcut of every menu, so that the list cannot be out of date.
void MainWindow::showShortcuts() {
    QString text;
    for (const QAction* const action : findChildren<QAction*>()) {
        if (action->shortcut().isEmpty())
            continue;
        QStringList keys;
        for (const QKeySequence& sequence : action->shortcuts())
            keys << sequence.toString(QKeySequence::NativeText);
        QString label = action->text();
        label.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
        text += keys.join(tr(" or ")) + QStringLiteral("\t") + label + QLatin1Char('\n');
    }
    text += tr("Alt+1 … Alt+9\tFilter chips");
    m_prompts.tell(this, tr("Keyboard shortcuts"), text);
}

void MainWindow::showAbout() {
    m_prompts.tell(
        this, tr("About DevSync Console"),
        tr("DevSync Console %1\nKeeps Apigee developers and the users of a Drupal developer portal equal.\n\n"
           "Apache License 2.0. With Qt, ICU, SQLite, OpenSSL, spdlog, fmt, simdjson, nlohmann/json, xxHash, "
           "toml++, CLI11, tl::expected and Boost, each under its own licence.")
            .arg(QApplication::applicationVersion()));
}

} // namespace devsync::widgets
