// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/scenario_player.h"

#include "sync/protocol/apigee/apigee_account_store.h"
#include "sync/protocol/portal/portal_account_store.h"
#include "sync/sandbox/random.h"
#include "tests/simulation/people.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace devsync::testing {

using core::Millis;
using core::Side;
using protocol::HttpRequest;

namespace {

constexpr std::uint64_t kMostTurns = 60'000;
constexpr std::uint64_t kSeed = 1;

sandbox::World storyWorld() {
    sandbox::World world = sandbox::emptyWorld(kSeed);
    sandbox::setSignInPassword(world, kPortalPassword);
    world.settings.organization = "sim";
    world.settings.apigeeToken = kApigeeToken;
    return world;
}

core::BothSides<std::shared_ptr<const protocol::AccountStore>> storesOf(const ScenarioSettings& settings) {
    return {std::make_shared<protocol::apigee::ApigeeAccountStore>(protocol::apigee::ApigeeOptions{
                .organization = "sim", .mapping = settings.policy.mapping, .pageSize = settings.pageSize}),
            std::make_shared<protocol::portal::PortalAccountStore>(protocol::portal::PortalOptions{
                .userName = kPortalUser, .mapping = settings.policy.mapping})};
}

} // namespace

ScenarioPlayer::ScenarioPlayer(const Scenario& scenario)
    : m_scenario(scenario), m_world(storyWorld()),
      m_store([this](const core::LeaseOwner& owner) { return probe(owner); }),
      m_network(m_timeline, m_world,
                {.apigeeToken = kApigeeToken,
                 .apigeePassword = {},
                 .portalPassword = kPortalPassword,
                 .generatedPassword = "Generated-1-password"},
                kSeed),
      m_invariants(m_timeline, m_network, m_world, m_store) {
    m_invariants.watch();
    watchServer();
    if (std::getenv("DEVSYNC_TRACE"))
        m_network.trace = [this](const std::string& line) {
            std::fprintf(stderr, "%lld %s\n", static_cast<long long>(m_timeline.mono().count()),
                         line.c_str());
        };
}

core::LeaseState::OwnerProcess ScenarioPlayer::probe(const core::LeaseOwner& owner) const {
    using OwnerProcess = core::LeaseState::OwnerProcess;
    if (owner.host != m_settings.host)
        return OwnerProcess::Unknown;
    return m_dead.contains(owner.pid) ? OwnerProcess::Gone : OwnerProcess::Alive;
}

void ScenarioPlayer::play() {
    for (const Statement& statement : m_scenario.statements) {
        m_line = statement.line;
        std::visit([this](const auto& what) { perform(what); }, statement.what);
    }
    endStory();
}

void ScenarioPlayer::failed(const std::string& what) {
    m_failures.push_back("line " + std::to_string(m_line) + ": " + what);
}

// ---- statements

void ScenarioPlayer::perform(const Setting& setting) {
    if (const core::Result<void> applied = applySetting(m_settings, setting.key, setting.value); !applied)
        failed(applied.error().detail);
    m_world.settings.clockOffsetSeconds = m_settings.clockOffsetSeconds;
    if (m_settings.latencyMs > 0)
        m_network.minLatency = m_network.maxLatency = Millis(m_settings.latencyMs);
}

void ScenarioPlayer::perform(const NewAccount& account) {
    const sandbox::AccountEdit& facts = account.facts;
    if (facts.side == Side::Apigee) {
        sandbox::Developer developer;
        developer.email = facts.email;
        developer.developerId = sandbox::makeUuid(m_world.random);
        m_world.putDeveloper(std::move(developer));
    } else if (m_world.userByName(*facts.userName)) {
        return failed("another user has the name " + *facts.userName);
    } else {
        sandbox::User user;
        user.uid = m_world.nextUid();
        user.uuid = sandbox::makeUuid(m_world.random);
        user.name = *facts.userName;
        user.mail = facts.email;
        m_world.putUser(std::move(user));
    }
    if (const core::Result<void> edited = sandbox::applyEdit(m_world, facts, m_timeline.now().wall); !edited)
        failed(edited.error().detail);
}

void ScenarioPlayer::perform(const Happening& happening) {
    std::visit([this](const auto& what) { happen(what); }, happening);
}

void ScenarioPlayer::perform(const Scheduled& scheduled) {
    m_waiting.push_back({.line = m_line, .scheduled = scheduled});
}

void ScenarioPlayer::perform(const StartRun& start) {
    const std::size_t number = m_runs.size() + 1;
    m_runs.push_back(
        {.worker = std::make_unique<Worker>(m_timeline, m_network, m_store, configOf(start, number)),
         .plan = nullptr});
    m_current = number;
    watchRun(number);
    armTimes();
    m_runs.back().worker->start();
    if (start.untilEnd)
        runUntilEnded(m_runs.back());
}

void ScenarioPlayer::perform(const FinishRun& finish) {
    if (finish.number == 0 || finish.number > m_runs.size())
        return failed("there is no such run");
    m_current = finish.number;
    runUntilEnded(m_runs[finish.number - 1]);
}

void ScenarioPlayer::perform(const Pass& pass) {
    bool over = false;
    m_timeline.after(pass.time, [&over] { over = true; });
    while (!over && m_timeline.step()) {
    }
}

void ScenarioPlayer::perform(const Expectation& expectation) {
    const Words is = seen(expectation);
    if (is != expectation.wanted)
        m_surprises.push_back({m_line, expectLine(expectation, is)});
}

// ---- what others do

void ScenarioPlayer::happen(const sandbox::AccountEdit& edit) {
    if (const core::Result<void> edited = sandbox::applyEdit(m_world, edit, m_timeline.now().wall); !edited)
        return failed(edited.error().detail);
    m_invariants.edited(edit.side, edit.email);
}

void ScenarioPlayer::happen(const KillRun&) {
    Run* run = current();
    if (!run || !run->worker->alive() || run->worker->ended())
        return failed("no run is there to be killed");
    run->worker->kill();
}

/// Delivered in a turn of its own: an engine is never entered twice.
void ScenarioPlayer::happen(const StopRun&) {
    Run* run = current();
    if (!run)
        return failed("no run is there to be stopped");
    m_timeline.after(Millis(0), [worker = run->worker.get()] {
        worker->deliver(engine::StopRequested{core::StopCause::Operator});
    });
}

void ScenarioPlayer::happen(const SetClock& clock) {
    m_timeline.stepWall(clock.by);
    for (const Side side : core::kSides)
        m_settings.clockOffsetSeconds[side] -= clock.by.count();
    m_world.settings.clockOffsetSeconds = m_settings.clockOffsetSeconds;
}

void ScenarioPlayer::happen(const Sleep& sleep) {
    Run* run = current();
    if (!run)
        return failed("no run is there to sleep");
    run->worker->suspend();
    m_timeline.after(sleep.time, [worker = run->worker.get()] { worker->resume(); });
}

void ScenarioPlayer::trigger(Waiting& waiting) {
    waiting.happened = true;
    const std::size_t line = std::exchange(m_line, waiting.line);
    perform(waiting.scheduled.happening);
    m_line = line;
}

void ScenarioPlayer::armTimes() {
    for (Waiting& waiting : m_waiting) {
        const Millis* const delay = std::get_if<Millis>(&waiting.scheduled.cue);
        if (!delay || std::exchange(waiting.armed, true))
            continue;
        m_timeline.after(*delay, [this, &waiting] { trigger(waiting); });
    }
}

void ScenarioPlayer::cue(RequestCue::Moment moment, const Request& request) {
    for (Waiting& waiting : m_waiting) {
        const RequestCue* const cue = std::get_if<RequestCue>(&waiting.scheduled.cue);
        if (!cue || waiting.happened || cue->moment != moment
            || !cue->request.matches(request.side, request.method, request.target))
            continue;
        if (++waiting.seen == cue->nth)
            trigger(waiting);
    }
}

// ---- runs

ScenarioPlayer::Run* ScenarioPlayer::current() {
    return m_current == 0 ? nullptr : &m_runs[m_current - 1];
}

Worker::Config ScenarioPlayer::configOf(const StartRun& start, std::size_t number) const {
    Worker::Config config;
    engine::RunOptions& options = config.options;
    options.kind = engine::RunKind::Sync;
    options.runId = "run-" + std::to_string(number);
    options.policy = std::make_shared<const core::Policy>(m_settings.policy);
    options.goAhead = true;
    options.confirm = start.confirm;
    options.waitForLease = start.waitForLease;
    options.useBaseline = m_settings.useBaseline;
    options.signInUserName = kPortalUser;
    options.owner = {.host = m_settings.host, .pid = static_cast<std::int64_t>(number), .processStart = 1};
    options.sides.apigee.concurrency = m_settings.concurrency;
    options.sides.portal.concurrency = m_settings.concurrency;
    options.seed.fill(static_cast<std::uint8_t>(number));
    config.stores = storesOf(m_settings);
    config.seed = number;
    return config;
}

void ScenarioPlayer::watchServer() {
    m_network.watch.executed = [this,
                                judged = m_network.watch.executed](Side side, const HttpRequest& request,
                                                                   const RequestSubject& about, int status) {
        judged(side, request, about, status);
        const Request executed{m_current, side, request.method, request.target};
        if (status >= 200 && status < 300)
            m_executed.push_back(executed);
        cue(RequestCue::Moment::Executed, executed);
    };
}

void ScenarioPlayer::watchRun(std::size_t number) {
    Worker& worker = *m_runs[number - 1].worker;
    m_invariants.watchWorker(worker);
    worker.onSend = [this, number, judged = worker.onSend](Worker& from, Side side,
                                                           const HttpRequest& request) {
        judged(from, side, request);
        m_sent.push_back({number, side, request.method, request.target});
        cue(RequestCue::Moment::Sent, m_sent.back());
    };
    worker.onKilled = [this](Worker& killed) { m_dead.insert(killed.options().owner.pid); };
    worker.onPlan = [this, number](std::shared_ptr<const engine::PreparedPlan> plan) {
        m_runs[number - 1].plan = std::move(plan);
    };
}

void ScenarioPlayer::runUntilEnded(Run& run) {
    Worker& worker = *run.worker;
    const std::uint64_t last = m_timeline.turns() + kMostTurns;
    while (worker.alive() && !worker.ended()) {
        if (m_timeline.turns() > last || !m_timeline.step()) {
            failed("the run does not end: " + worker.describe());
            return worker.kill();
        }
    }
    if (worker.report() && !std::exchange(run.judged, true))
        m_invariants.judgeReport(*worker.report());
}

/// What is still on the wire lands.
void ScenarioPlayer::endStory() {
    for (std::size_t number = 1; number <= m_runs.size(); ++number) {
        Worker& worker = *m_runs[number - 1].worker;
        if (!worker.alive() || worker.ended())
            continue;
        failed("run " + std::to_string(number) + " has not ended");
        worker.kill();
    }
    while (m_timeline.step()) {
    }
    for (const Waiting& waiting : m_waiting) {
        m_line = waiting.line;
        if (!waiting.happened)
            failed("never happened");
    }
    for (const std::string& violation : m_invariants.violations())
        m_failures.push_back("broken: " + violation);
}

} // namespace devsync::testing
