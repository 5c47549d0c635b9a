// SPDX-License-Identifier: Apache-2.0
// A state holds personal data: its file and the folders made for it are this user's alone.
// Private to sync/storage.
#pragma once

#include "sync/core/error.h"

#include <string>

namespace devsync::storage {

/// Makes missing parent folders (0700) and an empty file (0600) unless it is there; what exists keeps its
/// mode. `path` is UTF-8. StoreFull or StoreFailed.
core::Result<void> ensurePrivateFile(const std::string& path);

} // namespace devsync::storage
