// SPDX-License-Identifier: Apache-2.0
#include "tests/support/claim_reader.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>
#include <algorithm>

namespace devsync::testing {

ClaimReader::ClaimReader(const std::string& statePath)
    : m_connection(QUuid::createUuid().toString(QUuid::WithoutBraces)) {
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    database.setDatabaseName(QString::fromStdString(statePath));
    database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"));
    if (!database.open()) {
        qFatal("%s: %s", statePath.c_str(), qPrintable(database.lastError().text()));
    }
}

ClaimReader::~ClaimReader() {
    QSqlDatabase::removeDatabase(m_connection);
}

std::vector<SeenClaim> ClaimReader::claims() const {
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.exec(QStringLiteral("SELECT run.id, number, email, epoch, step FROM plan_row JOIN run"
                                   " ON run.seq = plan_row.run WHERE state = 1 ORDER BY run.seq, number"))) {
        qFatal("reading claims: %s", qPrintable(query.lastError().text()));
    }
    std::vector<SeenClaim> claims;
    while (query.next()) {
        claims.push_back({.run = query.value(0).toString().toStdString(),
                          .row = query.value(1).toUInt(),
                          .email = query.value(2).toString().toStdString(),
                          .epoch = query.value(3).toULongLong(),
                          .step = static_cast<core::RowStep>(query.value(4).toInt())});
    }
    return claims;
}

bool ClaimReader::isClaimedFor(std::string_view email) const {
    const std::vector<SeenClaim> all = claims();
    return std::any_of(all.begin(), all.end(), [&](const SeenClaim& claim) { return claim.email == email; });
}

} // namespace devsync::testing
