// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/apigee/key_set.h"

#include <algorithm>

namespace devsync::protocol::apigee {

namespace {
constexpr std::size_t kFirstSlots = 4096;
}

std::size_t KeySet::slotOf(std::uint64_t hash) const {
    std::size_t slot = hash & (m_slots.size() - 1);
    while (m_slots[slot] != 0 && m_slots[slot] != hash)
        slot = (slot + 1) & (m_slots.size() - 1);
    return slot;
}

void KeySet::grow() {
    std::vector<std::uint64_t> old = std::move(m_slots);
    m_slots.assign(old.empty() ? kFirstSlots : old.size() * 2, 0);
    for (const std::uint64_t hash : old)
        if (hash != 0)
            m_slots[slotOf(hash)] = hash;
}

void KeySet::insert(std::uint64_t hash) {
    std::erase(m_forgotten, hash);
    if (m_used * 2 >= m_slots.size())
        grow();
    std::uint64_t& slot = m_slots[slotOf(hash)];
    m_used += slot == 0 ? 1 : 0;
    slot = hash;
}

void KeySet::forget(std::uint64_t hash) {
    m_forgotten.push_back(hash);
}

bool KeySet::contains(std::uint64_t hash) const {
    return !m_slots.empty() && m_slots[slotOf(hash)] == hash
           && std::ranges::find(m_forgotten, hash) == m_forgotten.end();
}

void KeySet::clear() {
    m_slots.clear();
    m_forgotten.clear();
    m_used = 0;
}

} // namespace devsync::protocol::apigee
