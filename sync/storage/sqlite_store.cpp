// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/sqlite_store.h"

#include "sync/storage/private_file.h"
#include "sync/storage/sql_operations.h"
#include "sync/storage/sql_schema.h"
#include "sync/storage/sql_session.h"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace devsync::storage {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

constexpr auto kClaimIdentity = "INSERT INTO identity (id, edition, endpoint, organization, portal)"
                                " VALUES (1, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
constexpr auto kReadIdentity = "SELECT edition, endpoint, organization, portal FROM identity WHERE id = 1";

Result<void> configure(SqlSession& session) {
    bool writeAhead = false;
    const auto keep = [&](const SqlRow& row) {
        writeAhead = row.text(0) == "wal";
        return Result<void>();
    };
    return session.query("PRAGMA journal_mode = WAL", {}, keep)
        .and_then([&](std::size_t) {
            return writeAhead
                       ? Result<void>()
                       : fail(ErrorKind::StoreFailed, "the file system does not allow a write-ahead log");
        })
        .and_then([&] { return session.execute("PRAGMA synchronous = FULL"); })
        .and_then([&] { return session.execute("PRAGMA foreign_keys = ON"); });
}

std::string firstDifference(const core::Identity& kept, const core::Identity& asked) {
    const auto differs = [](const char* name, const std::string& was, const std::string& is) {
        return std::string(name) + " is " + was + ", not " + is;
    };
    if (kept.edition != asked.edition) {
        return differs("edition", kept.edition, asked.edition);
    }
    if (kept.endpoint != asked.endpoint) {
        return differs("end point", kept.endpoint, asked.endpoint);
    }
    if (kept.organization != asked.organization) {
        return differs("organization", kept.organization, asked.organization);
    }
    return differs("portal", kept.portal, asked.portal);
}

Result<std::optional<core::Identity>> readIdentity(SqlSession& session) {
    std::optional<core::Identity> kept;
    const auto keep = [&](const SqlRow& row) {
        kept = core::Identity{.edition = row.text(0),
                              .endpoint = row.text(1),
                              .organization = row.text(2),
                              .portal = row.text(3)};
        return Result<void>();
    };
    return session.query(kReadIdentity, {}, keep).map([&](std::size_t) { return std::move(kept); });
}

Result<void> requireIdentity(SqlSession& session, const core::Identity& asked) {
    return readIdentity(session).and_then([&](const std::optional<core::Identity>& kept) {
        return !kept || *kept == asked ? Result<void>()
                                       : fail(ErrorKind::StoreForeign, firstDifference(*kept, asked));
    });
}

/// A new state belongs to the first identity that opens it. A state that has one is not written to: a run
/// that writes in another process must not keep this one from finding out.
Result<void> claimIdentity(SqlSession& session, const core::Identity& asked) {
    return readIdentity(session)
        .and_then([&](const std::optional<core::Identity>& kept) {
            return kept ? Result<std::size_t>(0)
                        : session.query(kClaimIdentity, {sqlText(asked.edition), sqlText(asked.endpoint),
                                                         sqlText(asked.organization), sqlText(asked.portal)});
        })
        .and_then([&](std::size_t) { return requireIdentity(session, asked); });
}

Result<void> prepareState(SqlSession& session, const core::Identity& identity) {
    // A state of a newer program is refused before anything of it is touched.
    return migrate(session, migrations()).and_then([&] { return configure(session); }).and_then([&] {
        return claimIdentity(session, identity);
    });
}

Result<void> prepareToRead(SqlSession& session, const core::Identity& identity) {
    return requireVersion(session, migrations())
        .and_then([&] { return session.execute("PRAGMA query_only = ON"); })
        .and_then([&] { return requireIdentity(session, identity); });
}

Result<void> prepare(SqlSession& session, const core::Identity& identity, SqliteStore::Access access) {
    return access == SqliteStore::Access::Write ? prepareState(session, identity)
                                                : prepareToRead(session, identity);
}

Result<std::unique_ptr<SqlSession>> connect(const std::string& path, const SqliteStore::Options& options) {
    return options.access == SqliteStore::Access::Read && isUnchanging(path)
               ? SqlSession::openUnchanging(path)
               : SqlSession::openSqlite(path, options.busyTimeout);
}

/// A fault of the file is told with its path: which statement met it helps nobody.
core::Error named(core::Error error, const std::string& path) {
    switch (error.kind) {
    case ErrorKind::StoreBusy:
    case ErrorKind::StoreFull:
    case ErrorKind::StoreFailed:
    case ErrorKind::StoreDamaged:
        error.where = path;
        break;
    default:
        break;
    }
    return error;
}

template <class Operation, class... Others>
constexpr bool isOneOf = (std::is_same_v<Operation, Others> || ...);

bool onlyReads(const core::StoreOperation& operation) {
    return std::visit(
        [](const auto& alternative) {
            using Operation = std::decay_t<decltype(alternative)>;
            return isOneOf<Operation, core::ReadLease, core::LoadBaseline, core::LoadBaselineValues,
                           core::ListBaseline, core::LoadOpenWork, core::ListRuns, core::LoadRun,
                           core::ListJobs>;
        },
        operation);
}

/// A batch that writes takes the write lock first: a reader that becomes a writer can find that others wrote
/// meanwhile.
const char* beginStatement(const core::StoreBatch& batch) {
    return std::all_of(batch.begin(), batch.end(), onlyReads) ? "BEGIN" : "BEGIN IMMEDIATE";
}

core::StoreResult applyAll(const SqlContext& context, const core::StoreBatch& batch) {
    std::vector<core::StoreAnswer> answers;
    answers.reserve(batch.size());
    for (const core::StoreOperation& operation : batch) {
        SqlAnswer answer =
            std::visit([&](const auto& alternative) { return apply(context, alternative); }, operation);
        if (!answer) {
            return tl::unexpected(std::move(answer).error());
        }
        answers.push_back(*std::move(answer));
    }
    return answers;
}

} // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path,
                                                       const core::Identity& identity, Options options) {
    const bool writes = options.access == Access::Write;
    return (writes ? ensurePrivateFile(path) : Result<void>())
        .and_then([&] { return connect(path, options); })
        .and_then([&](std::unique_ptr<SqlSession> session) {
            return prepare(*session, identity, options.access).map([&] {
                return std::unique_ptr<SqliteStore>(
                    new SqliteStore(path, std::move(session), std::move(options.probe)));
            });
        })
        .map_error([&](core::Error error) {
            error.where = path;
            return error;
        });
}

SqliteStore::SqliteStore(std::string path, std::unique_ptr<SqlSession> session, ProcessProbe probe)
    : m_path(std::move(path)), m_session(std::move(session)), m_probe(std::move(probe)) {}

SqliteStore::~SqliteStore() = default;

core::StoreResult SqliteStore::perform(const core::StoreBatch& batch) {
    return transact(batch).map_error([&](core::Error error) { return named(std::move(error), m_path); });
}

core::StoreResult SqliteStore::transact(const core::StoreBatch& batch) {
    if (Result<void> begun = m_session->execute(beginStatement(batch)); !begun) {
        return tl::unexpected(std::move(begun).error());
    }
    core::StoreResult answers = applyAll({*m_session, m_probe}, batch);
    if (answers) {
        if (Result<void> committed = m_session->execute("COMMIT"); !committed) {
            answers = tl::unexpected(std::move(committed).error());
        }
    }
    if (!answers) {
        // After a full disk SQLite has rolled back by itself and refuses this one.
        static_cast<void>(m_session->execute("ROLLBACK"));
    }
    return answers;
}

} // namespace devsync::storage
