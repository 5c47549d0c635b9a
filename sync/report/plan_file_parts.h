// SPDX-License-Identifier: Apache-2.0
// What the writer and the reader of a plan file must agree on. Only for these two.
#pragma once

#include <string_view>

namespace devsync::report::plan_file {

inline constexpr std::string_view kRowsBegin = ",\n\"rows\":[";
inline constexpr std::string_view kRowsEnd = "\n]";
inline constexpr std::string_view kNoRows = "]";
inline constexpr std::string_view kChecksumBegin = ",\n\"file_sha256\":\"";
inline constexpr std::string_view kEnd = "\"}\n";

inline constexpr std::string_view kMadeWith = "made_with";
inline constexpr std::string_view kRecord = "record";

} // namespace devsync::report::plan_file
