// SPDX-License-Identifier: Apache-2.0
// Reads the state of a profile for a window, on a thread of its own, in the order asked. Changes nothing: a
// state that is not there reads as an empty one. Also runs other work that would block, such as an export.
// Lives in the thread that made it; answers come there. For runs and commands see sync_client.h.
#pragma once

#include "sync/core/run_condition.h"
#include "sync/core/store_batch.h"
#include "sync/service/state_access.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QThread;

namespace devsync::service {

enum class StateQuestion : std::uint8_t { ListRuns, ReadRun, FindUnfinished };

class StateReader : public QObject {
    Q_OBJECT
public:
    using Work = std::function<core::Result<void>()>;
    using Done = std::function<void(core::Result<void>)>;

    StateReader();
    /// Waits for what is being read or worked at (its thread then has an interruption requested); what has
    /// not begun is dropped, and nothing is answered.
    ~StateReader() override;

    /// Of which the questions that follow are asked.
    void open(StatePlace place);
    /// → runsListed, newest first, or failed.
    void listRuns(std::uint32_t limit);
    /// → runRead or failed.
    void readRun(std::string id);
    /// → unfinishedFound or failed.
    void findUnfinished();
    /// `work` runs on the reader's thread, after what was asked before; `done` is called with its result in
    /// the thread of the StateReader.
    void perform(Work work, Done done);

Q_SIGNALS:
    void runsListed(std::shared_ptr<const std::vector<devsync::core::ListedRun>> runs);
    void runRead(std::shared_ptr<const devsync::core::RunRows> run);
    /// The newest run, if rows of it are left: Executing means that a process is at it, or may be; Queued,
    /// that the queue goes on with it; otherwise it can be resumed or discarded.
    void unfinishedFound(std::optional<devsync::core::ListedRun> run);
    void failed(devsync::service::StateQuestion question, const devsync::core::Error& error);

private:
    void post(std::function<void()> work);
    template <class Read, class Answer>
    void ask(StateQuestion question, Read read, Answer answer);

    std::optional<StatePlace> m_place;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<QObject> m_worker; ///< lives on the thread, which is over before it
};

} // namespace devsync::service
