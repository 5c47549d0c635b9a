// SPDX-License-Identifier: Apache-2.0
// The demo: both systems inside this program on loopback ports, synchronised once, then edited by people on
// both sides. Its state lies in a temporary folder that goes with it. GUI thread; never waits but for the
// start of the sandbox.
#pragma once

#include "sync/sandbox/sandbox_thread.h"
#include "sync/service/sync_client.h"
#include "sync/service/workplace.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace devsync::gui {

class DemoWorld : public QObject {
    Q_OBJECT
public:
    explicit DemoWorld(sandbox::SandboxOptions options);

    /// Answered by ready or failed, not from within.
    void prepare();

Q_SIGNALS:
    void ready(const devsync::service::Workplace& workplace);
    void failed(const devsync::core::Error& error);

private:
    core::Result<service::Workplace> makeWorkplace() const;
    void ended(const engine::RunReport& report);

    QTemporaryDir m_folder;
    sandbox::SandboxThread m_sandbox;
    service::Workplace m_workplace;
    std::unique_ptr<service::SyncClient> m_client; ///< of the run that makes both sides equal
};

} // namespace devsync::gui
