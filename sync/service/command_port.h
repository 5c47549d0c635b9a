// SPDX-License-Identifier: Apache-2.0
// Where commands arrive on the sync thread: validates them, makes one runner a run, and passes the rest to
// the engine as events. One run at a time. What cannot be obeyed is answered by Publisher::refused.
#pragma once

#include "sync/core/ledger.h"
#include "sync/log/logger.h"
#include "sync/service/publisher.h"
#include "sync/service/run_request.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>

namespace devsync::service {

class EffectRunner;

class CommandPort : public QObject {
    Q_OBJECT
public:
    explicit CommandPort(std::shared_ptr<log::Logger> logger);
    ~CommandPort() override;

    Publisher& publisher() { return m_publisher; }

    void start(const RunRequest& request);
    void goAhead(std::uint64_t confirm);
    void decline();
    void stop(core::StopCause cause);
    /// Stops a run, waits for its end or the grace, then ends the thread's event loop.
    void shutDown();

private:
    void runEnded(const std::shared_ptr<const engine::RunReport>& report);
    void leave();
    bool requireRun();

    std::shared_ptr<log::Logger> m_logger;
    Publisher m_publisher;
    std::unique_ptr<EffectRunner> m_runner;
    core::Millis m_grace{};
    QTimer m_graceOver;
    bool m_leaving = false;
};

} // namespace devsync::service
