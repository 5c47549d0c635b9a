// SPDX-License-Identifier: Apache-2.0
// Seeded worlds. The same mix, size and seed give the same accounts, byte for byte, on every machine.
#pragma once

#include "sync/sandbox/edit.h"
#include "sync/sandbox/world.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace devsync::sandbox {

enum class Mix : std::uint8_t {
    Peer,      ///< `developers` on each side, a third newer in Apigee, a third newer in the portal
    Small,     ///< the stories among 40 accounts; `developers` does not matter
    Demo,      ///< the stories among 300 accounts; likewise
    Conflicts, ///< not in this version
};

core::Result<Mix> mixFromName(std::string_view name);

struct PopulationOptions {
    Mix mix = Mix::Peer;
    std::uint32_t developers = 200; ///< on each side
    std::uint64_t seed = 1;
};

struct Population {
    World world;
    Stage stage{}; ///< empty for Peer
};

core::Result<Population> populate(const PopulationOptions& options);

/// A prepared story of `demo` and `small` and the accounts that carry it. Stories that need a baseline (tie
/// with one, conflict, flaky server, deletion) come with the stage.
struct Story {
    std::string_view name;                  ///< for `demo --story NAME`; titles are in sync/texts
    std::array<std::string_view, 2> emails; ///< folded addresses; the second may be empty
};

std::span<const Story> stories();

} // namespace devsync::sandbox
