// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "app/cli/sandbox_command.h"

#include <QCoreApplication>

namespace devsync::cli {

int runCommand(Arguments arguments, int& argc, char** argv) {
    const QCoreApplication application(argc, argv);
    switch (arguments.command) {
    case Command::Sandbox:
        return runSandbox(arguments);
    default:
        return reportError({.kind = core::ErrorKind::NotInThisVersion, .detail = "this command"},
                           arguments.format);
    }
}

} // namespace devsync::cli
