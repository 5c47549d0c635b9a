// SPDX-License-Identifier: Apache-2.0
// One profile in the window: passes what a person asks for to SyncClient, and keeps what comes back as facts
// for the Synchronization page and its models. Decides nothing: syncPageState() says what is offered, the
// engine what is written. GUI thread; never waits, but in its destructor for a run that is stopped.
#pragma once

#include "sync/core/run_condition.h"
#include "sync/log/log_buffer.h"
#include "sync/log/logger.h"
#include "sync/service/profile.h"
#include "sync/service/state_reader.h"
#include "sync/service/sync_client.h"
#include "ui/models/diff_model.h"
#include "ui/models/log_model.h"
#include "ui/models/view_worker.h"
#include "ui/view/progress_meter.h"
#include "ui/view/sync_page_state.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace devsync::models {

/// What is known of a connection since the profile was opened.
enum class LinkState : std::uint8_t { Unknown, Connected, Broken };

/// How something that was asked for came out, for the panel above the table.
struct Outcome {
    core::VerdictKind kind = core::VerdictKind::NothingToDo;
    std::string sentence;
    std::string remedy; ///< may be empty
    std::string error;  ///< a line with its code; empty = none
    std::string runId;  ///< empty for a comparison
};

class SyncSession : public QObject {
    Q_OBJECT
public:
    SyncSession(std::shared_ptr<log::Logger> logger, std::shared_ptr<log::LogBuffer> buffer);
    ~SyncSession() override;

    /// Shows another profile; what was shown before is forgotten. Not while a run of the window goes on.
    void open(std::shared_ptr<const service::Profile> profile, std::string state);
    const std::shared_ptr<const service::Profile>& profile() const { return m_profile; }
    service::StatePlace place() const;

    void compare();
    void run();
    void runInBackground();
    void stop();
    void resumeLeftOver();
    void discardLeftOver();
    /// Signs in at both sides and reads the clocks; ends with connectionChecked or the outcome of an error.
    void checkConnection();
    /// Answer to numberNeeded; 0 = declined.
    void confirm(std::uint64_t writes);
    service::SyncClient& client() { return m_client; }
    service::StateReader& reader() { return m_reader; }

    void setChip(view::Chip chip);
    void setSearch(const QString& text);
    void sortBy(view::DiffColumn column);
    const view::DiffQuery& query() const { return m_query; }

    const view::SyncPageState& state() const { return m_state; }
    const view::SyncPageFacts& facts() const { return m_facts; }
    view::ChipCounts chipCounts() const; ///< all 0 before a comparison
    DiffModel& diff() { return m_diff; }
    LogModel& log() { return m_log; }
    const core::BothSides<LinkState>& links() const { return m_links; }
    const std::optional<Outcome>& outcome() const { return m_outcome; }
    std::optional<core::Millis> comparedAt() const { return m_comparedAt; } ///< wall
    const std::optional<core::Job>& job() const { return m_job; }           ///< the open one
    const std::optional<core::ListedRun>& leftOver() const { return m_leftOver; }
    std::shared_ptr<const engine::RunView> runView() const { return m_view; } ///< null: none yet

Q_SIGNALS:
    void profileOpened();
    void stateChanged();  ///< state(), facts(), outcome()
    void countsChanged(); ///< of the chips
    void orderChanged();  ///< rows shown, their order
    void progressChanged(const devsync::view::Progress& progress);
    void numberNeeded(std::shared_ptr<const devsync::engine::PreparedPlan> plan);
    void queued(const devsync::core::Job& job, bool joined);
    void jobsChanged(std::shared_ptr<const devsync::core::Jobs> jobs);
    void runsMayHaveChanged();
    void connectionChecked(std::shared_ptr<const devsync::engine::RunReport> report);
    void refused(const QString& line); ///< [CODE] cause state remedy

private:
    void connectClient();
    service::RunRequest request(engine::RunKind kind) const;
    void begin(engine::RunKind kind, view::Activity activity, std::string storedRun = {});
    void runBegan(service::RunOrigin origin, const std::string& runId);
    void planReady(const std::shared_ptr<const engine::PreparedPlan>& plan);
    void rowsChanged(const service::RowUpdates& rows);
    void viewChanged(const std::shared_ptr<const engine::RunView>& view);
    void ended(const std::shared_ptr<const engine::RunReport>& report);
    void clientRefused(const core::Error& error);
    void showPlan(const std::shared_ptr<const engine::PreparedPlan>& plan);
    void setOutcome(const engine::RunReport& report);
    void setLinks(const engine::RunReport& report);
    void takeJobs(const std::shared_ptr<const core::Jobs>& jobs);
    void unfinishedFound(const std::optional<core::ListedRun>& run);
    void orderAgain();
    void ordered(const std::shared_ptr<const engine::PreparedPlan>& plan,
                 const std::vector<std::uint32_t>& order);
    view::DiffRows* shownRows() const;
    void takeLog();
    void update();
    core::Millis mono() const { return core::Millis(m_clock.elapsed()); }

    std::shared_ptr<log::LogBuffer> m_buffer;
    std::shared_ptr<const service::Profile> m_profile;
    std::string m_statePath;
    DiffModel m_diff;
    std::shared_ptr<view::DiffRows> m_pendingRows; ///< of a new plan, until its order is made
    LogModel m_log;
    ViewWorker m_worker;
    QTimer m_logTimer;
    QTimer m_resort; ///< a view whose rows change is ordered anew at most twice a second
    QElapsedTimer m_clock;
    view::DiffQuery m_query;
    view::SyncPageFacts m_facts;
    view::SyncPageState m_state;
    view::ProgressMeter m_meter;
    std::shared_ptr<const engine::RunView> m_view;
    core::BothSides<LinkState> m_links;
    std::optional<Outcome> m_outcome;
    std::optional<core::Millis> m_comparedAt;
    std::optional<core::Job> m_job;
    std::optional<core::ListedRun> m_leftOver;
    engine::RunKind m_kind = engine::RunKind::Compare; ///< of the run this window asked for
    service::RunOrigin m_origin = service::RunOrigin::Foreground;
    bool m_begun = false; ///< the run this window asked for
    bool m_asksNumber = false;
    std::string m_runId;      ///< of the run under way
    std::string m_tableRunId; ///< of the run whose rows the table shows
    service::StateReader m_reader;
    service::SyncClient m_client; ///< last: its destructor ends the run that the rest looks at
};

} // namespace devsync::models
