// SPDX-License-Identifier: Apache-2.0
// What both sides held after the last synchronisation (sync-rules 7). The index is held for every account
// while the sides are listed; the values are fetched only for pairs that differ.
#pragma once

#include "sync/core/account.h"
#include "sync/core/hash_index.h"
#include "sync/core/side.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace devsync::core {

enum class Winner : std::uint8_t { None, Apigee, Portal };

constexpr Winner winnerOf(Side side) {
    return side == Side::Apigee ? Winner::Apigee : Winner::Portal;
}

/// One side of a baseline row, without values.
struct BaselineSide {
    std::uint64_t idHash =
        0; ///< textHash of developerId, or of the uuid; 0 = unknown. An absent id never matches.
    std::uint64_t copiedFields = 0; ///< copiedFieldsFingerprint when synchronised
    std::int64_t changedRaw = 0;    ///< raw time, never corrected
    std::uint32_t editedAt =
        0; ///< seconds of Apigee's clock, frozen with the offset in force when first seen
};

/// ≤ 72 bytes an account.
struct BaselineEntry {
    std::uint64_t keyHash = 0; ///< textHash of the folded e-mail
    BothSides<BaselineSide> sides;
    Winner winner = Winner::None; ///< who won last; stays while neither raw time moves
};
static_assert(sizeof(BaselineEntry) <= 80);

/// A row as stored, with values.
struct BaselineRow {
    std::string email; ///< folded
    BaselineEntry entry;
    BothSides<std::string> ids; ///< developerId; uuid
    std::uint32_t uid = 0;
    BothSides<std::vector<Value>> values; ///< copied fields by FieldIndex
};

/// Look-up by key hash, and by id for renames. Equal hashes of different keys are settled by the stored
/// e-mail when values are fetched; a collision can only make a row look changed, never equal.
class BaselineIndex {
public:
    BaselineIndex() = default;
    explicit BaselineIndex(std::vector<BaselineEntry> entries);

    bool empty() const { return m_entries.empty(); }
    std::size_t size() const { return m_entries.size(); }
    const BaselineEntry* find(std::uint64_t keyHash) const;
    /// The entry that knows this id under any address, of several the one with the least key hash; nullptr
    /// when idHash is 0 or unknown.
    const BaselineEntry* findById(Side side, std::uint64_t idHash) const;
    /// How many entries know an account of that side (its copiedFields is not 0).
    std::uint32_t accounts(Side side) const { return m_accounts[side]; }
    const std::vector<BaselineEntry>& entries() const { return m_entries; }

private:
    std::vector<BaselineEntry> m_entries; ///< as given
    HashIndex m_byKey;
    BothSides<HashIndex> m_byId;
    BothSides<std::uint32_t> m_accounts;
};

/// Values of the pairs that differ, by folded e-mail; of two rows of one address the later counts. Look-up
/// only.
class BaselineValues {
public:
    void add(BaselineRow row);
    const BaselineRow* find(std::string_view foldedEmail) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return textHash(text); }
    };
    std::unordered_map<std::string, BaselineRow, Hash, std::equal_to<>> m_rows;
};

} // namespace devsync::core
