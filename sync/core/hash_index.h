// SPDX-License-Identifier: Apache-2.0
// Finds, for a hash, the number of the entry that has it, without keeping the hashes a second time: entries
// are spread over buckets of one or two. Built once, in three passes. For BaselineIndex.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace devsync::core {

class HashIndex {
public:
    static constexpr std::uint32_t kNone = 0xffffffff;

    HashIndex() = default;

    /// `hashOf(number)` for each number below `count`; entries with hash 0 are left out.
    template <class HashOf>
    HashIndex(std::uint32_t count, HashOf hashOf) : m_shift(64 - std::bit_width(std::max(count, 1U))) {
        m_begins.assign((std::size_t{1} << (64 - m_shift)) + 1, 0);
        for (std::uint32_t number = 0; number < count; ++number)
            if (const std::uint64_t hash = hashOf(number); hash != 0)
                ++m_begins[bucket(hash) + 1];
        for (std::size_t i = 1; i < m_begins.size(); ++i)
            m_begins[i] += m_begins[i - 1];
        m_numbers.resize(m_begins.back());
        for (std::uint32_t number = 0; number < count; ++number)
            if (const std::uint64_t hash = hashOf(number); hash != 0)
                m_numbers[--m_begins[bucket(hash) + 1]] = number;
    }

    /// The number with this hash, of several the one with the least `tieOf(number)`; or kNone.
    template <class HashOf, class TieOf>
    std::uint32_t find(std::uint64_t hash, HashOf hashOf, TieOf tieOf) const {
        if (hash == 0 || m_numbers.empty())
            return kNone;
        const std::size_t at = bucket(hash) + 1;
        const std::size_t end = at + 1 < m_begins.size() ? m_begins[at + 1] : m_numbers.size();
        std::uint32_t found = kNone;
        for (std::size_t i = m_begins[at]; i < end; ++i)
            if (hashOf(m_numbers[i]) == hash && (found == kNone || tieOf(m_numbers[i]) < tieOf(found)))
                found = m_numbers[i];
        return found;
    }

private:
    /// Multiplying spreads hashes that are alike in their leading bits.
    std::size_t bucket(std::uint64_t hash) const { return (hash * 0x9E3779B97F4A7C15U) >> m_shift; }

    int m_shift = 63;
    std::vector<std::uint32_t> m_begins;  ///< m_begins[b + 1]: where bucket b begins in m_numbers
    std::vector<std::uint32_t> m_numbers; ///< by bucket
};

} // namespace devsync::core
