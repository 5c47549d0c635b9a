// SPDX-License-Identifier: Apache-2.0
// A sandbox inside this program, on a thread of its own. Everything of the server is made and used there.
#pragma once

#include "sync/sandbox/server.h"

#include <QThread>

#include <functional>
#include <future>
#include <memory>
#include <string>

namespace devsync::sandbox {

class SandboxThread : public QThread {
public:
    /// Starts it; returns when both ports listen or it cannot be.
    explicit SandboxThread(SandboxOptions options);
    ~SandboxThread() override; ///< closes the ports and waits

    /// The profile to reach it, as text.
    const core::Result<std::string>& profile() const { return m_profile; }
    /// Plays the second stage; calls back in the thread of `context`.
    void playStage(QObject* context, std::function<void(core::Result<void>)> played);

protected:
    void run() override;

private:
    SandboxOptions m_options;
    std::promise<core::Result<std::string>> m_started;
    core::Result<std::string> m_profile;
    SandboxServer* m_server = nullptr; ///< of run(); null if it could not start
};

} // namespace devsync::sandbox
