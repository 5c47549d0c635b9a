// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/sandbox_thread.h"

namespace devsync::sandbox {

SandboxThread::SandboxThread(SandboxOptions options) : m_options(std::move(options)) {
    setObjectName(QStringLiteral("sandbox"));
    auto started = m_started.get_future();
    start();
    m_profile = started.get();
}

SandboxThread::~SandboxThread() {
    quit();
    wait();
}

void SandboxThread::run() {
    auto server = SandboxServer::start(m_options);
    if (!server)
        return m_started.set_value(tl::unexpected(std::move(server.error())));
    m_server = server->get();
    m_started.set_value((*server)->profileToml());
    exec();
}

void SandboxThread::playStage(QObject* context, std::function<void(core::Result<void>)> played) {
    QMetaObject::invokeMethod(m_server, [server = m_server, context, played = std::move(played)] {
        QMetaObject::invokeMethod(context, [played, result = server->playStage()] { played(result); });
    });
}

} // namespace devsync::sandbox
