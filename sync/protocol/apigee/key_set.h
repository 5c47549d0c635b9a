// SPDX-License-Identifier: Apache-2.0
// Which start keys a listing has seen, as 64-bit hashes in one flat array: 16 to 32 bytes a developer while
// the listing runs. A collision makes a new key look known, which can only end a listing, never complete one.
// Called by the Apigee lister only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace devsync::protocol::apigee {

class KeySet {
public:
    /// `hash` is not 0 (core::textHash never is).
    void insert(std::uint64_t hash);
    void forget(std::uint64_t hash);
    bool contains(std::uint64_t hash) const;
    void clear();

private:
    std::size_t slotOf(std::uint64_t hash) const;
    void grow();

    std::vector<std::uint64_t> m_slots; ///< a power of two, 0 = free; at most half full
    std::size_t m_used = 0;
    std::vector<std::uint64_t> m_forgotten; ///< a handful: keys whose developer was deleted meanwhile
};

} // namespace devsync::protocol::apigee
