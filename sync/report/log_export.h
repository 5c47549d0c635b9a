// SPDX-License-Identifier: Apache-2.0
// The log of a run, kept as JSON Lines, for people to read. Pure.
#pragma once

#include <string>
#include <string_view>

namespace devsync::report {

/// "2026-11-24T08:22:45.123Z warning  apigee ana@example.com  text [CODE]" of one line of the file, with its
/// line end. A line that is none of ours (cut off when a process died) is given as it is, made harmless.
std::string logLineText(std::string_view jsonLine);

} // namespace devsync::report
