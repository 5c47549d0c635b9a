// SPDX-License-Identifier: Apache-2.0
#include "tests/support/judged_sqlite_store.h"

#include <QtGlobal>

#include <utility>

namespace devsync::testing {

namespace {

std::unique_ptr<storage::SqliteStore> open(const std::string& path, storage::SqliteStore::Options options) {
    auto store = storage::SqliteStore::open(path, core::Identity{}, std::move(options));
    if (!store) {
        qFatal("%s: %s", store.error().where.c_str(), store.error().detail.c_str());
    }
    return *std::move(store);
}

} // namespace

JudgedSqliteStore::JudgedSqliteStore(storage::ProcessProbe probe) {
    const std::string path = m_folder.filePath(QStringLiteral("state.db")).toStdString();
    m_store = open(path, {.probe = probe});
    m_reader = open(path, {.access = storage::SqliteStore::Access::Read, .probe = std::move(probe)});
    m_claims = std::make_unique<ClaimReader>(path);
}

JudgedSqliteStore::~JudgedSqliteStore() = default;

template <class Answer>
std::optional<Answer> JudgedSqliteStore::read(core::StoreOperation question) const {
    core::StoreResult result = m_reader->perform({std::move(question)});
    if (!result)
        return std::nullopt;
    return std::get<Answer>(std::move(result->front()));
}

core::LeaseState JudgedSqliteStore::lease() const {
    return read<core::LeaseState>(core::ReadLease{}).value();
}

std::optional<core::StoredRow> JudgedSqliteStore::row(std::string_view run, std::uint32_t row) const {
    auto rows = read<core::RunRows>(core::LoadRun{std::string(run)});
    if (!rows || row >= rows->rows.size())
        return std::nullopt;
    return std::move(rows->rows[row]);
}

} // namespace devsync::testing
