// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/many_lives.h"

#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUuid>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace devsync::tests {

namespace {

constexpr int kAtOnce = 64;

QJsonObject only(const QJsonObject& account, std::initializer_list<const char*> members) {
    QJsonObject kept;
    for (const char* member : members)
        kept.insert(word(member), account.value(word(member)));
    return kept;
}

QJsonObject developerInWords(const QJsonObject& developer) {
    QJsonObject words = only(developer, {"email", "userName", "firstName", "lastName", "status"});
    QJsonObject attributes;
    for (const QJsonValue& attribute : developer.value(word("attributes")).toArray())
        attributes.insert(attribute[word("name")].toString(), attribute[word("value")]);
    words.insert(word("attributes"), attributes);
    return words;
}

QString numberIn(const QString& connection, const char* query) {
    QSqlQuery answer(word(query), QSqlDatabase::database(connection));
    return answer.next() ? answer.value(0).toString() : word("no answer");
}

} // namespace

QStringList playAll(int count, const std::function<QString(int)>& play) {
    std::atomic<int> next{0};
    std::mutex mutex;
    QStringList wrong;
    const auto work = [&] {
        for (int number = next++; number < count; number = next++) {
            const QString what = play(number);
            const std::scoped_lock lock(mutex);
            if (!what.isEmpty())
                wrong << what;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < std::min(count, kAtOnce); ++i)
        threads.emplace_back(work);
    for (std::thread& thread : threads)
        thread.join();
    wrong.sort();
    return wrong;
}

QByteArray worldInWords(const QJsonObject& world) {
    std::vector<QByteArray> lines;
    for (const QJsonValue& developer : world.value(word("developers")).toArray())
        lines.push_back(QJsonDocument(developerInWords(developer.toObject())).toJson(QJsonDocument::Compact));
    for (const QJsonValue& user : world.value(word("users")).toArray())
        lines.push_back(QJsonDocument(only(user.toObject(), {"mail", "name", "status", "fields"}))
                            .toJson(QJsonDocument::Compact));
    std::ranges::sort(lines);
    QByteArray text;
    for (const QByteArray& line : lines)
        text += line + '\n';
    return text;
}

QStringList executedWrites(const Sandbox& sandbox) {
    QStringList writes;
    for (const QJsonValue& request : sandbox.requestLog()) {
        const QString path = request[word("path")].toString();
        const QString method = request[word("method")].toString();
        const int status = request[word("status")].toInt();
        if (method != word("GET") && !path.startsWith(word("/user/")) && status >= 200 && status < 300)
            writes << method + word(" ") + path;
    }
    writes.sort();
    return writes;
}

QString runUntilIdle(const Home& home, const QString& profile, int runs) {
    QByteArray last;
    for (int run = 0; run < runs; ++run) {
        const Finished finished = home.run(with(profile, "sync --yes --json"));
        if (finished.crashed)
            return word("a run did not end: ") + QString::fromUtf8(finished.err);
        if (finished.document()[word("verdict")].toString() == word("nothing-to-do"))
            return {};
        last = finished.out + finished.err;
    }
    return word("there is still something to do: ") + QString::fromUtf8(last);
}

QString openInJournal(const QString& statePath) {
    const QString connection = QUuid::createUuid().toString();
    QString sound, claims;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(word("QSQLITE"), connection);
        database.setDatabaseName(statePath);
        if (!database.open())
            return word("the state does not open");
        sound = numberIn(connection, "PRAGMA integrity_check");
        claims = numberIn(connection, "SELECT count(*) FROM plan_row WHERE state = 1");
    }
    QSqlDatabase::removeDatabase(connection);
    if (sound != word("ok"))
        return word("the state is damaged: ") + sound;
    return claims == word("0") ? QString() : claims + word(" claims are open");
}

} // namespace devsync::tests
