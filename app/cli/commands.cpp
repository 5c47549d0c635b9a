// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/baseline_command.h"
#include "app/cli/demo_command.h"
#include "app/cli/export_command.h"
#include "app/cli/profile_command.h"
#include "app/cli/run_command.h"
#include "app/cli/runs_command.h"
#include "app/cli/sandbox_command.h"
#include "sync/core/ledger.h"

#include <QCoreApplication>

namespace devsync::cli {

int runCommand(const Arguments& arguments, int& argc, char** argv) {
    const QCoreApplication application(argc, argv);
    switch (arguments.command) {
    case Command::None:
        break;
    case Command::Demo:
        return runDemo(arguments);
    case Command::Check:
    case Command::Plan:
    case Command::Apply:
    case Command::Sync:
        return runPlanCommand(arguments);
    case Command::RunsResume:
    case Command::RunsDiscard:
        return runStoredRun(arguments);
    case Command::RunsList:
    case Command::RunsShow:
        return runHistory(arguments);
    case Command::BaselineShow:
        return showBaseline(arguments);
    case Command::BaselineForget:
        return forgetBaseline(arguments);
    case Command::ProfileList:
    case Command::ProfileShow:
    case Command::ProfileAdd:
    case Command::ProfileRemove:
        return runProfile(arguments);
    case Command::Export:
        return runExport(arguments);
    case Command::Sandbox:
        return runSandbox(arguments);
    }
    return core::exitCodeOf(core::ErrorKind::Usage);
}

} // namespace devsync::cli
