// SPDX-License-Identifier: Apache-2.0
// An error as the JSON document of `--json` on stderr (cli.md), one line with its end.
#pragma once

#include "sync/texts/error_text.h"

#include <string>

namespace devsync::report {

std::string errorDocument(const core::Error& error, texts::DataState state);

} // namespace devsync::report
