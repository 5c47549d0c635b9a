// SPDX-License-Identifier: Apache-2.0
#include "app/gui/demo_world.h"

#include "sync/service/profile_read.h"

namespace devsync::gui {

DemoWorld::DemoWorld(sandbox::SandboxOptions options) : m_sandbox(std::move(options)) {}

core::Result<service::Workplace> DemoWorld::makeWorkplace() const {
    if (!m_sandbox.profile())
        return tl::unexpected(m_sandbox.profile().error());
    if (!m_folder.isValid())
        return core::fail(core::ErrorKind::StoreFailed, m_folder.errorString().toStdString(),
                          m_folder.path().toStdString());
    const std::string file = m_folder.filePath(QStringLiteral("demo.toml")).toStdString();
    auto profile = service::parseProfile(*m_sandbox.profile(), file);
    if (!profile)
        return tl::unexpected(std::move(profile.error()));
    return service::Workplace{std::make_shared<const service::Profile>(*std::move(profile)),
                              m_folder.filePath(QStringLiteral("demo.db")).toStdString()};
}

void DemoWorld::prepare() {
    auto workplace = makeWorkplace();
    if (!workplace) {
        QMetaObject::invokeMethod(
            this, [this, error = workplace.error()] { Q_EMIT failed(error); }, Qt::QueuedConnection);
        return;
    }
    m_workplace = *std::move(workplace);
    m_client = std::make_unique<service::SyncClient>(std::make_shared<log::Logger>());
    connect(m_client.get(), &service::SyncClient::planReady, m_client.get(),
            [this] { m_client->goAhead(0); });
    connect(m_client.get(), &service::SyncClient::ended, this,
            [this](const auto& report) { ended(*report); });
    connect(m_client.get(), &service::SyncClient::refused, this, &DemoWorld::failed);
    m_client->start({.kind = engine::RunKind::Sync,
                     .profile = m_workplace.profile,
                     .policy = service::policyOf(*m_workplace.profile),
                     .state = m_workplace.state});
}

void DemoWorld::ended(const engine::RunReport& report) {
    m_client.release()->deleteLater(); // we are inside its call
    if (report.error) {
        Q_EMIT failed(*report.error);
        return;
    }
    m_sandbox.playStage(this, [this](const core::Result<void>& played) {
        if (played)
            Q_EMIT ready(m_workplace);
        else
            Q_EMIT failed(played.error());
    });
}

} // namespace devsync::gui
