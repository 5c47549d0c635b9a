// SPDX-License-Identifier: Apache-2.0
// Which room may know which other room and which library: the table of ARCHITECTURE.md, "Rooms", as data.
// A new room, a new library or a new permission is a line here and in that table. Read by the include and
// link rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace devsync::arch {

/// Pure: no Qt, I/O, clock, random source, logging, thread, locale, floating point.
enum class Purity { Shell, Pure };

struct Room {
    std::string_view folder; ///< ends with '/'
    Purity purity;
    std::vector<std::string_view> mayInclude; ///< prefixes of project headers, its own folder apart
    std::vector<std::string_view>
        libraries; ///< names as libraryOfHeader() gives them; "std" is always allowed
};

const std::vector<Room>& rooms();
/// The room a path lies in; null: not a room (tests, packaging …).
const Room* roomOf(std::string_view path);

/// "std", "posix", "qt-core", "icu" …; empty: a library the table does not know.
std::string_view libraryOfHeader(std::string_view header);
/// The same names for what a CMake target calls it, e.g. "ICU::uc"; empty: unknown.
std::string_view libraryOfTarget(std::string_view target);

} // namespace devsync::arch
