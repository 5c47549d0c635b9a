// SPDX-License-Identifier: Apache-2.0
#include "sync/service/secret_command.h"

#include <csignal>
#include <unistd.h>
#include <utility>

namespace devsync::service {

namespace {

constexpr int kReapMilliseconds = 1000;

} // namespace

SecretCommand::SecretCommand(SecretSource source, SecretCallback callback, QObject* parent)
    : QObject(parent), m_source(std::move(source)), m_callback(std::move(callback)) {
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SecretCommand::readOutput);
    connect(&m_process, &QProcess::finished, this, &SecretCommand::finish);
    connect(&m_process, &QProcess::errorOccurred, this, &SecretCommand::failStart);
    connect(&m_timer, &QTimer::timeout, this, [this] { answer(failure("did not answer in time")); });
}

SecretCommand::~SecretCommand() {
    m_process.disconnect(this);
    killGroup();
    m_output.fill('\0');
}

void SecretCommand::start(std::chrono::milliseconds timeout) {
    QStringList arguments;
    for (std::size_t at = 1; at < m_source.command.size(); ++at)
        arguments.append(QString::fromStdString(m_source.command[at]));
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([] { ::setpgid(0, 0); });
    m_timer.setSingleShot(true);
    m_timer.start(timeout);
    m_process.start(QString::fromStdString(m_source.command.front()), arguments);
}

void SecretCommand::readOutput() {
    QByteArray part = m_process.readAllStandardOutput();
    m_output.append(part);
    part.fill('\0');
    if (m_output.size() > static_cast<qsizetype>(kSecretLimit))
        answer(failure("wrote more than 64 KiB"));
}

void SecretCommand::finish(int exitCode, QProcess::ExitStatus status) {
    readOutput();
    if (status != QProcess::NormalExit)
        return answer(failure("was ended by a signal"));
    if (exitCode != 0)
        return answer(failure("ended with exit code " + std::to_string(exitCode)));
    answer(secretFrom(m_output, m_source, named()));
}

void SecretCommand::failStart(QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart)
        answer(failure("cannot be started: " + m_process.errorString().toStdString()));
}

void SecretCommand::answer(core::Result<SecretReading> reading) {
    if (std::exchange(m_answered, true))
        return;
    m_timer.stop();
    killGroup();
    deleteLater();
    m_callback(std::move(reading));
}

core::Result<SecretReading> SecretCommand::failure(const std::string& detail) const {
    return core::fail(core::ErrorKind::SecretUnavailable, named() + " " + detail, m_source.name);
}

std::string SecretCommand::named() const {
    return "command " + m_source.command.front();
}

void SecretCommand::killGroup() {
    const qint64 pid = m_process.processId();
    if (pid <= 0)
        return;
    ::kill(static_cast<pid_t>(-pid), SIGKILL);
    m_process.kill(); // in case it has not made its group yet
    m_process.waitForFinished(kReapMilliseconds);
}

} // namespace devsync::service
