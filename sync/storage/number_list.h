// SPDX-License-Identifier: Apache-2.0
// Counters in one text column: "12 0 3". Readable in any SQL shell; a list may grow at its end, and what an
// older program did not write reads as 0. Private to sync/storage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::storage {

std::string joinNumbers(const std::vector<std::uint64_t>& numbers);

/// At least `count` numbers; nullopt when the text is no such list.
std::optional<std::vector<std::uint64_t>> splitNumbers(std::string_view text, std::size_t count);

} // namespace devsync::storage
