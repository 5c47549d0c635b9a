// SPDX-License-Identifier: Apache-2.0
// Where commands arrive on the sync thread: validates them, makes one runner a run, and passes the rest to
// the engine as events. One run at a time: one in front waits for the slice of the queue that executes, and
// goes before the next. What cannot be obeyed is answered by Publisher::refused.
#pragma once

#include "sync/core/ledger.h"
#include "sync/log/logger.h"
#include "sync/service/publisher.h"
#include "sync/service/queue_worker.h"
#include "sync/service/run_request.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>

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
    QueueWorker& queue() { return m_queue; }
    /// Stops a run, waits for its end or the grace, then ends the thread's event loop.
    void shutDown();

private:
    void begin(RunSetup setup, RunOrigin origin);
    void runEnded(const std::shared_ptr<const engine::RunReport>& report);
    void beginNext(const engine::RunReport& report);
    QueueWorker::Port portOfQueue();
    void leave();
    bool requireRun();

    std::shared_ptr<log::Logger> m_logger;
    Publisher m_publisher;
    std::unique_ptr<EffectRunner> m_runner;
    RunOrigin m_origin = RunOrigin::Foreground; ///< of the run that executes
    std::optional<RunRequest> m_waiting;        ///< for the end of a slice
    core::Millis m_grace{};
    QTimer m_graceOver;
    bool m_leaving = false;
    QueueWorker m_queue; ///< last: it calls back into the rest
};

} // namespace devsync::service
