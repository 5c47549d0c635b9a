// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/secret_hunt.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace devsync::tests {

namespace {

/// Between the quotation marks.
QByteArray asJson(const QByteArray& text) {
    const QByteArray list = QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
    return list.mid(2, list.size() - 4);
}

/// The same with nothing but ASCII.
QByteArray asAsciiJson(const QByteArray& text) {
    QByteArray out;
    for (const QChar unit : QString::fromUtf8(asJson(text)))
        out += unit.unicode() < 0x80 ? QByteArray(1, unit.toLatin1())
                                     : "\\u" + QByteArray::number(unit.unicode(), 16).rightJustified(4, '0');
    return out;
}

/// The characters that are the same whatever stands around, when `before` bytes (mod 3) precede it.
QByteArray asBase64(const QByteArray& text, int before, QByteArray::Base64Options alphabet) {
    const QByteArray whole =
        (QByteArray(before, '\0') + text).toBase64(alphabet | QByteArray::OmitTrailingEquals);
    const bool endsWithin = (before + text.size()) % 3 != 0;
    return whole.mid(before == 0 ? 0 : before + 1).chopped(endsWithin ? 1 : 0);
}

} // namespace

void SecretHunt::add(const QString& name, const QByteArray& secret) {
    Q_ASSERT(secret.size() >= 8);
    const auto addForm = [&](const char* form, const QByteArray& text) {
        m_forms.append({name + QLatin1String(" as ") + QLatin1String(form), text});
    };
    addForm("it is", secret);
    addForm("JSON", asJson(secret));
    addForm("ASCII JSON", asAsciiJson(secret));
    addForm("JSON in JSON", asJson(asJson(secret)));
    addForm("percent-encoded", secret.toPercentEncoding());
    for (int before = 0; before < 3; ++before) {
        addForm("base64", asBase64(secret, before, QByteArray::Base64Encoding));
        addForm("base64url", asBase64(secret, before, QByteArray::Base64UrlEncoding));
    }
}

QString SecretHunt::firstIn(const QByteArray& bytes) const {
    for (const auto& [name, form] : m_forms)
        if (bytes.contains(form))
            return name;
    return {};
}

QString SecretHunt::firstInFiles(const QString& folder, const QStringList& leftOut) const {
    for (QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         each.hasNext();) {
        QFile file(each.next());
        if (leftOut.contains(each.fileName()) || !file.open(QIODevice::ReadOnly))
            continue;
        if (const QString found = firstIn(file.readAll()); !found.isEmpty())
            return found + QLatin1String(" in ") + each.filePath();
    }
    return {};
}

} // namespace devsync::tests
