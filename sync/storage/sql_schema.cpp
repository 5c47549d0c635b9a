// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/sql_schema.h"

#include "sync/storage/sql_session.h"

#include <array>
#include <string>

namespace devsync::storage {
namespace {

using core::Result;

// Times are milliseconds since 1970 UTC; states, steps, actions and verdicts are the numbers of the types of
// sync/core, which are stored and therefore never renumbered.
constexpr std::array kVersion1 = {
    "CREATE TABLE identity (id INTEGER PRIMARY KEY CHECK (id = 1), edition TEXT NOT NULL, endpoint TEXT NOT "
    "NULL,"
    " organization TEXT NOT NULL, portal TEXT NOT NULL)",

    "CREATE TABLE lease (id INTEGER PRIMARY KEY CHECK (id = 1), epoch BIGINT NOT NULL, beat BIGINT NOT NULL,"
    " held SMALLINT NOT NULL, host TEXT NOT NULL, pid BIGINT NOT NULL, process_start BIGINT NOT NULL)",
    "INSERT INTO lease (id, epoch, beat, held, host, pid, process_start) VALUES (1, 0, 0, 0, '', 0, 0)",

    // seq is the order of beginning. verdict and what follows are NULL until the run has ended.
    "CREATE TABLE run (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, profile TEXT NOT NULL,"
    " requested_by TEXT NOT NULL, started_at BIGINT NOT NULL, seed BLOB NOT NULL, offset_seconds BIGINT NOT "
    "NULL,"
    " first_run SMALLINT NOT NULL, counts TEXT NOT NULL, plan_sha256 TEXT NOT NULL, sealed SMALLINT NOT NULL,"
    " verdict SMALLINT, exit_code INTEGER, finished_at BIGINT, ledger TEXT, requests TEXT, error BLOB)",

    "CREATE TABLE plan_row (run INTEGER NOT NULL REFERENCES run (seq), number BIGINT NOT NULL,"
    " email TEXT NOT NULL, action SMALLINT NOT NULL, state SMALLINT NOT NULL, step SMALLINT NOT NULL,"
    " claimed_at BIGINT NOT NULL, write_timeout BIGINT NOT NULL, epoch BIGINT NOT NULL, error BLOB,"
    " payload BLOB NOT NULL, PRIMARY KEY (run, number))",
    // Open work is found without reading the rows of a million finished ones.
    "CREATE INDEX plan_row_open ON plan_row (run, number) WHERE state = 1 OR (step = 1 AND state IN (0, 3))",

    // The entries alone are read whole at the start of every run; the values lie apart from them.
    "CREATE TABLE baseline (email TEXT NOT NULL PRIMARY KEY, apigee_raw BIGINT NOT NULL,"
    " portal_raw BIGINT NOT NULL, entry BLOB NOT NULL)",
    "CREATE TABLE baseline_detail (email TEXT NOT NULL PRIMARY KEY REFERENCES baseline (email),"
    " detail BLOB NOT NULL)",
};

constexpr std::array kVersion2 = {
    // host, pid and process_start are NULL together: nobody works on it.
    "CREATE TABLE job (id INTEGER PRIMARY KEY, revision BIGINT NOT NULL, state SMALLINT NOT NULL,"
    " requested_by TEXT NOT NULL, requested_at BIGINT NOT NULL, done BIGINT NOT NULL, total BIGINT NOT NULL,"
    " host TEXT, pid BIGINT, process_start BIGINT, lease_until BIGINT, attempts BIGINT NOT NULL,"
    " next_try BIGINT, run TEXT NOT NULL, writes BIGINT NOT NULL, approved BIGINT NOT NULL, error BLOB,"
    " verdict SMALLINT)",
};

constexpr std::array kMigrations = {
    Migration{.version = 1, .statements = kVersion1},
    Migration{.version = 2, .statements = kVersion2},
};

Result<std::int64_t> readVersion(SqlSession& session) {
    return session.integer("PRAGMA user_version");
}

Result<std::int64_t> knownVersion(SqlSession& session, std::span<const Migration> steps) {
    return readVersion(session).and_then([&](std::int64_t version) -> Result<std::int64_t> {
        if (version > steps.back().version) {
            return core::fail(core::ErrorKind::StoreNewer, "the state has version " + std::to_string(version)
                                                               + ", this program knows "
                                                               + std::to_string(steps.back().version));
        }
        return version;
    });
}

Result<void> runStep(SqlSession& session, const Migration& step) {
    for (const char* statement : step.statements) {
        if (Result<void> done = session.execute(statement); !done) {
            return done;
        }
    }
    return session.execute("PRAGMA user_version = " + std::to_string(step.version));
}

/// Within a transaction that excludes other writers, so the version is read again.
Result<void> runStepIfMissing(SqlSession& session, const Migration& step) {
    return readVersion(session).and_then([&](std::int64_t version) {
        return version >= step.version ? Result<void>() : runStep(session, step);
    });
}

Result<void> applyStep(SqlSession& session, const Migration& step) {
    if (Result<void> begun = session.execute("BEGIN IMMEDIATE"); !begun) {
        return begun;
    }
    Result<void> done = runStepIfMissing(session, step).and_then([&] { return session.execute("COMMIT"); });
    if (!done) {
        static_cast<void>(session.execute("ROLLBACK")); // SQLite may have rolled back already
    }
    return done;
}

Result<void> refuseForeignTables(SqlSession& session) {
    return session.integer("SELECT COUNT(*) FROM sqlite_master").and_then([](std::int64_t tables) {
        return tables == 0 ? Result<void>()
                           : core::fail(core::ErrorKind::StoreDamaged, "it holds tables of something else");
    });
}

} // namespace

std::span<const Migration> migrations() {
    return kMigrations;
}

Result<void> migrate(SqlSession& session, std::span<const Migration> steps) {
    const Result<std::int64_t> version = knownVersion(session, steps);
    if (!version) {
        return tl::unexpected(version.error());
    }
    if (*version == 0) {
        if (Result<void> ours = refuseForeignTables(session); !ours) {
            return ours;
        }
    }
    for (const Migration& step : steps) {
        if (Result<void> done = step.version > *version ? applyStep(session, step) : Result<void>(); !done) {
            return done;
        }
    }
    return {};
}

Result<void> requireVersion(SqlSession& session, std::span<const Migration> steps) {
    return knownVersion(session, steps).and_then([&](std::int64_t version) {
        if (version == steps.back().version)
            return Result<void>();
        const Result<void> ours = version == 0 ? refuseForeignTables(session) : Result<void>();
        return ours ? core::fail(core::ErrorKind::StoreOlder, "it has version " + std::to_string(version)
                                                                  + ", this program reads "
                                                                  + std::to_string(steps.back().version))
                    : ours;
    });
}

} // namespace devsync::storage
