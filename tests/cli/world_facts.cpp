// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world_facts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QStringList>

namespace devsync::tests {

namespace {

/// The mapping of the sandbox (cli.md).
const QMap<QString, QString>& mapping() {
    static const QMap<QString, QString> kMapping{
        {QStringLiteral("company"), QStringLiteral("field_company")},
        {QStringLiteral("notes"), QStringLiteral("field_notes")},
        {QStringLiteral("billing_email"), QStringLiteral("field_billing_email")},
        {QStringLiteral("plan"), QStringLiteral("field_plan")},
        {QStringLiteral("interests"), QStringLiteral("field_interests")},
        {QStringLiteral("teams"), QStringLiteral("field_teams")},
    };
    return kMapping;
}

/// One record of RFC 4180 with commas.
QStringList csvItems(const QString& text) {
    QStringList items;
    QString item;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('"') && quoted && i + 1 < text.size() && text[i + 1] == QLatin1Char('"'))
            item += text[++i];
        else if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (c == QLatin1Char(',') && !quoted)
            items << std::exchange(item, QString());
        else
            item += c;
    }
    if (!text.isEmpty())
        items << item;
    return items;
}

QMap<QString, QString> attributesOf(const QJsonObject& developer) {
    QMap<QString, QString> attributes;
    for (const QJsonValue& attribute : developer.value(QLatin1String("attributes")).toArray())
        attributes.insert(attribute[QLatin1String("name")].toString(),
                          attribute[QLatin1String("value")].toString());
    return attributes;
}

QStringList listOf(const QJsonValue& field) {
    QStringList items;
    for (const QJsonValue& item : field.toArray())
        items << item.toString();
    return items;
}

QMap<QString, QJsonObject> byKey(const QJsonObject& world, const char* list, const char* key) {
    QMap<QString, QJsonObject> found;
    for (const QJsonValue& item : world.value(QLatin1String(list)).toArray())
        found.insert(item[QLatin1String(key)].toVariant().toString().toLower(), item.toObject());
    return found;
}

QString difference(const QJsonObject& developer, const QJsonObject& user) {
    const QJsonObject fields = user.value(QLatin1String("fields")).toObject();
    if (developer.value(QLatin1String("firstName")) != fields.value(QLatin1String("first_name")))
        return QStringLiteral("first name");
    if (developer.value(QLatin1String("lastName")) != fields.value(QLatin1String("last_name")))
        return QStringLiteral("last name");
    const QMap<QString, QString> attributes = attributesOf(developer);
    for (auto it = mapping().begin(); it != mapping().end(); ++it)
        if (csvItems(attributes.value(it.key())) != listOf(fields.value(it.value())))
            return it.key();
    return {};
}

QJsonObject untouchable(const QJsonObject& account) {
    QJsonObject kept;
    for (const char* key : {"email", "userName", "status", "developerId", "uid", "uuid", "name", "mail"})
        kept.insert(QLatin1String(key), account.value(QLatin1String(key)));
    QMap<QString, QString> attributes = attributesOf(account);
    for (auto it = attributes.begin(); it != attributes.end(); ++it)
        if (!mapping().contains(it.key()))
            kept.insert(QStringLiteral("attribute ") + it.key(), it.value());
    return kept;
}

QString touchedIn(const QMap<QString, QJsonObject>& before, const QMap<QString, QJsonObject>& after) {
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (!after.contains(it.key()))
            return it.key() + QStringLiteral(" is gone");
        if (untouchable(*it) != untouchable(after.value(it.key())))
            return it.key() + QStringLiteral(": ")
                   + QString::fromUtf8(QJsonDocument(untouchable(after.value(it.key()))).toJson());
    }
    return {};
}

} // namespace

QString firstDifference(const QJsonObject& world) {
    const auto developers = byKey(world, "developers", "email");
    const auto users = byKey(world, "users", "mail");
    if (developers.isEmpty())
        return QStringLiteral("no developer at all");
    if (developers.keys() != users.keys())
        return QStringLiteral("%1 developers, %2 users").arg(developers.size()).arg(users.size());
    for (auto it = developers.begin(); it != developers.end(); ++it)
        if (const QString field = difference(*it, users.value(it.key())); !field.isEmpty())
            return it.key() + QStringLiteral(": ") + field;
    return {};
}

QString firstTouched(const QJsonObject& before, const QJsonObject& after) {
    const QString developers =
        touchedIn(byKey(before, "developers", "email"), byKey(after, "developers", "email"));
    return developers.isEmpty() ? touchedIn(byKey(before, "users", "uid"), byKey(after, "users", "uid"))
                                : developers;
}

} // namespace devsync::tests
