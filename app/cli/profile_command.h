// SPDX-License-Identifier: Apache-2.0
// `devsync profile list|show|add|remove`: the files in the folder of profiles.
#pragma once

#include "app/cli/arguments.h"

namespace devsync::cli {

int runProfile(const Arguments& arguments);

} // namespace devsync::cli
