// SPDX-License-Identifier: Apache-2.0
// DEVSYNC_CHECK states an invariant of our own code; it stays on in release builds.
// Never use it on input from outside: that is parsed into a Result.
#pragma once

namespace devsync::core {

/// Prints the broken invariant to stderr and aborts.
[[noreturn]] void checkFailed(const char* condition, const char* file, int line);

} // namespace devsync::core

#define DEVSYNC_CHECK(condition)                                                                             \
    (static_cast<bool>(condition) ? static_cast<void>(0)                                                     \
                                  : ::devsync::core::checkFailed(#condition, __FILE__, __LINE__))
