// SPDX-License-Identifier: Apache-2.0
#include "sync/service/workplace.h"

#include "sync/service/profile_read.h"

#include <QFileInfo>
#include <QProcessEnvironment>

namespace devsync::service {

namespace {

std::string absolute(const std::string& path) {
    return QFileInfo(QString::fromStdString(path)).absoluteFilePath().toStdString();
}

} // namespace

Environment processEnvironment() {
    Environment variables;
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    for (const QString& name : system.keys())
        variables.emplace(name.toStdString(), system.value(name).toStdString());
    return variables;
}

std::string profilesFolder() {
    return profileFolder(processEnvironment());
}

core::Result<std::string> profileFile(const std::string& name) {
    return profileFileOf({.profile = name, .config = {}, .state = {}}, processEnvironment()).map(absolute);
}

core::Result<Workplace> openWorkplace(const ProfileFlags& flags) {
    const Environment variables = processEnvironment();
    auto file = profileFileOf(flags, variables);
    if (!file)
        return tl::unexpected(std::move(file.error()));
    auto profile = readProfile(absolute(*file));
    if (!profile)
        return tl::unexpected(std::move(profile.error()));
    auto state = stateFileOf(flags, variables, profile->name, profile->state);
    if (!state)
        return tl::unexpected(std::move(state.error()));
    return Workplace{std::make_shared<const Profile>(*std::move(profile)), absolute(*state)};
}

} // namespace devsync::service
