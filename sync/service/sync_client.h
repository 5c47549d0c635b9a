// SPDX-License-Identifier: Apache-2.0
// What window and command line hold of the synchronisation: commands go to the sync thread, what happens
// there comes back as signals on the client's own thread. Never waits, but in its destructor.
#pragma once

#include "sync/core/error.h"
#include "sync/core/ledger.h"
#include "sync/engine/run_view.h"
#include "sync/log/logger.h"
#include "sync/service/publisher.h"
#include "sync/service/run_request.h"

#include <QObject>

#include <cstdint>
#include <memory>

namespace devsync::service {

class SyncThread;

class SyncClient : public QObject {
    Q_OBJECT
public:
    explicit SyncClient(std::shared_ptr<log::Logger> logger);
    ~SyncClient() override; ///< stops a run that still goes on and waits for its end

    /// Answered by `ended` or `refused`.
    void start(RunRequest request);
    /// After planReady of a Sync; `confirm` = number typed, 0 = none.
    void goAhead(std::uint64_t confirm);
    void decline();
    /// Operator or Terminated.
    void stop(core::StopCause cause);

Q_SIGNALS:
    void planReady(std::shared_ptr<const devsync::engine::PreparedPlan> plan);
    void rowsChanged(const devsync::service::RowUpdates& rows);
    void viewChanged(std::shared_ptr<const devsync::engine::RunView> view);
    /// The state is closed and free again.
    void ended(std::shared_ptr<const devsync::engine::RunReport> report);
    void refused(const devsync::core::Error& error);

private:
    std::unique_ptr<SyncThread> m_thread;
};

} // namespace devsync::service
