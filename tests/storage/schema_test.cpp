// SPDX-License-Identifier: Apache-2.0
// Migrations: each step whole or not at all, and nothing of a newer state is touched.
#include "sync/storage/private_file.h"
#include "sync/storage/sql_schema.h"
#include "sync/storage/sql_session.h"

#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <memory>

using namespace devsync;
using core::ErrorKind;
using storage::Migration;
using storage::SqlSession;

namespace {

constexpr std::array kFirst = {"CREATE TABLE a (x INTEGER)", "INSERT INTO a VALUES (1)"};
constexpr std::array kSecond = {"ALTER TABLE a ADD COLUMN y INTEGER", "UPDATE a SET y = x + 1"};
constexpr std::array kBroken = {"CREATE TABLE b (x INTEGER)", "INSERT INTO nowhere VALUES (1)"};
constexpr std::array kSteps = {Migration{1, kFirst}, Migration{2, kSecond}};
constexpr std::array kStepsWithBroken = {Migration{1, kFirst}, Migration{2, kSecond}, Migration{3, kBroken}};

} // namespace

class SchemaTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqlSession> m_session;

    std::unique_ptr<SqlSession> connectAgain() {
        const std::string path = m_folder->filePath(QStringLiteral("a.db")).toStdString();
        if (!storage::ensurePrivateFile(path)) {
            qFatal("no file");
        }
        return *SqlSession::openSqlite(path, core::Millis(20));
    }
    std::int64_t number(const char* statement) { return m_session->integer(statement).value_or(-1); }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_session = connectAgain();
    }

    void cleanup() {
        m_session.reset();
        m_folder.reset();
    }

    void fromNothingToTheLastStep() {
        QVERIFY(storage::migrate(*m_session, kSteps));
        QCOMPARE(number("PRAGMA user_version"), 2);
        QCOMPARE(number("SELECT y FROM a"), 2);
        QVERIFY(storage::migrate(*m_session, kSteps));
        QCOMPARE(number("SELECT COUNT(*) FROM a"), 1);
    }

    void onlyTheMissingSteps() {
        QVERIFY(storage::migrate(*m_session, std::span(kSteps).first(1)));
        QVERIFY(m_session->execute("UPDATE a SET x = 41"));
        QVERIFY(storage::migrate(*m_session, kSteps));
        QCOMPARE(number("SELECT y FROM a"), 42);
    }

    void aFailedStepLeavesNothing() {
        const auto done = storage::migrate(*m_session, kStepsWithBroken);
        QVERIFY(!done);
        QVERIFY(done.error().kind == ErrorKind::StoreFailed);
        QCOMPARE(number("PRAGMA user_version"), 2);
        QCOMPARE(number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'b'"), 0);
    }

    void aNewerStateIsRefusedUntouched() {
        QVERIFY(m_session->execute("PRAGMA user_version = 3"));
        const auto done = storage::migrate(*m_session, kSteps);
        QVERIFY(!done && done.error().kind == ErrorKind::StoreNewer);
        QCOMPARE(number("SELECT COUNT(*) FROM sqlite_master"), 0);
    }

    void tablesOfAnotherProgramAreRefused() {
        QVERIFY(m_session->execute("CREATE TABLE notes (x TEXT)"));
        const auto done = storage::migrate(*m_session, kSteps);
        QVERIFY(!done && done.error().kind == ErrorKind::StoreDamaged);
        QCOMPARE(number("SELECT COUNT(*) FROM sqlite_master"), 1);
    }

    void aMigrationWaitsForNobodyForever() {
        const auto other = connectAgain();
        QVERIFY(other->execute("BEGIN IMMEDIATE"));
        const auto done = storage::migrate(*m_session, kSteps);
        QVERIFY(!done && done.error().kind == ErrorKind::StoreBusy);
        QVERIFY(other->execute("ROLLBACK"));
        QVERIFY(storage::migrate(*m_session, kSteps));
    }

    void theStepsOfTheProductHaveNoGaps() {
        std::int64_t expected = 0;
        for (const Migration& step : storage::migrations()) {
            QCOMPARE(step.version, ++expected);
        }
        QVERIFY(storage::migrate(*m_session, storage::migrations()));
        QCOMPARE(number("PRAGMA user_version"), expected);
    }

    void aFullDiskIsToldApart() {
        QVERIFY(m_session->execute("CREATE TABLE big (x BLOB)"));
        QVERIFY(m_session->execute("PRAGMA max_page_count = 8"));
        const auto done = m_session->execute("INSERT INTO big VALUES (zeroblob(1000000))");
        QVERIFY(!done && done.error().kind == ErrorKind::StoreFull);
        QVERIFY(!done.error().detail.empty());
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "schema_test.moc"
