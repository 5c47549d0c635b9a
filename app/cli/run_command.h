// SPDX-License-Identifier: Apache-2.0
// `devsync check`, `plan`, `apply` and `sync`: one run from its start to the exit code. Asks where the
// contract says so, writes results to stdout and everything else to stderr.
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

/// check, plan, apply, sync
int runPlanCommand(const Arguments& arguments);
/// runs resume, runs discard
int runStoredRun(const Arguments& arguments);

class RunCommand : public QObject {
public:
    using PlanPointer = std::shared_ptr<const engine::PreparedPlan>;

    /// `saved`: the plan of `apply`, else null.
    /// What is executed instead of a new comparison.
    struct Stored {
        PlanPointer plan; ///< of `apply`
        std::string run;  ///< id, of `runs resume` and `runs discard`
    };
    RunCommand(const Arguments& arguments, Workplace workplace, Messages& messages, Stored stored);

    void start();
    /// SIGINT or SIGTERM, the first one.
    void signalled(int number);
    /// A run was wanted, but nobody can be asked and nobody said yes beforehand.
    bool lacksYes() const;
    /// Shows what would be done and says what is missing; returns the exit code.
    int refuse(const engine::PreparedPlan& plan) const;

private:
    using ReportPointer = std::shared_ptr<const engine::RunReport>;

    bool executes() const { return m_kind != engine::RunKind::Compare; }
    core::Policy policy() const;
    void planReady(const PlanPointer& plan);
    bool numberIsNeeded(const engine::PreparedPlan& plan) const;
    void showForQuestion(const engine::PreparedPlan& plan) const;
    void askToGoAhead();
    void askForNumber(std::uint32_t writes);
    void ended(const ReportPointer& report);
    int concludeCompare(const engine::RunReport& report);
    int concludeSync(const engine::RunReport& report);
    report::PlanContext context(const engine::PreparedPlan& plan) const;
    void printPlan(const engine::PreparedPlan& plan) const;
    int savePlan(const engine::PreparedPlan& plan) const;
    int printRun(const engine::RunReport& report) const;
    int concludeWithoutRun(const engine::RunReport& report) const;
    void leave(int exitCode);

    const Arguments& m_arguments;
    Workplace m_workplace;
    Messages& m_messages;
    Stored m_stored;
    engine::RunKind m_kind;
    std::unique_ptr<Prompt> m_prompt;
    service::SyncClient m_client;
};

} // namespace devsync::cli
