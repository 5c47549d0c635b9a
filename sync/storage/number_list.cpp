// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/number_list.h"

#include <algorithm>
#include <charconv>

namespace devsync::storage {

std::string joinNumbers(const std::vector<std::uint64_t>& numbers) {
    std::string text;
    for (const std::uint64_t number : numbers) {
        text += (text.empty() ? "" : " ") + std::to_string(number);
    }
    return text;
}

std::optional<std::vector<std::uint64_t>> splitNumbers(std::string_view text, std::size_t count) {
    std::vector<std::uint64_t> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        std::uint64_t number = 0;
        const auto [next, error] = std::from_chars(at, end, number);
        if (error != std::errc() || (next != end && *next != ' ')) {
            return std::nullopt;
        }
        numbers.push_back(number);
        at = next == end ? end : next + 1;
    }
    numbers.resize(std::max(numbers.size(), count), 0);
    return numbers;
}

} // namespace devsync::storage
