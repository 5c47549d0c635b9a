// SPDX-License-Identifier: Apache-2.0
// Answers and mappings for the tests of this room.
#pragma once

#include "sync/core/mapping.h"
#include "sync/protocol/http.h"

#include <QFile>
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
