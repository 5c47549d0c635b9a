// SPDX-License-Identifier: Apache-2.0
// What only a file has: identity, versions, several processes, locks, modes, damage.
#include "tests/storage/store_fixture.h"
#include "tests/support/claim_reader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace devsync;
using namespace devsync::testing;
using core::ErrorKind;
using storage::SqliteStore;

namespace {

/// A connection of another program.
class ForeignConnection {
public:
    explicit ForeignConnection(const std::string& path) {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), kName);
        database.setDatabaseName(QString::fromStdString(path));
        if (!database.open()) {
            qFatal("%s", qPrintable(database.lastError().text()));
        }
    }
    ~ForeignConnection() { QSqlDatabase::removeDatabase(kName); }
    ForeignConnection(const ForeignConnection&) = delete;
    ForeignConnection& operator=(const ForeignConnection&) = delete;

    void execute(const char* statement) const {
        QSqlQuery query(QSqlDatabase::database(kName));
        if (!query.exec(QString::fromUtf8(statement))) {
            qFatal("%s: %s", statement, qPrintable(query.lastError().text()));
        }
    }

private:
    inline static const QString kName = QStringLiteral("foreign");
};

void mustPerform(SqliteStore& store, const core::StoreBatch& batch) {
    if (const auto result = store.perform(batch); !result) {
        qFatal("%s", result.error().detail.c_str());
    }
}

/// Takes the lease (epoch 1) and seals a plan of `rows` rows.
void sealPlan(SqliteStore& store, std::uint32_t rows) {
    mustPerform(store, {core::TakeLease{.owner = owner()}, core::BeginRun{1, runHeader("run-1")},
                        core::AddPlanRows{1, "run-1", plannedChanges(0, rows)},
                        core::SealPlan{1, "run-1", "abc123", rows}});
}

const core::Claim kClaimTwo{.epoch = 1, .run = "run-1", .first = 0, .count = 2};

} // namespace

class SqliteStoreTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;

    std::optional<core::Error> openError(const core::Identity& identity = someIdentity()) {
        auto store = SqliteStore::open(m_path, identity, {.busyTimeout = core::Millis(20)});
        return store ? std::nullopt : std::optional(std::move(store).error());
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = statePath(*m_folder);
    }

    void cleanup() { m_folder.reset(); }

    void theStateIsThisUsersAlone() {
        const auto store = openSqlite(m_path);
        mustPerform(*store, {core::TakeLease{.owner = owner()}});
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                            | QFile::WriteOther | QFile::ExeOther;
        const QString file = QString::fromStdString(m_path);
        QVERIFY(QFileInfo::exists(file + QStringLiteral("-wal")));
        for (const QString& path :
             {file, file + QStringLiteral("-wal"), file + QStringLiteral("-shm"), QFileInfo(file).path()}) {
            QVERIFY2(!(QFile::permissions(path) & others), qPrintable(path));
        }
    }

    void anotherIdentityIsRefused_data() {
        QTest::addColumn<int>("member");
        QTest::newRow("edition") << 0;
        QTest::newRow("end point") << 1;
        QTest::newRow("organization") << 2;
        QTest::newRow("portal") << 3;
    }

    void anotherIdentityIsRefused() {
        QFETCH(int, member);
        openSqlite(m_path);
        core::Identity other = someIdentity();
        std::string* const members[] = {&other.edition, &other.endpoint, &other.organization, &other.portal};
        *members[member] += "-other";
        const auto error = openError(other);
        QVERIFY(error && error->kind == ErrorKind::StoreForeign);
        QVERIFY(error->detail.find(QTest::currentDataTag()) != std::string::npos);
        QVERIFY(error->where == m_path);
        QVERIFY(!openError());
    }

    void aStateOfTheFirstVersionIsBroughtUpToDate() {
        openSqlite(m_path);
        ForeignConnection(m_path).execute("DROP TABLE job");
        ForeignConnection(m_path).execute("PRAGMA user_version = 1");
        const auto store = openSqlite(m_path);
        const auto added = store->perform({core::AddJob{}});
        QVERIFY(added && std::get<core::JobAnswer>(added->front()).taken);
    }

    void aNewerStateIsRefused() {
        openSqlite(m_path);
        ForeignConnection(m_path).execute("PRAGMA user_version = 1000");
        const auto error = openError();
        QVERIFY(error && error->kind == ErrorKind::StoreNewer);
    }

    void aFileThatIsNoStateIsRefused() {
        QVERIFY(QDir().mkpath(QFileInfo(QString::fromStdString(m_path)).path()));
        QFile file(QString::fromStdString(m_path));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(4096, 'x'));
        file.close();
        const auto error = openError();
        QVERIFY(error && error->kind == ErrorKind::StoreDamaged);
    }

    void aFolderThatCannotBeMadeIsToldApart() {
        QFile file(m_folder->filePath(QStringLiteral("state")));
        QVERIFY(file.open(QFile::WriteOnly));
        const auto error = openError();
        QVERIFY(error && error->kind == ErrorKind::StoreFailed);
        QVERIFY(!error->detail.empty());
    }

    void twoProcessesSeeEachOthersCommits() {
        const auto first = openSqlite(m_path);
        const auto second = openSqlite(m_path);
        sealPlan(*first, 4);
        const auto lease = second->perform({core::ReadLease{}});
        QCOMPARE(std::get<core::LeaseState>(lease->at(0)).epoch, 1u);
        mustPerform(*second, {core::TakeLease{owner(200), 1, 0}});
        const auto refused = first->perform({kClaimTwo});
        QVERIFY(!refused && refused.error().kind == ErrorKind::LeaseLost);
    }

    void aLockedStateIsBusyAndNothingIsStored() {
        const auto store = openSqlite(m_path);
        sealPlan(*store, 4);
        const ForeignConnection other(m_path);
        other.execute("BEGIN IMMEDIATE");
        const auto busy = store->perform({kClaimTwo});
        QVERIFY(!busy && busy.error().kind == ErrorKind::StoreBusy);
        // Readers are not disturbed.
        QVERIFY(store->perform({core::ListRuns{}}));
        other.execute("ROLLBACK");
        const auto claimed = store->perform({kClaimTwo});
        QCOMPARE(std::get<core::ClaimedRows>(claimed->at(0)).rows.size(), std::size_t{2});
    }

    void aStateInUseIsOpenedWhileAnotherProcessWrites() {
        QVERIFY(!openError());
        const ForeignConnection other(m_path);
        other.execute("BEGIN IMMEDIATE");
        QVERIFY(!openError());
        other.execute("ROLLBACK");
    }

    void openingALockedNewStateIsBusy() {
        QVERIFY(QDir().mkpath(QFileInfo(QString::fromStdString(m_path)).path()));
        const ForeignConnection other(m_path);
        other.execute("BEGIN EXCLUSIVE");
        const auto error = openError();
        QVERIFY(error && error->kind == ErrorKind::StoreBusy);
        other.execute("ROLLBACK");
    }

    void aSecondConnectionReadsTheClaims() {
        const auto store = openSqlite(m_path);
        sealPlan(*store, 4);
        const ClaimReader reader(m_path);
        QVERIFY(reader.claims().empty());
        mustPerform(*store, {kClaimTwo});
        const auto claims = reader.claims();
        QCOMPARE(claims.size(), std::size_t{2});
        const SeenClaim expected{.run = "run-1", .row = 1, .email = plannedChange(1).email, .epoch = 1};
        QVERIFY(claims[1] == expected);
        QVERIFY(reader.isClaimedFor(plannedChange(0).email));
        QVERIFY(!reader.isClaimedFor(plannedChange(2).email));
        mustPerform(*store, {core::RecordOutcomes{1, "run-1", {{.row = 0}}}});
        QVERIFY(!reader.isClaimedFor(plannedChange(0).email));
    }

    void aDamagedRowIsAnErrorNotAPlan_data() {
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("payload") << QByteArray("UPDATE plan_row SET payload = x'0102' WHERE number = 1");
        QTest::newRow("state") << QByteArray("UPDATE plan_row SET state = 99 WHERE number = 1");
        QTest::newRow("step") << QByteArray("UPDATE plan_row SET step = -1 WHERE number = 1");
        QTest::newRow("error") << QByteArray("UPDATE plan_row SET error = x'01' WHERE number = 1");
        QTest::newRow("seed") << QByteArray("UPDATE run SET seed = x'01'");
        QTest::newRow("counts") << QByteArray("UPDATE run SET counts = 'many'");
        QTest::newRow("verdict") << QByteArray("UPDATE run SET verdict = 77");
    }

    void aDamagedRowIsAnErrorNotAPlan() {
        QFETCH(QByteArray, damage);
        const auto store = openSqlite(m_path);
        sealPlan(*store, 3);
        ForeignConnection(m_path).execute(damage.constData());
        const auto loaded = store->perform({core::LoadRun{"run-1"}});
        QVERIFY(!loaded && loaded.error().kind == ErrorKind::StoreDamaged);
    }

    void aDamagedBaselineIsAnError() {
        const auto store = openSqlite(m_path);
        sealPlan(*store, 0);
        mustPerform(*store, {core::SaveBaseline{1, {baselineRow("a@example.com", 1, 1)}}});
        ForeignConnection(m_path).execute("UPDATE baseline SET entry = x'0102'");
        const auto loaded = store->perform({core::LoadBaseline{}});
        QVERIFY(!loaded && loaded.error().kind == ErrorKind::StoreDamaged);
    }
};

QTEST_GUILESS_MAIN(SqliteStoreTest)
#include "sqlite_store_test.moc"
