// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/program.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QUrl>

#include <csignal>
#include <sys/resource.h>

namespace devsync::tests {

namespace {

constexpr int kWaitMs = 120'000;
constexpr int kConditionMs = 30'000;

QJsonObject parsed(const QByteArray& text) {
    return QJsonDocument::fromJson(text).object();
}

} // namespace

QString programPath() {
    return qEnvironmentVariable("DEVSYNC_BIN_DIR") + QStringLiteral("/devsync");
}

QJsonObject Finished::document() const {
    return parsed(out);
}

QJsonObject Finished::error() const {
    const QByteArray text = err.trimmed();
    return parsed(text.mid(text.lastIndexOf('\n') + 1));
}

Home::Home() {
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    for (const char* kept : {"PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"})
        if (system.contains(QLatin1String(kept)))
            set(QLatin1String(kept), system.value(QLatin1String(kept)));
    set(QStringLiteral("HOME"), m_folder.path());
    set(QStringLiteral("XDG_CONFIG_HOME"), path(QStringLiteral("config")));
    set(QStringLiteral("XDG_STATE_HOME"), path(QStringLiteral("state")));
    set(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    set(QStringLiteral("TZ"), QStringLiteral("UTC"));
}

QString Home::write(const QString& name, const QByteArray& content) const {
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return file.fileName();
}

std::unique_ptr<QProcess> Home::start(const QStringList& arguments) const {
    auto process = std::make_unique<QProcess>();
    start(*process, arguments);
    return process;
}

void Home::start(QProcess& process, const QStringList& arguments) const {
    process.setProcessEnvironment(m_environment);
    process.setStandardInputFile(QProcess::nullDevice());
    if (m_largestFile > 0)
        process.setChildProcessModifier([largest = m_largestFile] {
            const rlimit limit{largest, largest};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            ::signal(SIGXFSZ, SIG_IGN);
        });
    process.start(programPath(), arguments);
    if (!process.waitForStarted())
        qFatal("%s does not start", qPrintable(programPath()));
}

Finished Home::run(const QStringList& arguments) const {
    return finish(*start(arguments));
}

Finished Home::runInto(const QString& file, const QStringList& arguments) const {
    QProcess process;
    process.setStandardOutputFile(file);
    start(process, arguments);
    return finish(process);
}

Finished finish(QProcess& process) {
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(kWaitMs)) {
        process.kill();
        process.waitForFinished();
        return {.crashed = true,
                .out = process.readAllStandardOutput(),
                .err = process.readAllStandardError() + "\n(not in time)"};
    }
    return {.exitCode = process.exitCode(),
            .crashed = process.exitStatus() == QProcess::CrashExit,
            .out = process.readAllStandardOutput(),
            .err = process.readAllStandardError()};
}

void sendSignal(const QProcess& process, int number) {
    ::kill(static_cast<pid_t>(process.processId()), number);
}

bool comesTrue(const std::function<bool()>& condition) {
    const QDeadlineTimer deadline(kConditionMs);
    while (!deadline.hasExpired())
        if (condition())
            return true;
    return false;
}

Sandbox::Sandbox(const Home& home, const QStringList& arguments, const QString& profile)
    : m_profile(home.path(profile)) {
    m_process = home.start(QStringList{QStringLiteral("sandbox"), QStringLiteral("--profile-out"), m_profile}
                           + arguments);
    while (!m_process->canReadLine() && m_process->waitForReadyRead(kConditionMs)) {
    }
    m_ready = parsed(m_process->readLine());
}

Sandbox::~Sandbox() {
    if (m_process->state() != QProcess::NotRunning)
        end();
}

Finished Sandbox::end() {
    sendSignal(*m_process, SIGTERM);
    return finish(*m_process);
}

QByteArray Sandbox::profileText() const {
    QFile file(m_profile);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray Sandbox::ask(const QByteArray& head, const QByteArray& body) const {
    QTcpSocket socket;
    const QUrl url(text("portal"));
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    if (!socket.waitForConnected(kConditionMs))
        return {};
    socket.write(head + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
                 + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(kConditionMs))
        answer += socket.readAll();
    answer += socket.readAll();
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

QJsonObject Sandbox::world() const {
    return parsed(ask("GET /sandbox/world", {}));
}

void Sandbox::control(const QByteArray& path, const QByteArray& body) const {
    ask("POST " + path, body);
}

QJsonArray Sandbox::requestCounts() const {
    return parsed(ask("GET /sandbox/requests?log=0", {})).value(QLatin1String("requests")).toArray();
}

int Sandbox::requests() const {
    int count = 0;
    for (const QJsonValue& request : requestCounts())
        count += request[QLatin1String("count")].toInt();
    return count;
}

void Sandbox::clearFaults() const {
    ask("DELETE /sandbox/fault", {});
}

int Sandbox::count(const QStringList& methods) const {
    int count = 0;
    for (const QJsonValue& request : requestCounts()) {
        const QString path = request[QLatin1String("path")].toString();
        if (methods.contains(request[QLatin1String("method")].toString())
            && !path.startsWith(QLatin1String("/user/log")))
            count += request[QLatin1String("count")].toInt();
    }
    return count;
}

int Sandbox::writes() const {
    return count({QStringLiteral("POST"), QStringLiteral("PUT"), QStringLiteral("PATCH")});
}

QJsonArray Sandbox::requestLog() const {
    return parsed(ask("GET /sandbox/requests", {})).value(QLatin1String("log")).toArray();
}

QString word(const char* text) {
    return QString::fromLatin1(text);
}

QStringList words(const char* line) {
    return word(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QStringList with(const QString& profile, const char* line, const QStringList& more) {
    return QStringList{word("--config"), profile} + words(line) + more;
}

QStringList with(const Sandbox& sandbox, const char* line, const QStringList& more) {
    return with(sandbox.profile(), line, more);
}

int number(const QJsonObject& document, const char* object, const char* key) {
    return document[word(object)][word(key)].toInt(-1);
}

} // namespace devsync::tests
