// SPDX-License-Identifier: Apache-2.0
// The store of one profile in an SQLite file: write-ahead log, every commit on disk before it is answered.
// Several processes may have it open; the lease says who executes. Decides nothing about runs.
#pragma once

#include "sync/storage/process_probe.h"
#include "sync/storage/store.h"

#include <cstdint>
#include <memory>
#include <string>

namespace devsync::storage {

class SqlSession;

class SqliteStore final : public Store {
public:
    enum class Access : std::uint8_t {
        Write, ///< made when it is not there, brought up to date when it is older
        Read,  ///< must be there and up to date (else StoreOlder); nothing of it changes, writing operations
              ///< fail with StoreFailed
    };
    struct Options {
        Access access = Access::Write;
        /// How long a batch waits for another process before it answers StoreBusy.
        core::Millis busyTimeout{500};
        ProcessProbe probe = probeProcess;
    };

    /// Opens the state at `path` (UTF-8), making it and its folders when they are not there: readable by this
    /// user alone. An older state is brought up to date. Errors: StoreNewer (nothing changed), StoreForeign
    /// (made for another identity; `detail` names what differs), StoreBusy, StoreFull, StoreDamaged,
    /// StoreFailed.
    /// With Access::Read nothing is made or changed.
    static core::Result<std::unique_ptr<SqliteStore>> open(const std::string& path,
                                                           const core::Identity& identity, Options options);
    ~SqliteStore() override;

    core::StoreResult perform(const core::StoreBatch& batch) override;

private:
    SqliteStore(std::string path, std::unique_ptr<SqlSession> session, ProcessProbe probe);
    core::StoreResult transact(const core::StoreBatch& batch);

    std::string m_path;
    std::unique_ptr<SqlSession> m_session;
    ProcessProbe m_probe;
};

} // namespace devsync::storage
