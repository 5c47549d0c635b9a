// SPDX-License-Identifier: Apache-2.0
// The packed column of a baseline entry: 65 bytes, little-endian, so that a million of them load at once.
// Private to sync/storage.
#pragma once

#include "sync/core/baseline.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace devsync::storage {

/// keyHash; for Apigee, then for the portal: idHash, copiedFields, changedRaw (8 each), editedAt (4); winner
/// (1).
inline constexpr std::size_t kPackedEntryBytes = 65;

std::string packEntry(const core::BaselineEntry& entry);
/// nullopt: another length, or a winner that does not exist.
std::optional<core::BaselineEntry> unpackEntry(std::string_view bytes);

} // namespace devsync::storage
