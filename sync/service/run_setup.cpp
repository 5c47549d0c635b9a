// SPDX-License-Identifier: Apache-2.0
#include "sync/service/run_setup.h"

#include "sync/log/run_file.h"
#include "sync/net/os_random.h"
#include "sync/net/system_clock.h"
#include "sync/protocol/apigee/apigee_account_store.h"
#include "sync/protocol/portal/portal_account_store.h"
#include "sync/service/state_access.h"
#include "sync/storage/process_probe.h"

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <algorithm>

namespace devsync::service {

namespace {

constexpr std::size_t kIdBytes = 4;

net::ProxyChoice proxyOf(const std::string& text) {
    if (text == "system")
        return {};
    if (text == "none")
        return {.mode = net::ProxyMode::None};
    return {.mode = net::ProxyMode::Address, .address = QUrl(QString::fromStdString(text))};
}

net::HttpEndpoint endpointOf(const Profile& profile, core::Side side) {
    const bool apigee = side == core::Side::Apigee;
    const NetworkProfile& network = profile.network;
    return {.base = QUrl(QString::fromStdString(apigee ? apigeeBase(profile) : portalBase(profile))),
            .caFile = QString::fromStdString(network.caFile),
            .proxy = proxyOf(network.proxy),
            .concurrency = static_cast<int>(apigee ? network.apigeeConcurrency : network.portalConcurrency)};
}

engine::SideOptions sideOptionsOf(const Profile& profile, core::Side side) {
    const NetworkProfile& network = profile.network;
    return {.concurrency = side == core::Side::Apigee ? network.apigeeConcurrency : network.portalConcurrency,
            .callsPerMinute = callsPerMinute(profile, side),
            .timeout = core::Seconds(network.timeoutSeconds)};
}

/// Sorts by time, is unique, and is fit for a file name: 20261124-102634-1a2b3c4d.
std::string makeRunId(const core::RunSeed& seed, core::Millis wall) {
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(wall.count(), QTimeZone::utc());
    const QByteArray tail(reinterpret_cast<const char*>(seed.data()), kIdBytes);
    return (at.toString(QStringLiteral("yyyyMMdd-HHmmss-")) + QString::fromLatin1(tail.toHex()))
        .toStdString();
}

std::unique_ptr<const engine::RunOptions> optionsOf(const RunRequest& request, const core::RunSeed& seed) {
    auto options = std::make_unique<engine::RunOptions>();
    const Profile& profile = *request.profile;
    options->kind = request.kind;
    // The first bytes of the seed are public as the id; what derives from the seed hashes all of it.
    options->runId = request.storedRun.empty() ? makeRunId(seed, net::systemNow().wall) : request.storedRun;
    options->profile = profile.name;
    options->owner = storage::describeThisProcess();
    options->requestedBy = requesterOn(options->owner.host);
    options->forget = request.forget;
    options->maxRows = request.maxRows;
    options->limitRows = request.limitRows;
    options->goAhead = request.goAhead;
    options->confirm = request.confirm;
    options->saved = request.saved;
    options->policy = std::make_shared<const core::Policy>(request.policy);
    options->seed = seed;
    for (const core::Side side : core::kSides)
        options->sides[side] = sideOptionsOf(profile, side);
    options->signInUserName = profile.portal.user;
    return options;
}

core::Result<core::BothSides<net::HttpEndpoint>> endpointsOf(const RunRequest& request) {
    core::BothSides<net::HttpEndpoint> endpoints;
    for (const core::Side side : core::kSides) {
        endpoints[side] = endpointOf(*request.profile, side);
        endpoints[side].readOnly = request.policy.readOnly[side];
        if (!endpoints[side].base.isValid() || endpoints[side].base.host().isEmpty())
            return core::fail(core::ErrorKind::ProfileInvalid, "this is not the address of a server",
                              endpoints[side].base.toString().toStdString());
    }
    return endpoints;
}

bool keepsNothing(engine::RunKind kind) {
    return kind == engine::RunKind::Compare || kind == engine::RunKind::Probe;
}

} // namespace

std::string requesterOn(const std::string& host) {
    const QString user = qEnvironmentVariable("USER", QStringLiteral("unknown"));
    return user.toStdString() + "@" + host;
}

core::Result<RunSetup> setUpRun(const RunRequest& request) {
    const Profile& profile = *request.profile;
    core::RunSeed seed{};
    if (auto random = net::osRandom(); random)
        std::ranges::copy(*random, seed.begin());
    else
        return tl::unexpected(std::move(random.error()));
    auto endpoints = endpointsOf(request);
    if (!endpoints)
        return tl::unexpected(std::move(endpoints.error()));
    RunSetup setup{.options = optionsOf(request, seed),
                   .identity = identityOf(profile),
                   .endpoints = *std::move(endpoints),
                   .secrets = {profile.apigee.accessToken, profile.portal.password}};
    setup.stores.apigee = std::make_shared<const protocol::apigee::ApigeeAccountStore>(
        protocol::apigee::ApigeeOptions{profile.apigee.organization, request.policy.mapping});
    setup.stores.portal = std::make_shared<const protocol::portal::PortalAccountStore>(
        protocol::portal::PortalOptions{profile.portal.user, request.policy.mapping});
    const bool writes = !keepsNothing(request.kind);
    const StatePlace place{request.state, setup.identity};
    setup.openState = writes ? stateToWrite(place) : stateToRead(place);
    if (writes)
        setup.runLog = log::runLogPath(request.state, setup.options->runId);
    return setup;
}

} // namespace devsync::service
