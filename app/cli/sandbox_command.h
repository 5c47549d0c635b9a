// SPDX-License-Identifier: Apache-2.0
// `devsync sandbox`: both systems on loopback ports until SIGINT or SIGTERM. Says one JSON line when it is
// ready.
#pragma once

#include "app/cli/arguments.h"

namespace devsync::cli {

int runSandbox(const Arguments& arguments);

} // namespace devsync::cli
