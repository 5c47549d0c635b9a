// SPDX-License-Identifier: Apache-2.0
// A state holds personal data: its file and the folders made for it are this user's alone.
// Private to sync/storage.
#pragma once

#include "sync/core/error.h"

#include <string>

namespace devsync::storage {

/// On a read-only file system and complete without its write-ahead log, so nobody can change it. There SQLite
/// could not make the files it wants beside a state, not even to read it.
bool isUnchanging(const std::string& path);

/// Makes missing parent folders (0700) and an empty file (0600) unless it is there; what exists keeps its
/// mode. `path` is UTF-8. StoreFull or StoreFailed.
core::Result<void> ensurePrivateFile(const std::string& path);

} // namespace devsync::storage
