// SPDX-License-Identifier: Apache-2.0
// `devsync runs list` and `devsync runs show ID`: the history in the state, only read.
#pragma once

#include "app/cli/arguments.h"

namespace devsync::cli {

/// Of an id that the state does not know.
core::Error noSuchRun(const std::string& id);

int runHistory(const Arguments& arguments);

} // namespace devsync::cli
