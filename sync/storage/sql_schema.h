// SPDX-License-Identifier: Apache-2.0
// The tables of a state and the steps that bring an older state up to date. Private to sync/storage.
#pragma once

#include "sync/core/error.h"

#include <cstdint>
#include <span>

namespace devsync::storage {

class SqlSession;

/// One step of the schema: the statements that lead to `version` from the version before it.
struct Migration {
    std::int64_t version = 0;
    std::span<const char* const> statements;
};

/// All steps, ascending from version 1 without gaps. A step that was released never changes.
std::span<const Migration> migrations();

/// Applies the steps that are missing, each in a transaction of its own, safely beside another process that
/// does the same. StoreNewer, with nothing changed, when the state is newer than the last step; StoreFailed
/// when the file holds tables of another program.
core::Result<void> migrate(SqlSession& session, std::span<const Migration> steps);

/// For readers, who change nothing: StoreNewer as above, StoreFailed when a step is missing.
core::Result<void> requireVersion(SqlSession& session, std::span<const Migration> steps);

} // namespace devsync::storage
