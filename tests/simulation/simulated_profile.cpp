// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/simulated_profile.h"

#include "sync/protocol/apigee/apigee_account_store.h"
#include "sync/protocol/portal/portal_account_store.h"
#include "tests/simulation/people.h"
#include "tests/support/judged_sqlite_store.h"
#include "tests/support/model_store.h"

#include <cstdio>
#include <cstdlib>

namespace devsync::testing {

using core::LeaseState;
using core::Millis;

namespace {

constexpr std::uint64_t kMostTurns = 60'000;

std::unique_ptr<JudgedStore> makeStore(StateKind kind, storage::ProcessProbe probe) {
    if (kind == StateKind::Sqlite)
        return std::make_unique<JudgedSqliteStore>(std::move(probe));
    return std::make_unique<ModelStore>(std::move(probe));
}

} // namespace

SimulatedProfile::SimulatedProfile(sandbox::World seeded, std::uint64_t networkSeed, std::uint32_t apigeePage,
                                   StateKind state)
    : world(std::move(seeded)),
      store(makeStore(state,
                      [this](const core::LeaseOwner& owner) {
                          return m_dead.contains(owner.pid) ? LeaseState::OwnerProcess::Gone
                                                            : LeaseState::OwnerProcess::Unknown;
                      })),
      network(timeline, world,
              {.apigeeToken = kApigeeToken,
               .portalPassword = kPortalPassword,
               .generatedPassword = "Generated-1-password"},
              networkSeed),
      invariants(timeline, network, world, *store) {
    policy->mapping = simMapping();
    policy->modulePush = core::ModulePush::No;
    policy->limits = {
        .updatePercent = 1000, .createPercent = 1000, .attributeRemovals = 1000, .conflicts = 1000};
    m_stores = {std::make_shared<protocol::apigee::ApigeeAccountStore>(protocol::apigee::ApigeeOptions{
                    .organization = "sim", .mapping = simMapping(), .pageSize = apigeePage}),
                std::make_shared<protocol::portal::PortalAccountStore>(
                    protocol::portal::PortalOptions{.userName = kPortalUser, .mapping = simMapping()})};
    invariants.watch();
    if (std::getenv("DEVSYNC_TRACE"))
        network.trace = [this](const std::string& line) {
            std::fprintf(stderr, "%lld %s\n", static_cast<long long>(timeline.mono().count()), line.c_str());
        };
}

Worker::Config SimulatedProfile::nextConfig() const {
    const auto number = static_cast<std::int64_t>(workers.size() + 1);
    Worker::Config config;
    config.options.kind = engine::RunKind::Sync;
    config.options.runId = "run-" + std::to_string(number);
    config.options.policy = policy;
    config.options.goAhead = true;
    config.options.signInUserName = kPortalUser;
    config.options.owner = {.host = "sim", .pid = number, .processStart = 1};
    config.options.waitForLease = true;
    config.stores = m_stores;
    return config;
}

Worker& SimulatedProfile::start(Worker::Config config) {
    workers.push_back(std::make_unique<Worker>(timeline, network, *store, std::move(config)));
    Worker& worker = *workers.back();
    worker.onKilled = [this](Worker& killed) { m_dead.insert(killed.options().owner.pid); };
    invariants.watchWorker(worker);
    worker.onPlan = [this, &worker](const std::shared_ptr<const engine::PreparedPlan>& prepared) {
        invariants.judgePlan(worker, *prepared);
    };
    worker.start();
    return worker;
}

void SimulatedProfile::runUntilEnded(Worker& worker) {
    const std::uint64_t last = timeline.turns() + kMostTurns;
    while (worker.alive() && !worker.ended()) {
        if (timeline.turns() > last || !timeline.step()) {
            invariants.broken(kRunEnds);
            if (network.trace)
                network.trace("stuck: " + worker.describe());
            worker.kill();
            return;
        }
    }
    if (worker.report())
        invariants.judgeReport(*worker.report());
    if (worker.beganAfterStop())
        invariants.broken(kStopHeard);
    if (network.trace && worker.report())
        network.trace("ended: " + std::string(core::verdictName(worker.report()->verdict.kind)) + " "
                      + (worker.report()->error ? worker.report()->error->detail : std::string()));
}

void SimulatedProfile::drain() {
    for (const std::unique_ptr<Worker>& worker : workers)
        if (worker->alive() && !worker->ended())
            worker->kill();
    while (timeline.step()) {
    }
}

} // namespace devsync::testing
