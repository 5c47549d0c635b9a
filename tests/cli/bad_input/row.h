// SPDX-License-Identifier: Apache-2.0
// One line of the table of bad input: what is wrong, the command, and all that must be told and left alone.
// The rows stand in one file a matter; bad_input_test runs them.
#pragma once

#include <span>

namespace devsync::tests {

class Stage;

inline constexpr const char* kNothingWritten = "Nothing was written.";
inline constexpr const char* kAccountLeft = "This account was left as it is.";
inline constexpr int kReads = -1; ///< any number of requests

struct Replaced {
    const char* was = nullptr;
    const char* is = nullptr;
};

struct BadInput {
    const char* name;

    // ---- what is set up
    const char* world = nullptr;         ///< content of a world file; none: the mix peer with three accounts
    const char* sandbox = "";            ///< further arguments of the sandbox
    const char* faults = nullptr;        ///< one a line
    Replaced profile{};                  ///< in the sandbox's profile; '@' stands for the row's home
    void (*prepare)(Stage&) = nullptr;   ///< before the command, and before anything is looked at
    void (*meanwhile)(Stage&) = nullptr; ///< while it runs
    const char* command = "sync --yes --json"; ///< '@' as above; without a profile when it begins with '!'

    // ---- what must come of it
    int exitCode;
    const char* account = nullptr; ///< the error is told in this account's row of the run, not on stderr
    const char* code;
    const char* cause;                   ///< words of the message
    const char* state = kNothingWritten; ///< how the message ends
    const char* remedy;                  ///< words of it
    int requests = 0;                    ///< to both sides, signing in included
    int writes = 0;                      ///< of them; with any the world may differ afterwards
    bool runIsKept = false;              ///< the state remembers a run; else it is as before
};

std::span<const BadInput> commandLineRows();
std::span<const BadInput> profileRows();
std::span<const BadInput> signInRows();
std::span<const BadInput> apigeeRows();
std::span<const BadInput> portalRows();
std::span<const BadInput> accountRows();
std::span<const BadInput> fileRows();
std::span<const BadInput> stateRows();

} // namespace devsync::tests
