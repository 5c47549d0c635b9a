// SPDX-License-Identifier: Apache-2.0
// Bytes of many records in chunks of 1 MiB that never move, addressed by 32-bit offsets through a directory
// of chunks. A record lies in one piece: one that does not fit the open chunk starts the next, a larger one
// gets an allocation of its own under consecutive directory slots. For AccountTable only; thread: its
// owner's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace devsync::core {

class TextArena {
public:
    static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
    static constexpr std::size_t kMaxSlots = 4096; ///< 4 GiB of offsets

    /// Room for `size` ≥ 1 bytes in one piece; nullopt when the offsets are used up.
    std::optional<std::uint32_t> allocate(std::size_t size);

    char* bytes(std::uint32_t offset) { return m_slots[offset / kChunkBytes].base + offset % kChunkBytes; }
    const char* bytes(std::uint32_t offset) const {
        return m_slots[offset / kChunkBytes].base + offset % kChunkBytes;
    }

    /// Frees the record at `offset` and all allocated after it.
    void truncate(std::uint32_t offset);

    std::size_t memoryBytes() const { return m_allocated; }

private:
    struct Slot {
        char* base = nullptr;
        std::unique_ptr<char[]> owned; ///< empty for the further slots of a large allocation
        std::size_t size = 0;          ///< of `owned`
    };

    bool open(std::size_t size);

    std::vector<Slot> m_slots;
    std::uint64_t m_end = 0;   ///< where the next record goes
    std::uint64_t m_limit = 0; ///< end of the open chunk
    std::size_t m_allocated = 0;
};

} // namespace devsync::core
