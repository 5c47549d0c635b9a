// SPDX-License-Identifier: Apache-2.0
#include "app/cli/workplace.h"

#include "sync/service/profile_paths.h"
#include "sync/service/profile_read.h"

#include <QFileInfo>
#include <QProcessEnvironment>

namespace devsync::cli {

namespace {

service::Environment environment() {
    service::Environment variables;
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    for (const QString& name : system.keys())
        variables.emplace(name.toStdString(), system.value(name).toStdString());
    return variables;
}

std::string absolute(const std::string& path) {
    return QFileInfo(QString::fromStdString(path)).absoluteFilePath().toStdString();
}

} // namespace

std::string profilesFolder() {
    return service::profileFolder(environment());
}

core::Result<std::string> profileFile(const std::string& name) {
    return service::profileFileOf({.profile = name, .config = {}, .state = {}}, environment()).map(absolute);
}

core::Result<Workplace> openWorkplace(const GlobalArguments& arguments) {
    const service::ProfileFlags flags{arguments.profile, arguments.config, arguments.state};
    const service::Environment variables = environment();
    auto file = service::profileFileOf(flags, variables);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    auto profile = service::readProfile(absolute(*file));
    if (!profile)
        return tl::unexpected(std::move(profile.error()));
    auto state = service::stateFileOf(flags, variables, profile->name, profile->state);
    if (!state)
        return tl::unexpected(std::move(state.error()));
    return Workplace{std::make_shared<const service::Profile>(*std::move(profile)), absolute(*state)};
}

} // namespace devsync::cli
