// SPDX-License-Identifier: Apache-2.0
// The worlds of the prepared stories. Internal to population.cpp.
#pragma once

#include "sync/sandbox/population.h"

namespace devsync::sandbox {

struct StoryWorldSize {
    std::uint32_t accounts = 300; ///< people of the first stage, those of the stories included
    std::uint32_t perKind = 8;    ///< ordinary differences of each kind, in each stage
};

Population storyPopulation(const StoryWorldSize& size, std::uint64_t seed);

} // namespace devsync::sandbox
