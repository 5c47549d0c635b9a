// SPDX-License-Identifier: Apache-2.0
// From a parsed command line to the command. Nothing of Qt exists before.
#pragma once

#include "app/cli/arguments.h"

namespace devsync::cli {

/// Returns the exit code.
int runCommand(const Arguments& arguments, int& argc, char** argv);

} // namespace devsync::cli
