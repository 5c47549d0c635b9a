// SPDX-License-Identifier: Apache-2.0
#include "sync/service/secret_source.h"

#include "sync/service/secret_command.h"

#include <QFile>
#include <QFileInfo>

#include <utility>

namespace devsync::service {

namespace {

core::Result<SecretReading> unavailable(const SecretSource& source, const std::string& detail) {
    return core::fail(core::ErrorKind::SecretUnavailable, detail, source.name);
}

core::Result<SecretReading> readFile(const SecretSource& source) {
    const QString path = QString::fromStdString(source.file);
    const QFileInfo info(path);
    const std::string named = "file " + source.file;
    if (!info.exists())
        return unavailable(source, named + " does not exist");
    if (!info.isFile())
        return unavailable(source, named + " is not a regular file");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unavailable(source, named + " cannot be read: " + file.errorString().toStdString());
    QByteArray bytes = file.read(static_cast<qint64>(kSecretLimit) + 1);
    auto reading = secretFrom(bytes, source, named);
    if (reading && (info.permissions() & QFile::ReadOther) != 0)
        reading->warning = source.name + ": " + named + " can be read by every user of this machine";
    return reading;
}

core::Result<SecretReading> readVariable(const SecretSource& source) {
    const std::string named = "environment variable " + source.variable;
    if (!qEnvironmentVariableIsSet(source.variable.c_str()))
        return unavailable(source, named + " is not set");
    QByteArray bytes = qgetenv(source.variable.c_str());
    return secretFrom(bytes, source, named);
}

} // namespace

core::Result<SecretReading> secretFrom(QByteArray& bytes, const SecretSource& source,
                                       const std::string& named) {
    std::string text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    bytes.fill('\0');
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    const bool lineEnd = text.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos;
    const std::size_t size = text.size();
    auto secret = std::make_shared<const core::Secret>(std::move(text));
    if (size == 0)
        return unavailable(source, named + " is empty");
    if (size > kSecretLimit)
        return unavailable(source, named + " holds more than 64 KiB");
    if (lineEnd)
        return unavailable(source, named + " holds more than one line");
    return SecretReading{.secret = std::move(secret), .warning = {}};
}

void readSecret(const SecretSource& source, QObject* context, SecretCallback callback,
                std::chrono::milliseconds timeout) {
    switch (source.kind) {
    case SecretSource::Kind::None:
        return callback(unavailable(source, "the profile names no source for it"));
    case SecretSource::Kind::Value:
        return callback(SecretReading{.secret = source.value, .warning = {}});
    case SecretSource::Kind::File:
        return callback(readFile(source));
    case SecretSource::Kind::Environment:
        return callback(readVariable(source));
    case SecretSource::Kind::Command:
        break;
    }
    (new SecretCommand(source, std::move(callback), context))->start(timeout);
}

} // namespace devsync::service
