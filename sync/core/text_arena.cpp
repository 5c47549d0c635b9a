// SPDX-License-Identifier: Apache-2.0
#include "sync/core/text_arena.h"

#include "sync/core/check.h"

#include <algorithm>

namespace devsync::core {

std::optional<std::uint32_t> TextArena::allocate(std::size_t size) {
    DEVSYNC_CHECK(size > 0);
    if (m_limit - m_end < size && !open(size))
        return std::nullopt;
    const auto offset = static_cast<std::uint32_t>(m_end);
    m_end += size;
    return offset;
}

bool TextArena::open(std::size_t size) {
    const std::size_t bytes = std::max(size, kChunkBytes);
    const std::size_t slots = (bytes + kChunkBytes - 1) / kChunkBytes;
    if (m_slots.size() + slots > kMaxSlots)
        return false;
    m_end = std::uint64_t{m_slots.size()} * kChunkBytes;
    m_limit = m_end + bytes;
    auto owned = std::make_unique_for_overwrite<char[]>(bytes);
    char* const base = owned.get();
    m_slots.push_back({base, std::move(owned), bytes});
    for (std::size_t i = 1; i < slots; ++i)
        m_slots.push_back({base + i * kChunkBytes, nullptr, 0});
    m_allocated += bytes;
    return true;
}

void TextArena::truncate(std::uint32_t offset) {
    // A record at the start of a chunk opened it, so the chunk goes with it.
    const std::size_t kept = (std::size_t{offset} + kChunkBytes - 1) / kChunkBytes;
    DEVSYNC_CHECK(kept <= m_slots.size());
    for (std::size_t slot = kept; slot < m_slots.size(); ++slot)
        m_allocated -= m_slots[slot].size;
    m_slots.erase(m_slots.begin() + static_cast<std::ptrdiff_t>(kept), m_slots.end());
    m_end = offset;
    m_limit = std::uint64_t{kept} * kChunkBytes;
}

} // namespace devsync::core
