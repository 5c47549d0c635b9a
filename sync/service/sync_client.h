// SPDX-License-Identifier: Apache-2.0
// What window and command line hold of the synchronisation: commands go to the sync thread, what happens
// there comes back as signals on the client's own thread. Never waits, but in its destructor.
//
// One run at a time. A run begins with runBegan and ends with ended; planReady, rowsChanged and viewChanged
// in between are its own. A slice of a queued job is such a run, with origin Queue: the go-ahead is given
// already, and its report says notStarted > 0 without a cause when more slices follow.
#pragma once

#include "sync/core/error.h"
#include "sync/core/job.h"
#include "sync/core/ledger.h"
#include "sync/engine/run_view.h"
#include "sync/log/logger.h"
#include "sync/service/publisher.h"
#include "sync/service/run_request.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace devsync::service {

class CommandPort;
class SyncThread;

class SyncClient : public QObject {
    Q_OBJECT
public:
    explicit SyncClient(std::shared_ptr<log::Logger> logger);
    ~SyncClient() override; ///< stops a run that still goes on and waits for its end

    /// Answered by `ended` or `refused`. While a slice of the queue executes it waits for the end of that
    /// (`startWaits`) and goes before the next one; while another run does it is refused.
    void start(RunRequest request);
    /// After planReady of a Sync; `confirm` = number typed, 0 = none.
    void goAhead(std::uint64_t confirm);
    void decline();
    /// Operator or Terminated. A start that waits is refused with Stopped and the slice goes on; a slice that
    /// nobody waits for is stopped, and its job pauses (Operator) or waits for the next worker (Terminated).
    void stop(core::StopCause cause);

    // ---- queue of a profile

    /// From now on the queue is the one in `base.state`, its jobs run by profile and policy of `base` (its
    /// other members do not count). `jobsChanged` follows at once, and after every change, whoever makes it.
    /// A job that this client works on is given back first: nothing of another profile goes on here.
    void openProfile(RunRequest base);
    /// Adds a job or joins the open one (a parked one gets another chance). Answered by `queued` or
    /// `refused`.
    void queueSync();
    /// Works the queue off whenever no other run executes. Off at first; switched off, the slice under way is
    /// the last.
    void workQueue(bool on);
    /// The rows left of its run are cancelled, by this process. Answered by `jobsChanged` or `refused`, like
    /// the three that follow.
    void cancelJob(std::int64_t id);
    void pauseJob(std::int64_t id);
    /// Also: a parked or put-off one is tried now.
    void resumeJob(std::int64_t id);
    /// Of one that needs approval: up to `rows` rows that write.
    void approveJob(std::int64_t id, std::uint64_t rows);

Q_SIGNALS:
    void runBegan(devsync::service::RunOrigin origin, const std::string& runId);
    void planReady(std::shared_ptr<const devsync::engine::PreparedPlan> plan);
    void rowsChanged(const devsync::service::RowUpdates& rows);
    void viewChanged(std::shared_ptr<const devsync::engine::RunView> view);
    /// The state is closed and free again.
    void ended(std::shared_ptr<const devsync::engine::RunReport> report);
    void refused(const devsync::core::Error& error);
    /// The run asked for begins by itself when the slice under way is over.
    void startWaits();
    void queued(const devsync::core::Job& job, bool joined);
    /// Newest first, ended ones too.
    void jobsChanged(std::shared_ptr<const devsync::core::Jobs> jobs);

private:
    void post(std::function<void(CommandPort&)> command);

    std::unique_ptr<SyncThread> m_thread;
};

} // namespace devsync::service
