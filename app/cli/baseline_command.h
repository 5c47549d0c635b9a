// SPDX-License-Identifier: Apache-2.0
// `devsync baseline show` and `devsync baseline forget`: what the last synchronisation remembers.
#pragma once

#include "app/cli/arguments.h"

namespace devsync::cli {

int showBaseline(const Arguments& arguments);
/// Asks, or takes `--yes`; takes the lease, so that no run is under way.
int forgetBaseline(const Arguments& arguments);

} // namespace devsync::cli
