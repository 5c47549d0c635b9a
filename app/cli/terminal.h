// SPDX-License-Identifier: Apache-2.0
// What the streams of this process are connected to. Asked by everything that draws or asks.
#pragma once

#include "app/cli/arguments.h"
#include "sync/report/terminal_text.h"

#include <cstddef>
#include <limits>

namespace devsync::cli {

/// Questions are possible: input and messages are a terminal, and nobody forbade it.
bool canAsk(const GlobalArguments& arguments);
bool stderrIsTerminal();
bool stdoutIsTerminal();
/// On stderr. NO_COLOR and TERM=dumb count, unless --color says something.
bool useColour(const GlobalArguments& arguments);
/// For texts on stdout.
report::TextOptions textOptions(const GlobalArguments& arguments,
                                std::size_t maxRows = std::numeric_limits<std::size_t>::max());
/// Never Auto.
ProgressMode progressMode(const GlobalArguments& arguments);

} // namespace devsync::cli
