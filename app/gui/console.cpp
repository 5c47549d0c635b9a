// SPDX-License-Identifier: Apache-2.0
#include "app/gui/console.h"

#include "sync/service/profile_storage.h"
#include "sync/service/workplace.h"
#include "sync/texts/error_text.h"
#include "ui/models/words.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFileInfo>

#include <algorithm>

namespace devsync::gui {

namespace {

constexpr std::size_t kBufferedLines = 100'000;

sandbox::SandboxOptions demoOptions(const ConsoleOptions& options) {
    sandbox::SandboxOptions world{.mix = options.demoDevelopers == 0 ? "demo" : "peer"};
    if (options.demoDevelopers > 0)
        world.developers = options.demoDevelopers;
    return world;
}

} // namespace

Console::Console(ConsoleOptions options, widgets::Prompts& prompts)
    : m_options(std::move(options)), m_logger(std::make_shared<log::Logger>()),
      m_buffer(std::make_shared<log::LogBuffer>(kBufferedLines)), m_session(m_logger, m_buffer),
      m_window(m_session, prompts) {
    m_logger->setBuffer(m_buffer);
    using widgets::MainWindow;
    connect(&m_window, &MainWindow::profileWanted, this, &Console::openWanted);
    connect(&m_window, &MainWindow::profileAdded, this, &Console::openWanted);
    connect(&m_window, &MainWindow::appearanceWanted, this,
            [](widgets::Appearance appearance) { widgets::applyAppearance(*qApp, appearance); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &Console::watchProfiles);
    listProfiles();
    watchProfiles();
}

Console::~Console() = default;

void Console::begin() {
    const service::Environment environment = service::processEnvironment();
    const bool named = service::profileFileOf(m_options.flags, environment).has_value();
    if (m_options.demo)
        openDemo();
    else if (named || m_options.flags.profile || m_options.flags.config)
        openFlags(m_options.flags);
}

void Console::openWanted(const QString& file) {
    if (file.isEmpty())
        return openDemo();
    openFlags({.profile = {}, .config = file.toStdString(), .state = {}});
}

void Console::openFlags(const service::ProfileFlags& flags) {
    auto workplace = service::openWorkplace(flags);
    if (!workplace)
        return showError(workplace.error());
    m_currentFile = models::fromUtf8(workplace->profile->file);
    m_session.open(workplace->profile, workplace->state);
    m_demo.reset();
    listProfiles();
}

void Console::openDemo() {
    auto demo = std::make_unique<DemoWorld>(demoOptions(m_options));
    connect(demo.get(), &DemoWorld::failed, this, &Console::showError);
    connect(demo.get(), &DemoWorld::ready, this, [this](const service::Workplace& workplace) {
        m_currentFile.clear();
        m_session.open(workplace.profile, workplace.state);
        listProfiles();
        m_session.compare();
    });
    m_session.open(nullptr, {});
    m_demo = std::move(demo);
    m_demo->prepare();
}

void Console::showError(const core::Error& error) {
    m_window.tell(
        models::fromUtf8(texts::describe(error, {.kind = texts::DataState::Kind::NothingWritten}).line()));
    listProfiles();
}

void Console::listProfiles() {
    std::vector<widgets::ProfileChoice> choices;
    for (const service::ListedProfile& profile : service::listProfiles(service::profilesFolder()))
        choices.push_back({models::fromUtf8(profile.name), models::fromUtf8(profile.file)});
    const bool elsewhere =
        !m_currentFile.isEmpty() && std::none_of(choices.begin(), choices.end(), [this](const auto& choice) {
            return choice.file == m_currentFile;
        });
    if (elsewhere)
        choices.push_back({models::fromUtf8(m_session.profile()->name), m_currentFile});
    choices.push_back({tr("Demo"), {}});
    m_window.setProfiles(choices, m_currentFile);
}

/// A profile that another program removes stays open: what was read is used until another one is chosen.
void Console::watchProfiles() {
    const QString folder = models::fromUtf8(service::profilesFolder());
    if (QFileInfo::exists(folder) && m_watcher.directories().isEmpty())
        m_watcher.addPath(folder);
    listProfiles();
    if (!m_currentFile.isEmpty() && !QFileInfo::exists(m_currentFile))
        m_window.tell(
            tr("The file of this profile is gone: %1. What was read from it is used until you choose "
               "another profile.")
                .arg(m_currentFile));
}

} // namespace devsync::gui
