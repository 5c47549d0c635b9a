// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/bad_input/stage.h"

#include <QDirIterator>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlRecord>

#include <csignal>

namespace devsync::tests {

namespace {

/// A connection that ends with its block.
class Database {
public:
    Database(const QString& file, const char* options) {
        m_database = QSqlDatabase::addDatabase(word("QSQLITE"), kName());
        m_database.setConnectOptions(word(options));
        m_database.setDatabaseName(file);
        m_isOpen = m_database.open();
    }
    ~Database() {
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(kName());
    }
    QSqlQuery query(const QString& statement, bool& isDone) {
        QSqlQuery query(m_database);
        isDone = m_isOpen && query.exec(statement);
        return query;
    }

private:
    static QString kName() { return word("stage"); }

    QSqlDatabase m_database;
    bool m_isOpen = false;
};

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(unreadable)");
}

/// Rows of the tables that remember; nothing when it is no state.
std::optional<QByteArray> tablesOf(const QString& path) {
    Database database(path, "QSQLITE_OPEN_READONLY");
    QByteArray content;
    for (const char* table : {"run", "plan_row", "baseline", "baseline_detail"}) {
        bool isState = false;
        QSqlQuery query =
            database.query(word("SELECT * FROM ") + word(table) + word(" ORDER BY 1, 2"), isState);
        if (!isState)
            return std::nullopt;
        while (query.next())
            for (int column = 0; column < query.record().count(); ++column)
                content += query.value(column).toByteArray() + '\t';
    }
    return content;
}

} // namespace

bool Stage::writeProfile(const char* was, const char* is) const {
    QByteArray text = m_sandbox.profileText();
    const bool found = was == nullptr || text.contains(was);
    if (was != nullptr)
        text.replace(was, inHome(is));
    m_home.write(word("sandbox.toml"), text);
    return found;
}

int Stage::run(const char* line) const {
    return m_home.run(with(profile(), inHome(line).constData())).exitCode;
}

void Stage::changeState(const char* statement) const {
    Database database(stateFile(), "");
    bool isDone = false;
    database.query(word(statement), isDone);
    if (!isDone)
        qFatal("the state does not take: %s", statement);
}

Stage::~Stage() {
    if (!m_beside)
        return;
    sendSignal(*m_beside, SIGTERM);
    finish(*m_beside);
}

QByteArray remembered(const QString& folder) {
    QByteArray content;
    QStringList files;
    for (QDirIterator each(folder, QDir::Files, QDirIterator::Subdirectories); each.hasNext();)
        files << each.next();
    files.sort();
    for (const QString& file : files) {
        if (!file.endsWith(word(".db")) && !file.endsWith(word(".plan")))
            continue;
        content += tablesOf(file).value_or(bytesOf(file));
    }
    return content;
}

std::string Sandboxes::key(const char* world, const char* arguments) {
    return std::string(world == nullptr ? "" : world) + '\n' + arguments;
}

Sandbox& Sandboxes::of(const char* world, const char* arguments) {
    std::unique_ptr<Sandbox>& found = m_running[key(world, arguments)];
    if (found)
        return *found;
    const QString number = QString::number(++m_started);
    QStringList all = words(arguments);
    if (world == nullptr && all.filter(word("--developers")).isEmpty())
        all << word("--developers=3");
    if (world != nullptr)
        all << word("--world") << m_home.write(word("world-") + number, world);
    found = std::make_unique<Sandbox>(m_home, all, word("sandbox-") + number + word(".toml"));
    return *found;
}

} // namespace devsync::tests
