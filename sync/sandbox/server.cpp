// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/server.h"

#include "sync/sandbox/connection.h"
#include "sync/sandbox/json_writer.h"
#include "sync/sandbox/world_json.h"

#include <QDateTime>
#include <QHostAddress>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>

#include <chrono>

namespace devsync::sandbox {

namespace {

constexpr std::size_t kSecretLength = 32;
constexpr std::string_view kApigeeUser = "sandbox@demo.example";

core::Now realNow() {
    const auto mono = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<core::Millis>(mono),
            core::Millis(QDateTime::currentMSecsSinceEpoch())};
}

std::string randomSecret() {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string secret(kSecretLength, '\0');
    for (char& c : secret)
        c = kAlphabet[QRandomGenerator::system()->bounded(static_cast<quint32>(kAlphabet.size()))];
    return secret;
}

core::Result<Population> populationFor(const SandboxOptions& options) {
    if (options.dialect != "x") {
        const bool known =
            options.dialect == "hybrid" || options.dialect == "edge" || options.dialect == "private";
        return core::fail(known ? core::ErrorKind::NotInThisVersion : core::ErrorKind::Usage,
                          known ? "the dialect " + options.dialect + "; x is" : "the dialect must be x",
                          "--dialect");
    }
    if (!options.worldJson.empty()) {
        auto world = worldFromJson(options.worldJson, options.seed);
        if (!world)
            return tl::unexpected(std::move(world.error()));
        return Population{std::move(*world)};
    }
    const auto mix = mixFromName(options.mix);
    if (!mix)
        return tl::unexpected(mix.error());
    return populate({.mix = *mix, .developers = options.developers, .seed = options.seed});
}

std::string loopback(std::uint16_t port) {
    return "http://127.0.0.1:" + std::to_string(port);
}

} // namespace

core::Result<std::unique_ptr<SandboxServer>> SandboxServer::start(const SandboxOptions& options) {
    auto population = populationFor(options);
    if (!population)
        return tl::unexpected(std::move(population.error()));
    SandboxState state{.world = std::move(population->world),
                       .stage = std::move(population->stage),
                       .faults = FaultTable(options.seed)};
    for (const Fault& fault : options.faults)
        state.faults.add(fault);
    std::unique_ptr<SandboxServer> server(new SandboxServer(std::move(state), options));
    if (auto listening = server->listen(core::Side::Apigee, options.apigeePort); !listening)
        return tl::unexpected(std::move(listening.error()));
    if (auto listening = server->listen(core::Side::Portal, options.portalPort); !listening)
        return tl::unexpected(std::move(listening.error()));
    return server;
}

SandboxServer::SandboxServer(SandboxState state, const SandboxOptions& options)
    : m_state(std::move(state)), m_latency(options.latency), m_portalPassword(randomSecret()),
      m_apigeePassword(randomSecret()) {
    WorldSettings& settings = m_state.world.settings;
    settings.apigeeToken = randomSecret();
    settings.clockOffsetSeconds = {options.apigeeClockSeconds, options.portalClockSeconds};
    settings.modulePush = options.modulePush;
    setSignInPassword(m_state.world, m_portalPassword);
}

SandboxServer::~SandboxServer() = default;

core::Result<void> SandboxServer::listen(core::Side side, std::uint16_t port) {
    auto* listener = new QTcpServer(this);
    m_listeners[side] = listener;
    listener->setListenBacklogSize(512);
    listener->setMaxPendingConnections(512);
    if (!listener->listen(QHostAddress(QHostAddress::LocalHost), port))
        return core::fail(core::ErrorKind::Usage,
                          "cannot listen on port " + std::to_string(port) + ": "
                              + listener->errorString().toStdString(),
                          side == core::Side::Apigee ? "--apigee-port" : "--portal-port");
    connect(listener, &QTcpServer::newConnection, this, [this, side] { accept(side); });
    return {};
}

void SandboxServer::accept(core::Side side) {
    while (QTcpSocket* socket = m_listeners[side]->nextPendingConnection()) {
        const auto answer = [this, side](const protocol::HttpRequest& request) {
            return serve(m_state, request, {side, realNow()});
        };
        new Connection(socket, answer, m_latency, this);
    }
}

std::uint16_t SandboxServer::apigeePort() const {
    return m_listeners.apigee->serverPort();
}
std::uint16_t SandboxServer::portalPort() const {
    return m_listeners.portal->serverPort();
}
std::string SandboxServer::apigeeUrl() const {
    return loopback(apigeePort()) + "/v1";
}
std::string SandboxServer::portalUrl() const {
    return loopback(portalPort());
}

core::Result<void> SandboxServer::playStage() {
    return playNextStage(m_state, realNow().wall);
}

std::string SandboxServer::readyLine(const std::string& profilePath) const {
    JsonWriter json;
    json.beginObject().member("apigee", apigeeUrl());
    json.member("organization", m_state.world.settings.organization);
    json.member("token", m_state.world.settings.apigeeToken);
    json.member("username", kApigeeUser).member("password", m_apigeePassword);
    json.member("portal", portalUrl());
    json.member("portal_user", kSignInName).member("portal_password", m_portalPassword);
    if (!profilePath.empty())
        json.member("profile", profilePath);
    json.endObject();
    return json.take();
}

std::string SandboxServer::profileToml() const {
    const WorldSettings& settings = m_state.world.settings;
    return "schema = 1\n[apigee]\ntype = \"x\"\norganization = \"" + settings.organization
           + "\"\nendpoint = \"" + apigeeUrl() + "\"\nauth = \"access-token\"\naccess_token = { value = \""
           + settings.apigeeToken + "\" }\n[portal]\ntransport = \"json-api\"\nurl = \"" + portalUrl()
           + "\"\nuser = \"" + std::string(kSignInName) + "\"\npassword = { value = \"" + m_portalPassword
           + "\" }\nauth = \"cookie\"\nmodule_push = \"" + (settings.modulePush ? "yes" : "no")
           + "\"\n[mapping]\n" + mappingToml(m_state.world.schema())
           + "[network]\napigee_calls_per_minute = 1000000\n";
}

} // namespace devsync::sandbox
