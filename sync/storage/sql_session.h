// SPDX-License-Identifier: Apache-2.0
// One connection to a SQL database with its prepared statements. The only place that touches QtSql's results
// and errors; knows no table. Belongs to the thread that opened it. Private to sync/storage.
#pragma once

#include "sync/core/error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::storage {

/// One row of an answer, by column number. Drivers differ in the types they answer, so nothing else compares
/// or converts QVariants.
class SqlRow {
public:
    explicit SqlRow(const QSqlQuery& query) : m_query(query) {}

    bool isNull(int column) const { return m_query.isNull(column); }
    std::int64_t integer(int column) const { return m_query.value(column).toLongLong(); }
    std::string text(int column) const { return m_query.value(column).toString().toStdString(); }
    std::string blob(int column) const { return m_query.value(column).toByteArray().toStdString(); }

private:
    const QSqlQuery& m_query;
};

QVariant sqlInteger(std::int64_t value);
/// Of counters, which never reach 2^63.
QVariant sqlInteger(std::uint64_t value);
/// Valid UTF-8.
QVariant sqlText(std::string_view text);
QVariant sqlBlob(std::string_view bytes);
QVariant sqlNull();

class SqlSession {
public:
    using RowHandler = std::function<core::Result<void>(const SqlRow&)>;

    /// Opens an SQLite file that exists. `busyTimeout`: how long a statement waits for another connection.
    static core::Result<std::unique_ptr<SqlSession>> openSqlite(const std::string& path,
                                                                core::Millis busyTimeout);
    /// Opens an SQLite file that nobody can change, to read it: without locks and without files beside it.
    static core::Result<std::unique_ptr<SqlSession>> openUnchanging(const std::string& path);
    ~SqlSession();
    SqlSession(const SqlSession&) = delete;
    SqlSession& operator=(const SqlSession&) = delete;

    /// A single statement without values: definitions, pragmas, transactions.
    core::Result<void> execute(std::string_view statement);
    /// The first column of the first row; 0 when there is none.
    core::Result<std::int64_t> integer(std::string_view statement);
    /// Runs a statement, prepared at its first use, reads all its rows and lets them go. Answers how many
    /// there were.
    core::Result<std::size_t> query(std::string_view statement, const std::vector<QVariant>& values,
                                    const RowHandler& onRow = {});

private:
    explicit SqlSession(QString connection) : m_connection(std::move(connection)) {}
    core::Result<QSqlQuery*> prepared(std::string_view statement);
    QSqlDatabase database() const;

    QString m_connection;
    std::map<std::string, QSqlQuery, std::less<>> m_prepared; ///< by text
};

} // namespace devsync::storage
