// SPDX-License-Identifier: Apache-2.0
// `devsync export RUN|FILE`: a run of the history or a saved plan, in a form for other programs and for
// people.
#pragma once

#include "app/cli/arguments.h"

namespace devsync::cli {

int runExport(const Arguments& arguments);

} // namespace devsync::cli
