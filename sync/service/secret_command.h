// SPDX-License-Identifier: Apache-2.0
// Runs the command of one secret and reads its standard output. Only for secret_source.cpp.
#pragma once

#include "sync/service/secret_source.h"

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QTimer>

namespace devsync::service {

/// The secret in `bytes`, which are wiped; `named` is the source in words.
core::Result<SecretReading> secretFrom(QByteArray& bytes, const SecretSource& source,
                                       const std::string& named);

/// Deletes itself after calling back. The command runs in a process group of its own, so that Ctrl+C at the
/// terminal does not reach it and that a time-out ends all it started. Its standard error is dropped.
class SecretCommand : public QObject {
    Q_OBJECT

public:
    SecretCommand(SecretSource source, SecretCallback callback, QObject* parent);
    ~SecretCommand() override;
    void start(std::chrono::milliseconds timeout);

private:
    void readOutput();
    void finish(int exitCode, QProcess::ExitStatus status);
    void failStart(QProcess::ProcessError error);
    void answer(core::Result<SecretReading> reading);
    core::Result<SecretReading> failure(const std::string& detail) const;
    std::string named() const;
    void killGroup();

    SecretSource m_source;
    SecretCallback m_callback;
    QProcess m_process;
    QTimer m_timer;
    QByteArray m_output;
    bool m_answered = false;
};

} // namespace devsync::service
