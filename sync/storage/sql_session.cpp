// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/sql_session.h"

#include <QSqlError>
#include <QUrl>
#include <atomic>
#include <utility>

namespace devsync::storage {
namespace {

/// Primary result codes of SQLite; the driver may answer extended ones, whose low byte they are.
enum SqliteCode { kBusy = 5, kLocked = 6, kCorrupt = 11, kFull = 13, kConstraint = 19, kNoDatabase = 26 };

core::ErrorKind kindOf(const QSqlError& error) {
    switch (error.nativeErrorCode().toInt() & 0xFF) {
    case kBusy:
    case kLocked:
        return core::ErrorKind::StoreBusy;
    case kFull:
        return core::ErrorKind::StoreFull;
    case kCorrupt:
    case kNoDatabase:
        return core::ErrorKind::StoreDamaged;
    case kConstraint:
        return core::ErrorKind::Internal;
    default:
        return core::ErrorKind::StoreFailed;
    }
}

tl::unexpected<core::Error> sqlFailure(const QSqlError& error, std::string where) {
    const QString cause = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return core::fail(kindOf(error), cause.toStdString(), std::move(where));
}

/// "INSERT INTO plan_row": what went wrong, without the whole statement.
std::string firstWords(std::string_view statement) {
    std::size_t end = 0;
    for (int words = 0; words < 3 && end != std::string_view::npos; ++words) {
        end = statement.find(' ', end + 1);
    }
    return std::string(statement.substr(0, end));
}

QString textOf(std::string_view statement) {
    return QString::fromUtf8(statement.data(), static_cast<qsizetype>(statement.size()));
}

QString uniqueConnectionName() {
    static std::atomic<unsigned> next{0};
    return QStringLiteral("devsync-store-%1").arg(next.fetch_add(1));
}

} // namespace

QVariant sqlInteger(std::int64_t value) {
    return QVariant::fromValue<qlonglong>(value);
}

QVariant sqlInteger(std::uint64_t value) {
    return sqlInteger(static_cast<std::int64_t>(value));
}

QVariant sqlText(std::string_view text) {
    return textOf(text);
}

QVariant sqlBlob(std::string_view bytes) {
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QVariant sqlNull() {
    return QVariant(QMetaType(QMetaType::QByteArray));
}

core::Result<std::unique_ptr<SqlSession>> SqlSession::openSqlite(const std::string& path,
                                                                 core::Millis busyTimeout) {
    std::unique_ptr<SqlSession> session(new SqlSession(uniqueConnectionName()));
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), session->m_connection);
    database.setDatabaseName(QString::fromStdString(path));
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeout.count()));
    if (!database.open()) {
        return sqlFailure(database.lastError(), path);
    }
    return session;
}

core::Result<std::unique_ptr<SqlSession>> SqlSession::openUnchanging(const std::string& path) {
    std::unique_ptr<SqlSession> session(new SqlSession(uniqueConnectionName()));
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), session->m_connection);
    const QUrl file = QUrl::fromLocalFile(QString::fromStdString(path));
    database.setDatabaseName(file.toString(QUrl::FullyEncoded) + QStringLiteral("?immutable=1"));
    database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI"));
    if (!database.open()) {
        return sqlFailure(database.lastError(), path);
    }
    return session;
}

SqlSession::~SqlSession() {
    m_prepared.clear();
    database().close();
    QSqlDatabase::removeDatabase(m_connection);
}

QSqlDatabase SqlSession::database() const {
    return QSqlDatabase::database(m_connection, false);
}

core::Result<void> SqlSession::execute(std::string_view statement) {
    QSqlQuery query(database());
    if (!query.exec(textOf(statement))) {
        return sqlFailure(query.lastError(), firstWords(statement));
    }
    return {};
}

core::Result<std::int64_t> SqlSession::integer(std::string_view statement) {
    QSqlQuery query(database());
    if (!query.exec(textOf(statement))) {
        return sqlFailure(query.lastError(), firstWords(statement));
    }
    return query.next() ? SqlRow(query).integer(0) : 0;
}

core::Result<QSqlQuery*> SqlSession::prepared(std::string_view statement) {
    if (const auto found = m_prepared.find(statement); found != m_prepared.end()) {
        return &found->second;
    }
    QSqlQuery query(database());
    query.setForwardOnly(true);
    if (!query.prepare(textOf(statement))) {
        return sqlFailure(query.lastError(), firstWords(statement));
    }
    return &m_prepared.emplace(std::string(statement), std::move(query)).first->second;
}

core::Result<std::size_t> SqlSession::query(std::string_view statement, const std::vector<QVariant>& values,
                                            const RowHandler& onRow) {
    const core::Result<QSqlQuery*> found = prepared(statement);
    if (!found) {
        return tl::unexpected(found.error());
    }
    QSqlQuery& query = **found;
    for (std::size_t i = 0; i < values.size(); ++i) {
        query.bindValue(static_cast<int>(i), values[i]);
    }
    core::Result<std::size_t> rows = std::size_t{0};
    if (!query.exec()) {
        rows = sqlFailure(query.lastError(), firstWords(statement));
    }
    while (rows && query.isSelect() && query.next()) {
        ++*rows;
        if (core::Result<void> read = onRow ? onRow(SqlRow(query)) : core::Result<void>(); !read) {
            rows = tl::unexpected(std::move(read).error());
        }
    }
    if (rows && query.lastError().isValid()) {
        rows = sqlFailure(query.lastError(), firstWords(statement));
    }
    query.finish();
    return rows;
}

} // namespace devsync::storage
