// SPDX-License-Identifier: Apache-2.0
// What the contract tests share: each of them runs on every store, and "reopen" is a new process that finds
// what the old one left. Also short ways to say an operation and to read its answer.
#pragma once

#include "sync/storage/process_probe.h"
#include "sync/storage/sqlite_store.h"
#include "sync/storage/store.h"

#include <QString>
#include <QTemporaryDir>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace devsync::testing {

class StoreFixture {
public:
    /// The rows of the global test data: names of stores.
    static void addBackends();

    /// A new, empty store; `probe` answers for the holders of the lease.
    explicit StoreFixture(const QString& backend, storage::ProcessProbe probe = {});
    ~StoreFixture();

    storage::Store& store() { return *m_store; }
    /// Lets the store go and opens what it kept.
    void reopen();

    core::StoreResult perform(core::StoreBatch batch) { return m_store->perform(batch); }
    /// The only answer of a batch of one operation; ends the program when it fails or is of another type.
    template <class Answer>
    Answer ask(core::StoreOperation operation) {
        core::StoreResult result = perform({std::move(operation)});
        return std::get<Answer>(std::move(requireAnswers(result).at(0)));
    }
    /// The kind of error of a batch; NoError when it succeeded.
    std::optional<core::ErrorKind> errorOf(core::StoreBatch batch);

    /// Takes the free lease and answers its epoch.
    std::uint64_t takeLease();
    /// Begins a run, adds its rows and seals it.
    void sealRun(std::uint64_t epoch, const std::string& id, std::uint32_t rows);

private:
    static std::vector<core::StoreAnswer>& requireAnswers(core::StoreResult& result);
    void open();

    QString m_backend;
    storage::ProcessProbe m_probe;
    QTemporaryDir m_folder;
    std::unique_ptr<storage::Store> m_store;
};

std::string statePath(const QTemporaryDir& folder);
core::Identity someIdentity();
/// Opens a state with someIdentity and a short wait for locks; ends the program when it cannot.
std::unique_ptr<storage::SqliteStore> openSqlite(const std::string& path, storage::ProcessProbe probe = {});

core::LeaseOwner owner(std::int64_t pid = 100);
core::RunHeader runHeader(const std::string& id);
/// A row in which every member holds something.
core::PlannedChange plannedChange(std::uint32_t row);
std::vector<core::PlannedChange> plannedChanges(std::uint32_t first, std::uint32_t count);
core::BaselineRow baselineRow(const std::string& email, std::int64_t apigeeRaw, std::int64_t portalRaw);
core::Error someError();
core::RunEnd runEnd(core::VerdictKind verdict = core::VerdictKind::WithFailures);

bool same(const core::StoredRow& a, const core::StoredRow& b);
bool same(const core::RunHeader& a, const core::RunHeader& b);
bool same(const core::RunEnd& a, const core::RunEnd& b);
bool same(const core::BaselineEntry& a, const core::BaselineEntry& b);
bool same(const core::BaselineRow& a, const core::BaselineRow& b);

} // namespace devsync::testing
