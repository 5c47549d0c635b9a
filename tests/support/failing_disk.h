// SPDX-License-Identifier: Apache-2.0
// The disk under SQLite, which counts what is written to databases and their logs and fails when told. For
// the whole process; nothing is really flushed, so that thousands of runs take seconds. One thread.
#pragma once

#include <cstdint>

namespace devsync::testing {

enum class DiskFault : std::uint8_t {
    WriteFails, ///< once, half of the bytes written; or a flush that fails
    Full,       ///< once
    StaysFull,  ///< until relieve()
};

class FailingDisk {
public:
    /// Before the first database of the process is opened.
    static void install();
    /// Writes, flushes and truncations so far.
    static std::uint64_t operations();
    /// The `nth` operation from now on, counted from 1.
    static void strike(std::uint64_t nth, DiskFault fault);
    static void relieve();
    static std::uint64_t struck(); ///< operations that failed so far
};

} // namespace devsync::testing
