// SPDX-License-Identifier: Apache-2.0
// For the sweeps: the reference run struck at every point there is, against the undisturbed one.
#pragma once

#include "tests/simulation/reference_run.h"

#include <QString>

#include <cstdint>
#include <string>

namespace devsync::testing {

/// Empty when `run` ended as the undisturbed one.
std::string differenceFrom(const ReferenceRun& undisturbed, const ReferenceRun& run);

/// The first of `points` strikes after which the end is another one, in words; else empty.
QString firstWrong(Strike strike, std::uint64_t points, StateKind state);

} // namespace devsync::testing
