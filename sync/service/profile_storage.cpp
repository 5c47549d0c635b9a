// SPDX-License-Identifier: Apache-2.0
#include "sync/service/profile_storage.h"

#include "sync/service/profile_paths.h"
#include "sync/service/profile_read.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace devsync::service {

namespace {

/// A TOML basic string.
std::string tomlString(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04X", static_cast<unsigned>(c));
            out += escape;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string placeText(const SecretPlace& place) {
    if (!place.file.empty())
        return "{ file = " + tomlString(place.file) + " }";
    if (!place.variable.empty())
        return "{ env = " + tomlString(place.variable) + " }";
    std::string words;
    for (const std::string& word : place.command)
        words += (words.empty() ? "" : ", ") + tomlString(word);
    return "{ command = [" + words + "] }";
}

std::string attributeLine(const std::pair<std::string, std::string>& mapped) {
    return "    { attribute = " + tomlString(mapped.first) + ", field = " + tomlString(mapped.second)
           + R"(, type = "string", cardinality = 1, format = "csv" },)" + "\n";
}

std::string placeOf(const SecretSource& source) {
    switch (source.kind) {
    case SecretSource::Kind::None:
        return "not given";
    case SecretSource::Kind::Value:
        return "in the file itself";
    case SecretSource::Kind::File:
        return "file " + source.file;
    case SecretSource::Kind::Environment:
        return "environment " + source.variable;
    case SecretSource::Kind::Command:
        return "command " + source.command.front();
    }
    return {};
}

tl::unexpected<core::Error> fileError(core::ErrorKind kind, const QFile& file) {
    return core::fail(kind, file.errorString().toStdString(), file.fileName().toStdString());
}

core::Result<void> makeFolder(const std::string& file) {
    const QString folder = QFileInfo(QString::fromStdString(file)).absolutePath();
    if (QDir().mkpath(folder))
        return {};
    return core::fail(core::ErrorKind::Usage, "the folder cannot be made", folder.toStdString());
}

} // namespace

std::string profileText(const NewProfile& profile) {
    std::string text =
        "schema = 1\n\n[apigee]\ntype = \"x\"\norganization = " + tomlString(profile.organization) + "\n";
    if (!profile.endpoint.empty())
        text += "endpoint = " + tomlString(profile.endpoint) + "\n";
    text += "auth = \"access-token\"\naccess_token = " + placeText(profile.token)
            + "\n\n[portal]\ntransport = \"json-api\"\nurl = " + tomlString(profile.portalUrl)
            + "\nauth = \"cookie\"\nuser = " + tomlString(profile.portalUser)
            + "\npassword = " + placeText(profile.password)
            + "\n# Does the portal's Apigee module send every saved user to Apigee by itself? auto, yes or no"
              "\nmodule_push = "
            + tomlString(profile.modulePush)
            + "\n\n[mapping]\nfirst_name = \"first_name\"\nlast_name = \"last_name\"\nattributes = [\n";
    for (const auto& mapped : profile.attributes)
        text += attributeLine(mapped);
    return text + "]\n";
}

core::Result<void> addProfile(const std::string& file, const std::string& text) {
    if (auto valid = parseProfile(text, file); !valid)
        return tl::unexpected(std::move(valid.error()));
    if (auto made = makeFolder(file); !made)
        return made;
    QFile target(QString::fromStdString(file));
    if (!target.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return fileError(core::ErrorKind::Usage, target);
    const QByteArray bytes = QByteArray::fromStdString(text);
    if (target.write(bytes) != bytes.size() || !target.flush()) {
        auto error = fileError(core::ErrorKind::Usage, target);
        target.remove();
        return error;
    }
    return {};
}

core::Result<void> removeProfile(const std::string& file) {
    QFile target(QString::fromStdString(file));
    if (!target.exists())
        return core::fail(core::ErrorKind::ProfileMissing, "there is no such file", file);
    if (!target.remove())
        return fileError(core::ErrorKind::Usage, target);
    return {};
}

std::vector<ListedProfile> listProfiles(const std::string& folder) {
    std::vector<ListedProfile> profiles;
    const QDir directory(QString::fromStdString(folder));
    const QStringList files = directory.entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name);
    for (const QString& entry : files) {
        const std::string file = directory.absoluteFilePath(entry).toStdString();
        profiles.push_back({profileNameOf(file), file, readProfile(file)});
    }
    return profiles;
}

std::vector<std::pair<std::string, std::string>> describeProfile(const Profile& profile) {
    std::vector<std::pair<std::string, std::string>> lines{
        {"apigee.type", profile.apigee.type},
        {"apigee.organization", profile.apigee.organization},
        {"apigee.endpoint", apigeeBase(profile)},
        {"apigee.access_token", placeOf(profile.apigee.accessToken)},
        {"portal.url", profile.portal.url},
        {"portal.user", profile.portal.user},
        {"portal.password", placeOf(profile.portal.password)}};
    for (const core::MappedAttribute& mapped : profile.policy.mapping.attributes)
        lines.emplace_back("mapping", mapped.attribute + " ↔ " + mapped.field);
    return lines;
}

} // namespace devsync::service
