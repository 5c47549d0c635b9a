// SPDX-License-Identifier: Apache-2.0
// The store of one profile in an SQLite file: write-ahead log, every commit on disk before it is answered.
// Several processes may have it open; the lease says who executes. Decides nothing about runs.
#pragma once

#include "sync/storage/process_probe.h"
#include "sync/storage/store.h"

#include <memory>
#include <string>

namespace devsync::storage {

class SqlSession;

class SqliteStore final : public Store {
public:
    struct Options {
        /// How long a batch waits for another process before it answers StoreBusy.
        core::Millis busyTimeout{500};
        ProcessProbe probe = probeProcess;
    };

    /// Opens the state at `path` (UTF-8), making it and its folders when they are not there: readable by this
    /// user alone. An older state is brought up to date. Errors: StoreNewer (nothing changed), StoreForeign
    /// (made for another identity; `detail` names what differs), StoreBusy, StoreFull, StoreFailed.
    static core::Result<std::unique_ptr<SqliteStore>> open(const std::string& path,
                                                           const core::Identity& identity, Options options);
    ~SqliteStore() override;

    core::StoreResult perform(const core::StoreBatch& batch) override;

private:
    SqliteStore(std::unique_ptr<SqlSession> session, ProcessProbe probe);

    std::unique_ptr<SqlSession> m_session;
    ProcessProbe m_probe;
};

} // namespace devsync::storage
