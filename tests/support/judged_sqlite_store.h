// SPDX-License-Identifier: Apache-2.0
// The real SQLite store for the simulator. The judges' questions are answered by connections of their own:
// they see what is committed, as another process would. Belongs to the thread that made it.
#pragma once

#include "sync/storage/sqlite_store.h"
#include "tests/support/claim_reader.h"
#include "tests/support/judged_store.h"

#include <QTemporaryDir>

#include <memory>

namespace devsync::testing {

class JudgedSqliteStore final : public JudgedStore {
public:
    /// A new, empty state in a folder that goes with this object.
    explicit JudgedSqliteStore(storage::ProcessProbe probe);
    ~JudgedSqliteStore() override;

    core::LeaseState lease() const override;
    std::vector<SeenClaim> claims() const override { return m_claims->claims(); }
    std::optional<core::StoredRow> row(std::string_view run, std::uint32_t row) const override;

private:
    core::StoreResult commit(const core::StoreBatch& batch) override { return m_store->perform(batch); }
    template <class Answer>
    std::optional<Answer> read(core::StoreOperation question) const;

    QTemporaryDir m_folder;
    std::unique_ptr<storage::SqliteStore> m_store;
    std::unique_ptr<storage::SqliteStore> m_reader;
    std::unique_ptr<ClaimReader> m_claims;
};

} // namespace devsync::testing
