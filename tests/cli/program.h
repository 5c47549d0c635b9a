// SPDX-License-Identifier: Apache-2.0
// The real program as a process, in a home of its own, and a sandbox to run it against. Blocking, for tests.
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <cstdint>
#include <functional>
#include <memory>

namespace devsync::tests {

QString programPath();

struct Finished {
    int exitCode = -1;
    bool crashed = false; ///< ended by a signal, or not in time
    QByteArray out;
    QByteArray err;

    /// stdout as one JSON document; empty when it is none.
    QJsonObject document() const;
    /// The last line of stderr as a JSON document; empty when it is none.
    QJsonObject error() const;
};

/// Folders and environment of one test. Nothing of the person who runs the tests is seen.
class Home {
public:
    Home();
    QString path(const QString& name) const { return m_folder.filePath(name); }
    void set(const QString& variable, const QString& value) { m_environment.insert(variable, value); }
    QString write(const QString& name, const QByteArray& content) const;

    const QProcessEnvironment& environment() const { return m_environment; }

    /// Of the processes started from now on: no file may become larger, as on a full disk. 0: none.
    void limitFiles(std::uint64_t bytes) { m_largestFile = bytes; }

    std::unique_ptr<QProcess> start(const QStringList& arguments) const;
    Finished run(const QStringList& arguments) const;
    /// With stdout going to that file.
    Finished runInto(const QString& file, const QStringList& arguments) const;

private:
    void start(QProcess& process, const QStringList& arguments) const;

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    std::uint64_t m_largestFile = 0;
};

Finished finish(QProcess& process);
void sendSignal(const QProcess& process, int number);
// ---- short ways to say arguments and to read documents
QString word(const char* text);
QStringList words(const char* line); ///< split at spaces
/// `--config` and a profile, the words of `line`, and what may hold spaces.
QStringList with(const QString& profile, const char* line, const QStringList& more = {});
/// document[object][key]; -1 when it is no number.
int number(const QJsonObject& document, const char* object, const char* key);

/// Sleeps nowhere: asks again and again, up to half a minute.
bool comesTrue(const std::function<bool()>& condition);

class Sandbox {
public:
    /// Writes its profile to `profile` in the home.
    Sandbox(const Home& home, const QStringList& arguments,
            const QString& profile = QStringLiteral("sandbox.toml"));
    ~Sandbox();

    bool isReady() const { return !m_ready.isEmpty(); }
    QString profile() const { return m_profile; }
    QByteArray profileText() const;
    QString text(const char* key) const { return m_ready.value(QLatin1String(key)).toString(); }
    /// SIGTERM, and its end.
    Finished end();

    QJsonObject world() const;
    void control(const QByteArray& path, const QByteArray& body) const;
    void clearFaults() const;
    /// Requests so far with one of these methods, signing in not counted.
    int count(const QStringList& methods) const;
    int writes() const;
    /// All requests so far, signing in included.
    int requests() const;
    /// The last 10,000 requests, oldest first.
    QJsonArray requestLog() const;

private:
    QJsonArray requestCounts() const;
    QByteArray ask(const QByteArray& head, const QByteArray& body) const;

    std::unique_ptr<QProcess> m_process;
    QString m_profile;
    QJsonObject m_ready;
};

QStringList with(const Sandbox& sandbox, const char* line, const QStringList& more = {});

} // namespace devsync::tests
