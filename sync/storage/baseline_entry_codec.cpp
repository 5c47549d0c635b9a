// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/baseline_entry_codec.h"

#include "sync/core/check.h"

#include <bit>
#include <cstring>
#include <type_traits>

namespace devsync::storage {
namespace {

static_assert(std::endian::native == std::endian::little, "the packed column is copied as it lies in memory");

template <class Integer>
void append(std::string& bytes, Integer value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class Integer>
void take(std::string_view& bytes, Integer& value) {
    static_assert(std::is_integral_v<Integer>);
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
}

} // namespace

std::string packEntry(const core::BaselineEntry& entry) {
    std::string bytes;
    bytes.reserve(kPackedEntryBytes);
    append(bytes, entry.keyHash);
    for (const core::Side which : core::kSides) {
        const core::BaselineSide& side = entry.sides[which];
        append(bytes, side.idHash);
        append(bytes, side.copiedFields);
        append(bytes, side.changedRaw);
        append(bytes, side.editedAt);
    }
    append(bytes, static_cast<std::uint8_t>(entry.winner));
    DEVSYNC_CHECK(bytes.size() == kPackedEntryBytes);
    return bytes;
}

std::optional<core::BaselineEntry> unpackEntry(std::string_view bytes) {
    if (bytes.size() != kPackedEntryBytes) {
        return std::nullopt;
    }
    core::BaselineEntry entry;
    take(bytes, entry.keyHash);
    for (const core::Side which : core::kSides) {
        core::BaselineSide& side = entry.sides[which];
        take(bytes, side.idHash);
        take(bytes, side.copiedFields);
        take(bytes, side.changedRaw);
        take(bytes, side.editedAt);
    }
    std::uint8_t winner = 0;
    take(bytes, winner);
    if (winner > static_cast<std::uint8_t>(core::Winner::Portal)) {
        return std::nullopt;
    }
    entry.winner = static_cast<core::Winner>(winner);
    return entry;
}

} // namespace devsync::storage
