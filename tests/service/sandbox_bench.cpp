// SPDX-License-Identifier: Apache-2.0
#include "tests/service/sandbox_bench.h"

#include "sync/service/profile_read.h"

#include <QFileInfo>

#include <algorithm>

namespace devsync::tests {

namespace {

QString text(const std::string& bytes) {
    return QString::fromStdString(bytes);
}

QString lineOf(const sandbox::Developer& developer) {
    QStringList attributes;
    for (const sandbox::Attribute& attribute : developer.attributes)
        attributes << text(attribute.name + "=" + attribute.value);
    attributes.sort();
    return text("apigee " + developer.email + " " + developer.firstName + " " + developer.lastName + " "
                + developer.userName + " " + developer.status + " ")
           + attributes.join(QLatin1Char(' '));
}

QString lineOf(const sandbox::User& user) {
    QString line = text("portal " + user.mail.value_or("") + " " + user.name)
                   + (user.isActive() ? QStringLiteral(" active") : QStringLiteral(" blocked"));
    for (const auto& [name, values] : user.fields)
        for (const std::string& value : values)
            line += text(" " + name + "=" + value);
    return line;
}

QStringList linesOf(const sandbox::World& world) {
    QStringList lines;
    for (const auto& [key, developer] : world.developers())
        lines << lineOf(developer);
    for (const auto& [uid, user] : world.users())
        lines << lineOf(user);
    lines.sort();
    return lines;
}

} // namespace

SandboxThread::SandboxThread(sandbox::SandboxOptions options) : m_options(std::move(options)) {
    start();
    m_profile = m_started.get_future().get();
}

SandboxThread::~SandboxThread() {
    quit();
    wait();
}

void SandboxThread::run() {
    const auto server = sandbox::SandboxServer::start(m_options);
    if (!server)
        qFatal("no sandbox");
    m_server = server->get();
    m_started.set_value((*server)->profileToml());
    exec();
}

QStringList SandboxThread::accounts() {
    QStringList lines;
    QMetaObject::invokeMethod(
        m_server, [&] { lines = linesOf(m_server->state().world); }, Qt::BlockingQueuedConnection);
    return lines;
}

SandboxBench::SandboxBench(sandbox::SandboxOptions options)
    : server(std::make_unique<SandboxThread>(std::move(options))) {
    auto read = service::parseProfile(server->profileText(), "/test.toml");
    if (!read)
        qFatal("no profile");
    profile = std::make_shared<const service::Profile>(*std::move(read));
    policy = service::policyOf(*profile);
}

service::RunRequest SandboxBench::request(engine::RunKind kind) const {
    return {.kind = kind, .profile = profile, .policy = policy, .state = place().path};
}

service::StatePlace SandboxBench::place() const {
    return {folder.filePath(QStringLiteral("state/test.db")).toStdString(), service::identityOf(*profile)};
}

bool SandboxBench::hasState() const {
    return QFileInfo::exists(folder.filePath(QStringLiteral("state")));
}

} // namespace devsync::tests
