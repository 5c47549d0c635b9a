// SPDX-License-Identifier: Apache-2.0
// The rules of the architecture that can be read off the files: what includes what, what links what, how
// files look. Each takes a tree and names its violations; none reads a disk. Called by arch_rules_test and
// arch_self_test.
#pragma once

#include "tests/arch/tree.h"

#include <string>
#include <vector>

namespace devsync::arch {

Findings pureRooms(const Tree& tree); ///< R1: std headers and calls with effects, unordered_, floating point
Findings librariesInRooms(const Tree& tree); ///< R2: an external library only in the rooms that name it
Findings roomsKnowRooms(const Tree& tree); ///< R3, R4: allowed project headers a room; nothing includes app/
Findings includesFromRoot(const Tree& tree); ///< R5: no "../", no bare names, generated .moc apart
Findings linksOfRooms(const Tree& tree); ///< R6: links are allowed, and PUBLIC ones needed by a public header

Findings neverDeletes(const Tree& tree); ///< Method::Delete only where it is refused, named or played
/// No nested event loop, no waiting on another thread's slot, no killed thread, no coroutine, no proxy of the
/// whole application; tests may.
Findings forbiddenCalls(const Tree& tree);
Findings licenceLines(const Tree& tree); ///< SPDX in every source, header, CMake and shell file
Findings sizes(const Tree& tree);        ///< file ≤ 500 lines, header ≤ 200, function ≤ 70
/// No path of a machine; `places` are folders of this one (the checkout, the home folder).
Findings machinePaths(const Tree& tree, const std::vector<std::string>& places);

/// Undefined symbols (`nm -uC` of a pure archive) that reach a clock, a file, a thread, randomness or Qt.
Findings impureSymbols(const std::string& archive, const std::vector<std::string>& symbols);

} // namespace devsync::arch
