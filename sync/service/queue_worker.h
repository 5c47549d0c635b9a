// SPDX-License-Identifier: Apache-2.0
// The queue of one profile on the sync thread: adds and changes jobs, looks every two seconds what other
// processes did, and works the open job off, one slice after the other, while the command port is free. What
// happens to a job is decided by sync/core/job_step.h. Owned by the command port.
#pragma once

#include "sync/core/job_step.h"
#include "sync/core/store_batch.h"
#include "sync/service/publisher.h"
#include "sync/service/run_request.h"
#include "sync/service/run_setup.h"
#include "sync/storage/store_thread.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace devsync::service {

class QueueWorker : public QObject {
    Q_OBJECT
public:
    struct Port {
        Publisher& publisher;                      ///< outlives the worker
        std::function<bool()> isFree;              ///< no run executes or waits
        std::function<void(RunSetup)> start;       ///< its end comes back by runEnded()
        std::function<void(core::StopCause)> stop; ///< the run that was started
    };
    explicit QueueWorker(Port port);
    ~QueueWorker() override; ///< stores what was asked to be stored

    // As in SyncClient.
    void open(RunRequest base);
    void add();
    void command(std::int64_t id, core::JobCommand command, std::uint64_t rows = 0);
    void work(bool on);

    /// Of a run started by the port's `start`.
    void runEnded(const engine::RunReport& report);
    /// The port has become free, or may have.
    void look();

private:
    using Answered = std::function<void(core::StoreResult)>;
    using JobAnswered = std::function<void(const core::JobAnswer&)>;

    // the store
    void ask(core::StoreBatch batch, Answered answered);
    void answered(storage::StoreThread::Ticket ticket, core::StoreResult result);
    void update(core::Job job, JobAnswered answered);
    void openNow(RunRequest base);
    void openNext();
    void close();
    // commands
    void added(const core::JobAnswer& answer);
    void change(const core::Job& job, core::JobCommand command, std::uint64_t rows);
    void cancelled(const core::Job& job);
    // work
    void looked(core::StoreResult result);
    void lookFailed(const core::Error& error);
    void decide(const core::LeaseState& lease, const std::vector<core::RunRecord>& runs);
    void finish(const core::Job& job, const std::vector<core::RunRecord>& runs);
    void take(const core::Job& job, const core::JobFacts& facts, core::JobStep step);
    bool discard(const std::vector<core::RunRecord>& runs);
    void settle(const core::Job& job, const core::SliceEnd& end);
    void settled(const core::JobAnswer& answer, const core::SliceEnd& end);
    void giveBack();
    bool mayStart() const { return !m_closing && !m_executing && m_port.isFree(); }

    void publish(core::Jobs jobs);
    void publish(const core::Job& job);

    Port m_port;
    const core::LeaseOwner m_self;
    std::optional<RunRequest> m_base;
    std::optional<RunRequest> m_nextBase; ///< opened when the slice under way has ended
    bool m_working = false;
    bool m_closing = false;
    int m_pending = 0;                ///< looks and changes of our own that are with the store
    bool m_executing = false;         ///< a run of ours goes on
    std::optional<core::Job> m_slice; ///< the job, as claimed, of the slice that executes
    std::string m_toDiscard;          ///< run of a cancelled job
    std::optional<core::Jobs> m_jobs; ///< as last published
    std::optional<core::ErrorKind> m_lookFailed;
    std::map<storage::StoreThread::Ticket, Answered> m_asked;
    storage::StoreThread::Ticket m_nextTicket = 1;
    QTimer m_lookAgain;
    std::unique_ptr<storage::StoreThread> m_store; ///< last: its thread is gone before what its answers touch
};

} // namespace devsync::service
