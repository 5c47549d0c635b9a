// SPDX-License-Identifier: Apache-2.0
// The thread on which runs live. Everything on it is made in it; it ends with the run stopped, the state
// closed and nothing in flight. Owned by SyncClient.
#pragma once

#include "sync/log/logger.h"

#include <QThread>

#include <future>
#include <memory>

namespace devsync::service {

class CommandPort;

class SyncThread : public QThread {
    Q_OBJECT
public:
    /// Starts it; returns when commands can be posted.
    explicit SyncThread(std::shared_ptr<log::Logger> logger);
    ~SyncThread() override; ///< shuts down and waits

    /// Lives on this thread: post to it, never call it.
    CommandPort& port() { return *m_port; }

protected:
    void run() override;

private:
    std::shared_ptr<log::Logger> m_logger;
    std::promise<CommandPort*> m_made;
    CommandPort* m_port = nullptr;
};

} // namespace devsync::service
