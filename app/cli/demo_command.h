// SPDX-License-Identifier: Apache-2.0
// `devsync demo`: a whole synchronisation in a sandbox of its own, with nothing set up before and nothing
// left behind. Baseline and second stage are made first, in silence; then it compares, shows the plan, runs
// it, compares again and says how it ended.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/messages.h"
#include "sync/sandbox/sandbox_thread.h"
#include "app/cli/workplace.h"
#include "sync/report/plan_table.h"
#include "sync/service/sync_client.h"
#include "sync/texts/story_text.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>
#include <optional>
#include <set>
#include <string>

namespace devsync::cli {

int runDemo(const Arguments& arguments);

class DemoCommand : public QObject {
public:
    DemoCommand(const Arguments& arguments, Messages& messages, std::optional<texts::Story> story);

    void start();
    /// SIGINT or SIGTERM, the first one.
    void signalled(int number);

private:
    enum class Step : std::uint8_t { Baseline, Run, CompareAgain };
    using ReportPointer = std::shared_ptr<const engine::RunReport>;

    core::Result<Workplace> makeWorkplace() const;
    void begin(Step step);
    void planReady(const std::shared_ptr<const engine::PreparedPlan>& plan);
    std::string planTable(const engine::PreparedPlan& plan, report::RowsShown rows) const;
    void showPlan(const engine::PreparedPlan& plan) const;
    void ended(const ReportPointer& report);
    void playStage();
    void showRun(const engine::RunReport& report);
    void conclude(const engine::RunReport& report);
    void fail(const core::Error& error);

    report::TextOptions m_text;
    Messages& m_messages;
    std::optional<texts::Story> m_story;
    std::set<std::string, std::less<>> m_emails; ///< of the story; empty = all
    QTemporaryDir m_folder;
    Workplace m_workplace;
    sandbox::SandboxThread m_sandbox;
    Step m_step = Step::Baseline;
    service::SyncClient m_client; ///< last: it ends before what it talks to
};

} // namespace devsync::cli
