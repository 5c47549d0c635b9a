// SPDX-License-Identifier: Apache-2.0
#include "sync/core/key_order.h"

#include <algorithm>
#include <span>

namespace devsync::core {

namespace {

constexpr std::size_t kPrefixBytes = 8;
/// Texts alike for so long are compared whole: bounds the recursion.
constexpr std::size_t kMaxDepth = 64;
/// For a run this short comparing whole texts costs no more than loading prefixes.
constexpr std::size_t kShortRun = 3;

struct Entry {
    std::uint64_t prefix = 0;
    std::uint32_t number = 0;
};

/// Eight bytes from `depth` on, the first the most significant; 0 past the end.
std::uint64_t prefixOf(std::string_view text, std::size_t depth) {
    std::uint64_t prefix = 0;
    for (std::size_t i = depth; i < depth + kPrefixBytes; ++i)
        prefix = (prefix << 8) | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
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
