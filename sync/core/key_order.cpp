// SPDX-License-Identifier: Apache-2.0
#include "sync/core/key_order.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

namespace devsync::core {

namespace {

/// Long enough that hardly two addresses tie.
constexpr std::size_t kPrefixWords = 3;
constexpr std::size_t kPrefixBytes = kPrefixWords * 8;
/// Texts alike for so long are compared whole: bounds the recursion.
constexpr std::size_t kMaxDepth = 4 * kPrefixBytes;
/// For a run this short comparing whole texts costs no more than loading prefixes.
constexpr std::size_t kShortRun = 3;

using Prefix = std::array<std::uint64_t, kPrefixWords>;

struct Entry {
    Prefix prefix{};
    std::uint32_t number = 0;
};

/// The bytes from `depth` on as numbers, the first byte the most significant; 0 past the end.
Prefix prefixOf(std::string_view text, std::size_t depth) {
    std::array<unsigned char, kPrefixBytes> bytes{};
    if (depth < text.size())
        std::memcpy(bytes.data(), text.data() + depth, std::min(text.size() - depth, kPrefixBytes));
    Prefix prefix{};
    for (std::size_t i = 0; i < kPrefixBytes; ++i)
        prefix[i / 8] = (prefix[i / 8] << 8) | bytes[i];
    return prefix;
}

class TextOrder {
public:
    explicit TextOrder(const std::function<std::string_view(std::uint32_t)>& text) : m_text(text) {}

    void sort(std::span<Entry> entries, std::size_t depth) const {
        for (Entry& entry : entries)
            entry.prefix = prefixOf(m_text(entry.number), depth);
        std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
            return a.prefix != b.prefix ? a.prefix < b.prefix : a.number < b.number;
        });
        for (std::size_t begin = 0; begin < entries.size();) {
            std::size_t end = begin + 1;
            while (end < entries.size() && entries[end].prefix == entries[begin].prefix)
                ++end;
            sortRun(entries.subspan(begin, end - begin), depth + kPrefixBytes);
            begin = end;
        }
    }

private:
    void sortRun(std::span<Entry> run, std::size_t depth) const {
        if (run.size() == 1)
            return;
        if (run.size() > kShortRun && depth < kMaxDepth)
            return sort(run, depth);
        std::sort(run.begin(), run.end(), [this](const Entry& a, const Entry& b) {
            const int order = m_text(a.number).compare(m_text(b.number));
            return order != 0 ? order < 0 : a.number < b.number;
        });
    }

    const std::function<std::string_view(std::uint32_t)>& m_text;
};

} // namespace

std::vector<std::uint32_t> orderByText(std::uint32_t count,
                                       const std::function<std::string_view(std::uint32_t)>& text) {
    std::vector<Entry> entries(count);
    for (std::uint32_t number = 0; number < count; ++number)
        entries[number].number = number;
    TextOrder(text).sort(entries, 0);
    std::vector<std::uint32_t> order(count);
    std::transform(entries.begin(), entries.end(), order.begin(),
                   [](const Entry& entry) { return entry.number; });
    return order;
}

} // namespace devsync::core
