// SPDX-License-Identifier: Apache-2.0
// Looks for secrets in bytes: as they are, escaped as in JSON, percent-encoded, and as a part of base64 in
// any alignment and alphabet. Written apart from the product's own redaction.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace devsync::tests {

class SecretHunt {
public:
    void add(const QString& name, const QByteArray& secret);
    /// "NAME as FORM" of the first secret found; empty when there is none.
    QString firstIn(const QByteArray& bytes) const;
    /// The same in a file, with its path.
    QString firstInFiles(const QString& folder, const QStringList& leftOut) const;

private:
    QList<std::pair<QString, QByteArray>> m_forms; ///< what it is called, and how it looks
};

} // namespace devsync::tests
