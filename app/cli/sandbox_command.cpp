// SPDX-License-Identifier: Apache-2.0
#include "app/cli/sandbox_command.h"

#include "app/cli/output.h"
#include "app/cli/signal_watch.h"
#include "sync/sandbox/server.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace devsync::cli {

namespace {

constexpr qint64 kWorldLimit = qint64{64} << 20;

core::Result<std::string> readWorld(const std::string& path) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return core::fail(core::ErrorKind::Usage, file.errorString().toStdString(), "--world " + path);
    const QByteArray bytes = file.read(kWorldLimit + 1);
    if (bytes.size() > kWorldLimit)
        return core::fail(core::ErrorKind::Usage, "a world file may have 64 MiB", "--world " + path);
    if (bytes.trimmed().isEmpty())
        return core::fail(core::ErrorKind::Usage, "the file is empty", "--world " + path);
    return bytes.toStdString();
}

core::Result<sandbox::SandboxOptions> optionsOf(const SandboxArguments& arguments) {
    sandbox::SandboxOptions options{.apigeePort = arguments.apigeePort,
                                    .portalPort = arguments.portalPort,
                                    .dialect = arguments.dialect,
                                    .mix = arguments.mix,
                                    .developers = arguments.developers,
                                    .seed = arguments.seed,
                                    .latency = core::Millis(arguments.latencyMs),
                                    .modulePush = arguments.modulePush,
                                    .apigeeClockSeconds = arguments.apigeeClock,
                                    .portalClockSeconds = arguments.portalClock};
    if (!arguments.worldFile.empty()) {
        auto world = readWorld(arguments.worldFile);
        if (!world)
            return tl::unexpected(std::move(world.error()));
        options.worldJson = *std::move(world);
    }
    for (const std::string& spec : arguments.faults) {
        auto fault = sandbox::faultFromJson(spec);
        if (!fault)
            return tl::unexpected(std::move(fault.error()));
        options.faults.push_back(*std::move(fault));
    }
    return options;
}

/// With the secrets in it: this user's alone from the first byte. Answers the absolute path.
core::Result<std::string> writeProfile(const std::string& path, const std::string& toml) {
    const QString absolute = QFileInfo(QString::fromStdString(path)).absoluteFilePath();
    QSaveFile file(absolute);
    const QByteArray bytes = QByteArray::fromStdString(toml);
    const bool written = file.open(QIODevice::WriteOnly)
                         && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
                         && file.write(bytes) == bytes.size() && file.commit();
    if (!written)
        return core::fail(core::ErrorKind::Usage, file.errorString().toStdString(), "--profile-out " + path);
    return absolute.toStdString();
}

} // namespace

int runSandbox(const Arguments& arguments) {
    const SignalWatch signalWatch([](int) { QCoreApplication::exit(0); });
    auto options = optionsOf(arguments.sandbox);
    if (!options)
        return reportError(options.error(), arguments.format);
    auto server = sandbox::SandboxServer::start(*options);
    if (!server)
        return reportError(server.error(), arguments.format);
    std::string profile;
    if (!arguments.sandbox.profileOut.empty()) {
        auto written = writeProfile(arguments.sandbox.profileOut, (*server)->profileToml());
        if (!written)
            return reportError(written.error(), arguments.format);
        profile = *std::move(written);
    }
    writeOut((*server)->readyLine(profile));
    if (outputFailed())
        return 0; // nobody could ever find it; the end of the program says so
    return QCoreApplication::exec();
}

} // namespace devsync::cli
