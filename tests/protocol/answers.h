// SPDX-License-Identifier: Apache-2.0
// Answers and mappings for the tests of this room.
#pragma once

#include "sync/core/mapping.h"
#include "sync/protocol/http.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <string>
#include <vector>

namespace devsync::testing {

inline protocol::HttpResponse answer(int status, const std::string& body,
                                     std::vector<protocol::Header> headers = {}) {
    protocol::HttpResponse response{.status = status, .headers = std::move(headers)};
    response.body.append(body);
    return response;
}

inline std::string fileText(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// The answer of a recorded exchange, by its path below the portal's fixtures without ".json".
inline protocol::HttpResponse recordedAnswer(const char* name) {
    const QString path = QStringLiteral("tests/fixtures/portal/%1.json").arg(QString::fromLatin1(name));
    const QJsonObject recorded = QJsonDocument::fromJson(QByteArray::fromStdString(fileText(path)))
                                     .object()
                                     .value(QStringLiteral("response"))
                                     .toObject();
    const QJsonValue status = recorded.value(QStringLiteral("status"));
    const QJsonValue body = recorded.value(QStringLiteral("body"));
    std::vector<protocol::Header> headers;
    for (const QJsonValue& header : recorded.value(QStringLiteral("headers")).toArray())
        headers.push_back({header[0].toString().toStdString(), header[1].toString().toStdString()});
    return answer(
        status.isString() ? status.toString().section(QLatin1Char(' '), 0, 0).toInt() : status.toInt(),
        body.isString() ? body.toString().toStdString()
                        : QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact).toStdString(),
        std::move(headers));
}

/// company: one text; teams: many texts; contact: an e-mail address.
inline core::Mapping mapping() {
    core::Mapping mapping;
    mapping.attributes = {{.attribute = "company", .field = "field_company"},
                          {.attribute = "teams", .field = "field_teams", .cardinality = core::kUnlimited},
                          {.attribute = "contact", .field = "field_contact", .type = core::FieldType::Email}};
    return mapping;
}

inline constexpr core::FieldIndex kCompany = 2;
inline constexpr core::FieldIndex kTeams = 3;
inline constexpr core::FieldIndex kContact = 4;

} // namespace devsync::testing
