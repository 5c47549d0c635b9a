// SPDX-License-Identifier: Apache-2.0
// What the outside sees of a run: immutable values, changes of rows merged and sent at most every 50 ms.
// Lives on the sync thread; receivers connect from theirs. It decides nothing and keeps no history.
#pragma once

#include "sync/core/job.h"
#include "sync/engine/run_view.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace devsync::service {

struct RowUpdate {
    std::uint32_t row = 0; ///< number among the planned rows
    core::RowState state = core::RowState::NotStarted;
};
using RowUpdates = std::vector<RowUpdate>; ///< ascending, each row once

enum class RunOrigin : std::uint8_t {
    Foreground, ///< SyncClient::start
    Queue,      ///< a slice of a job, or what is left of a cancelled one
};

class Publisher : public QObject {
    Q_OBJECT
public:
    using View = std::function<engine::RunView()>;

    Publisher();
    void begin(View view);
    void rowChanged(std::uint32_t row, core::RowState state) { m_rows[row] = state; }
    /// Sends what waits and stops asking for views.
    void end();

Q_SIGNALS:
    void runBegan(devsync::service::RunOrigin origin, const std::string& runId);
    void startWaits();
    void queued(const devsync::core::Job& job, bool joined);
    void jobsChanged(std::shared_ptr<const devsync::core::Jobs> jobs);
    void planReady(std::shared_ptr<const devsync::engine::PreparedPlan> plan);
    void rowsChanged(const devsync::service::RowUpdates& rows);
    void viewChanged(std::shared_ptr<const devsync::engine::RunView> view);
    void ended(std::shared_ptr<const devsync::engine::RunReport> report);
    /// A command that cannot be obeyed now, or a run that could not be set up.
    void refused(const devsync::core::Error& error);

private:
    void flush();

    View m_view;
    std::map<std::uint32_t, core::RowState> m_rows;
    QTimer m_timer;
};

} // namespace devsync::service
