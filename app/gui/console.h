// SPDX-License-Identifier: Apache-2.0
// Puts the window together: log, session, profiles of this person, demo. GUI thread.
#pragma once

#include "app/gui/demo_world.h"
#include "sync/service/profile_paths.h"
#include "ui/models/sync_session.h"
#include "ui/widgets/main_window.h"
#include "ui/widgets/prompts.h"

#include <QFileSystemWatcher>
#include <QObject>

#include <memory>
#include <optional>

namespace devsync::gui {

struct ConsoleOptions {
    service::ProfileFlags flags;
    bool demo = false;
    std::uint32_t demoDevelopers = 0; ///< 0: the prepared stories among a few hundred accounts
    std::uint64_t demoLatencyMs = 0;  ///< of each answer of the demo
};

class Console : public QObject {
    Q_OBJECT
public:
    Console(ConsoleOptions options, widgets::Prompts& prompts);
    ~Console() override;

    widgets::MainWindow& window() { return m_window; }
    models::SyncSession& session() { return m_session; }
    /// Opens what the options name; after the window is shown, so that it is there at once.
    void begin();

private:
    void openWanted(const QString& file);
    void openDemo();
    void openFlags(const service::ProfileFlags& flags);
    void showError(const core::Error& error);
    void listProfiles();
    void watchProfiles();

    ConsoleOptions m_options;
    std::shared_ptr<log::Logger> m_logger;
    std::shared_ptr<log::LogBuffer> m_buffer;
    std::unique_ptr<DemoWorld> m_demo; ///< outlives the session that talks to it
    models::SyncSession m_session;
    widgets::MainWindow m_window;
    QFileSystemWatcher m_watcher;
    QString m_currentFile; ///< empty: the demo, or none
};

} // namespace devsync::gui
