// SPDX-License-Identifier: Apache-2.0
#include "sync/service/profile_read.h"

#include "sync/service/profile_paths.h"
#include "sync/service/profile_sections.h"

#include <QFile>
#include <QFileInfo>

namespace devsync::service {

namespace {

constexpr qint64 kFileLimit = 1024 * 1024;
constexpr int kSchema = 1;

std::string readState(TableReader& root, const std::string& folder) {
    const std::string state = root.text("state");
    if (state.rfind("postgresql://", 0) == 0)
        root.notYet("state", "\"postgresql://…\"");
    return state.empty() || state.front() == '/' ? state : folder + state;
}

} // namespace

core::Result<Profile> parseProfile(std::string_view text, const std::string& file) {
    const auto document = parseToml(text, file);
    if (!document)
        return tl::unexpected(document.error());
    ProfileFault fault{.file = file, .folder = file.substr(0, file.find_last_of('/') + 1)};
    TableReader root(fault, &*document, "");
    const auto section = [&](const char* name) { return TableReader(fault, root.table(name), name); };

    Profile profile;
    profile.name = profileNameOf(file);
    profile.file = file;
    root.integer("schema", kSchema, {kSchema, kSchema});
    profile.state = readState(root, fault.folder);
    TableReader apigee = section("apigee");
    TableReader portal = section("portal");
    TableReader mapping = section("mapping");
    TableReader sync = section("sync");
    TableReader limits = section("limits");
    TableReader network = section("network");
    TableReader schedule = section("schedule");
    TableReader notify = section("notify");
    TableReader history = section("history");
    root.finish();

    profile.apigee = readApigee(apigee);
    profile.portal = readPortal(portal, profile.policy);
    profile.policy.mapping = readMapping(mapping, fault);
    readSync(sync, fault, profile.policy);
    profile.policy.limits = readLimits(limits);
    profile.network = readNetwork(network, fault.folder);
    readSchedule(schedule);
    readNotify(notify);
    readHistory(history);
    if (fault.error)
        return tl::unexpected(*fault.error);
    if (fault.missing)
        return tl::unexpected(*fault.missing);
    return profile;
}

core::Result<Profile> readProfile(const std::string& file) {
    QFile handle(QString::fromStdString(file));
    if (!handle.exists())
        return core::fail(core::ErrorKind::ProfileMissing, file + " does not exist");
    if (!QFileInfo(handle).isFile())
        return core::fail(core::ErrorKind::ProfileInvalid, "not a regular file", file);
    if (!handle.open(QIODevice::ReadOnly))
        return core::fail(core::ErrorKind::ProfileInvalid,
                          "cannot be read: " + handle.errorString().toStdString(), file);
    const QByteArray bytes = handle.read(kFileLimit + 1);
    if (bytes.size() > kFileLimit)
        return core::fail(core::ErrorKind::ProfileInvalid, "larger than 1 MiB", file);
    return parseProfile({bytes.constData(), static_cast<std::size_t>(bytes.size())},
                        QFileInfo(handle).absoluteFilePath().toStdString());
}

} // namespace devsync::service
