// SPDX-License-Identifier: Apache-2.0
// What is happening now, for the one progress line or bar of a run.
#pragma once

#include "sync/engine/run_view.h"

#include <string>

namespace devsync::texts {

/// "Reading both sides…"
std::string phaseText(engine::Phase phase);

/// "Reading both sides… Apigee 4,000, portal 3,150 accounts", "Writing… 61 of 95".
std::string progressText(const engine::RunView& view);

} // namespace devsync::texts
