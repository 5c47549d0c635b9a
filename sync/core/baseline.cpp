// SPDX-License-Identifier: Apache-2.0
#include "sync/core/baseline.h"

#include <algorithm>

namespace devsync::core {

namespace {

auto keyHashes(const std::vector<BaselineEntry>& entries) {
    return [&entries](std::uint32_t number) { return entries[number].keyHash; };
}

auto idHashes(const std::vector<BaselineEntry>& entries, Side side) {
    return [&entries, side](std::uint32_t number) { return entries[number].sides[side].idHash; };
}

HashIndex idIndex(const std::vector<BaselineEntry>& entries, Side side) {
    return {static_cast<std::uint32_t>(entries.size()), idHashes(entries, side)};
}

/// A fingerprint is never 0, so a side without one was never synchronised.
std::uint32_t knownAccounts(const std::vector<BaselineEntry>& entries, Side side) {
    return static_cast<std::uint32_t>(
        std::count_if(entries.begin(), entries.end(),
                      [side](const auto& entry) { return entry.sides[side].copiedFields != 0; }));
}

} // namespace

BaselineIndex::BaselineIndex(std::vector<BaselineEntry> entries)
    : m_entries(std::move(entries)),
      m_byKey(static_cast<std::uint32_t>(m_entries.size()), keyHashes(m_entries)),
      m_byId{idIndex(m_entries, Side::Apigee), idIndex(m_entries, Side::Portal)},
      m_accounts{knownAccounts(m_entries, Side::Apigee), knownAccounts(m_entries, Side::Portal)} {}

// Entries come in no particular order, so what two share is decided by content: the least key.
const BaselineEntry* BaselineIndex::find(std::uint64_t keyHash) const {
    const std::uint32_t number = m_byKey.find(keyHash, keyHashes(m_entries), keyHashes(m_entries));
    return number == HashIndex::kNone ? nullptr : &m_entries[number];
}

const BaselineEntry* BaselineIndex::findById(Side side, std::uint64_t idHash) const {
    const std::uint32_t number = m_byId[side].find(idHash, idHashes(m_entries, side), keyHashes(m_entries));
    return number == HashIndex::kNone ? nullptr : &m_entries[number];
}

void BaselineValues::add(BaselineRow row) {
    std::string email = row.email;
    m_rows.insert_or_assign(std::move(email), std::move(row));
}

const BaselineRow* BaselineValues::find(std::string_view foldedEmail) const {
    const auto found = m_rows.find(foldedEmail);
    return found == m_rows.end() ? nullptr : &found->second;
}

} // namespace devsync::core
