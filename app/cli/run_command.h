// SPDX-License-Identifier: Apache-2.0
// `devsync check`, `plan` and `sync`: one run from its start to the exit code. Asks where the contract says
// so, writes results to stdout and everything else to stderr.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/messages.h"
#include "app/cli/prompt.h"
#include "app/cli/workplace.h"
#include "sync/report/plan_document.h"
#include "sync/service/sync_client.h"

#include <QObject>

#include <memory>

namespace devsync::cli {

int runCheckPlanOrSync(const Arguments& arguments);

class RunCommand : public QObject {
public:
    RunCommand(const Arguments& arguments, Workplace workplace, Messages& messages);

    void start();
    /// SIGINT or SIGTERM, the first one.
    void signalled(int number);

private:
    using PlanPointer = std::shared_ptr<const engine::PreparedPlan>;
    using ReportPointer = std::shared_ptr<const engine::RunReport>;

    bool executes() const { return m_kind == engine::RunKind::Sync; }
    bool lacksYes() const;
    void planReady(const PlanPointer& plan);
    bool numberIsNeeded(const engine::PreparedPlan& plan) const;
    void showForQuestion(const engine::PreparedPlan& plan) const;
    void askToGoAhead();
    void askForNumber();
    void ended(const ReportPointer& report);
    int concludeCompare(const engine::RunReport& report);
    int concludeSync(const engine::RunReport& report);
    report::PlanContext context(const engine::PreparedPlan& plan) const;
    void printPlan(const engine::PreparedPlan& plan) const;
    int printRun(const engine::RunReport& report) const;
    int concludeWithoutRun(const engine::RunReport& report) const;
    void leave(int exitCode);

    const Arguments& m_arguments;
    Workplace m_workplace;
    Messages& m_messages;
    engine::RunKind m_kind;
    std::unique_ptr<Prompt> m_prompt;
    service::SyncClient m_client;
};

} // namespace devsync::cli
