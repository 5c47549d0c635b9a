// SPDX-License-Identifier: Apache-2.0
// A sandbox on a thread of its own, so that it answers while a test waits, with a profile and a state for it.
#pragma once

#include "sync/sandbox/server.h"
#include "sync/service/profile.h"
#include "sync/service/run_request.h"
#include "sync/service/state_access.h"

#include <QStringList>
#include <QTemporaryDir>
#include <QThread>

#include <future>
#include <memory>
#include <string>

namespace devsync::tests {

class SandboxThread : public QThread {
public:
    explicit SandboxThread(sandbox::SandboxOptions options);
    ~SandboxThread() override;

    const std::string& profileText() const { return m_profile; }
    /// Every account of both sides without ids and times, sorted: equal for worlds that were synchronised
    /// alike.
    QStringList accounts();

protected:
    void run() override;

private:
    const sandbox::SandboxOptions m_options;
    std::promise<std::string> m_started;
    std::string m_profile;
    sandbox::SandboxServer* m_server = nullptr; ///< lives on the thread
};

struct SandboxBench {
    explicit SandboxBench(sandbox::SandboxOptions options);

    service::RunRequest request(engine::RunKind kind = engine::RunKind::Sync) const;
    service::StatePlace place() const;
    bool hasState() const;

    QTemporaryDir folder;
    std::unique_ptr<SandboxThread> server;
    std::shared_ptr<const service::Profile> profile;
    core::Policy policy; ///< of the profile; tests change it
};

} // namespace devsync::tests
