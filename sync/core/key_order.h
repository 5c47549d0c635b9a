// SPDX-License-Identifier: Apache-2.0
// Sorts a million texts by their bytes without touching the texts at each comparison: 24 bytes of each are
// loaded as numbers, sorted, and only runs that tie load the next. For compare().
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace devsync::core {

/// The numbers 0 … count − 1 in the byte order of their texts; equal texts by number. `text` is called a few
/// times a number.
std::vector<std::uint32_t> orderByText(std::uint32_t count,
                                       const std::function<std::string_view(std::uint32_t)>& text);

} // namespace devsync::core
