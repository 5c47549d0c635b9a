// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/run_load.h"

#include "sync/core/check.h"
#include "sync/net/system_clock.h"
#include "sync/sandbox/server.h"
#include "sync/sandbox/world_builder.h"
#include "sync/service/effect_runner.h"
#include "sync/service/profile_read.h"
#include "sync/service/run_setup.h"
#include "tests/bench/bare_transport.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace devsync::bench {

namespace {

/// As many people as rows, each edited last on the side that is not written.
void settle(sandbox::World& world, const RunLoad& load) {
    sandbox::WorldBuilder build(1);
    for (std::uint32_t row = 0; row < load.rows; ++row)
        build.addEdited(build.nextPerson(), core::otherSide(load.side));
    const sandbox::World people = build.take();
    for (const auto& [key, developer] : people.developers())
        world.putDeveloper(developer);
    for (const auto& [uid, user] : people.users())
        if (uid >= sandbox::kFirstOrdinaryUid)
            world.putUser(user);
}

class SandboxThread final : public QThread {
public:
    explicit SandboxThread(const RunLoad& load) : m_load(load) {
        start();
        m_profile = m_started.get_future().get();
    }
    ~SandboxThread() override { stop(); }

    const std::string& profile() const { return m_profile; }
    /// When requests to the written side arrived, in wall ms, from `since` on. Stops the server.
    std::vector<std::int64_t> arrivals(core::Millis since) {
        stop();
        std::vector<std::int64_t> times;
        for (const sandbox::LoggedRequest& request : m_log.requests())
            if (request.side == m_load.side && request.atMs >= since.count())
                times.push_back(request.atMs);
        return times;
    }

private:
    void run() override {
        const auto server =
            sandbox::SandboxServer::start({.developers = 0, .latency = core::Millis(kLatencyMs)});
        DEVSYNC_CHECK(server);
        settle((*server)->state().world, m_load);
        m_started.set_value((*server)->profileToml());
        exec();
        m_log = (*server)->state().log;
    }
    void stop() {
        quit();
        wait();
    }

    RunLoad m_load;
    std::promise<std::string> m_started;
    std::string m_profile;
    sandbox::RequestLog m_log;
};

service::RunSetup setUp(const RunLoad& load, const std::string& profileText, const QTemporaryDir& folder) {
    auto parsed =
        service::parseProfile(profileText, folder.filePath(QStringLiteral("bench.toml")).toStdString());
    DEVSYNC_CHECK(parsed);
    service::NetworkProfile& network = parsed->network;
    (load.side == core::Side::Apigee ? network.apigeeConcurrency : network.portalConcurrency) = load.inFlight;
    network.proxy = "none";
    const auto profile = std::make_shared<const service::Profile>(*std::move(parsed));
    auto setup = service::setUpRun({.kind = engine::RunKind::Sync,
                                    .profile = profile,
                                    .policy = service::policyOf(*profile),
                                    .state = folder.filePath(QStringLiteral("bench.db")).toStdString()});
    DEVSYNC_CHECK(setup);
    if (load.store)
        setup->openState = load.store(std::move(setup->openState));
    return *std::move(setup);
}

struct Execution {
    std::shared_ptr<const engine::RunReport> report;
    core::Millis goAheadAt = core::Millis::max(); ///< wall; later requests are those of rows
};

Execution execute(service::RunSetup setup) {
    Execution execution;
    service::Publisher publisher;
    QEventLoop loop;
    service::EffectRunner runner(std::move(setup), {publisher, std::make_shared<log::Logger>(),
                                                    [&](std::shared_ptr<const engine::RunReport> report) {
                                                        execution.report = std::move(report);
                                                        loop.quit();
                                                    }});
    QObject::connect(&publisher, &service::Publisher::planReady, &runner,
                     [&](const std::shared_ptr<const engine::PreparedPlan>& plan) {
                         execution.goAheadAt = net::systemNow().wall;
                         runner.handle(engine::GoAhead{plan->plan.counts.writes()});
                     });
    publisher.begin([&] { return runner.view(); });
    loop.exec();
    publisher.end();
    return execution;
}

std::uint32_t rowsNotDone(const engine::RunReport& report, const RunLoad& load) {
    if (report.verdict.kind != core::VerdictKind::Success)
        return load.rows;
    return load.rows - report.counts.done;
}

} // namespace

RunFigures measureRun(const RunLoad& load) {
    const QTemporaryDir folder(QCoreApplication::applicationDirPath() + QStringLiteral("/run-XXXXXX"));
    DEVSYNC_CHECK(folder.isValid());
    SandboxThread sandbox(load);
    const Execution execution = execute(setUp(load, sandbox.profile(), folder));
    const std::vector<std::int64_t> arrivals = sandbox.arrivals(execution.goAheadAt);
    const std::size_t expected = std::size_t{2} * load.rows;
    const std::size_t wrong = std::max(arrivals.size(), expected) - std::min(arrivals.size(), expected);
    RunFigures figures{.failed = rowsNotDone(*execution.report, load) + static_cast<std::uint32_t>(wrong)};
    if (!arrivals.empty())
        figures.perSecond = static_cast<double>(arrivals.size()) * 1000
                            / static_cast<double>(arrivals.back() - arrivals.front() + kLatencyMs);
    return figures;
}

} // namespace devsync::bench
