// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/schedule.h"

#include "sync/protocol/apigee/apigee_account_store.h"
#include "sync/protocol/portal/portal_account_store.h"
#include "sync/sandbox/edit.h"
#include "tests/simulation/invariants.h"
#include "tests/simulation/people.h"
#include "tests/support/judged_sqlite_store.h"
#include "tests/support/model_store.h"
#include "tests/support/rule_oracle.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <set>

namespace devsync::testing {

using core::Millis;
using core::Side;
using sandbox::SeededRandom;

namespace {

constexpr std::uint64_t kMostTurns = 60'000;
constexpr std::uint32_t kApigeePage = 4; ///< small, so that eight people are several pages

struct LastEdit {
    Side side = Side::Apigee;
    std::string firstName;
};

std::unique_ptr<JudgedStore> makeStore(StateKind kind, storage::ProcessProbe probe) {
    if (kind == StateKind::Sqlite)
        return std::make_unique<JudgedSqliteStore>(std::move(probe));
    return std::make_unique<ModelStore>(std::move(probe));
}

class Life {
public:
    Life(std::uint64_t seed, StateKind state);
    ScheduleResult play();

private:
    Worker& spawn(bool faulty, bool waitForLease);
    void runUntilEnded(Worker& worker);
    void faultyRuns();
    void suspendAndTakeOver();
    void runOneOrTwo();
    void planEdits();
    void edit();
    void quietRuns();
    void checkConverged();
    void checkAgainstOracle();
    void drain();

    SeededRandom m_random;
    Timeline m_timeline;
    sandbox::World m_world;
    std::set<std::int64_t> m_dead; ///< pids
    std::unique_ptr<JudgedStore> m_store;
    Network m_network;
    Invariants m_invariants;
    std::shared_ptr<core::Policy> m_policy = std::make_shared<core::Policy>();
    core::BothSides<std::shared_ptr<const protocol::AccountStore>> m_stores;
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::map<std::string, SimPerson> m_atFirst;
    std::map<std::string, LastEdit> m_lastEdits;
    std::map<std::string, Millis> m_editedAt;
    bool m_edits;
    bool m_faulty;
    bool m_slowStore;
    ScheduleResult m_result;
};

Life::Life(std::uint64_t seed, StateKind state)
    : m_random(seed * 7919 + 17),
      m_world(seededWorld(seed, {.people = 6 + static_cast<std::uint32_t>(seed % 5)})),
      m_store(makeStore(state,
                        [this](const core::LeaseOwner& owner) {
                            return m_dead.contains(owner.pid) ? core::LeaseState::OwnerProcess::Gone
                                                              : core::LeaseState::OwnerProcess::Unknown;
                        })),
      m_network(m_timeline, m_world,
                {.apigeeToken = kApigeeToken,
                 .portalPassword = kPortalPassword,
                 .generatedPassword = "Generated-1-password"},
                seed),
      m_invariants(m_timeline, m_network, m_world, *m_store) {
    m_policy->mapping = simMapping();
    m_policy->modulePush = core::ModulePush::No;
    m_policy->limits = {
        .updatePercent = 1000, .createPercent = 1000, .attributeRemovals = 1000, .conflicts = 1000};
    m_stores = {std::make_shared<protocol::apigee::ApigeeAccountStore>(protocol::apigee::ApigeeOptions{
                    .organization = "sim", .mapping = simMapping(), .pageSize = kApigeePage}),
                std::make_shared<protocol::portal::PortalAccountStore>(
                    protocol::portal::PortalOptions{.userName = kPortalUser, .mapping = simMapping()})};
    m_edits = m_random.below(2) == 0;
    m_faulty = m_random.below(10) < 9;
    m_slowStore = m_random.below(2) == 0;
    m_world.settings.clockOffsetSeconds = {m_random.below(3) == 0 ? 600 : 0,
                                           m_random.below(3) == 0 ? -600 : 0};
    m_invariants.watch();
    if (std::getenv("DEVSYNC_TRACE"))
        m_network.trace = [this](const std::string& line) {
            std::fprintf(stderr, "%lld %s\n", static_cast<long long>(m_timeline.mono().count()),
                         line.c_str());
        };
    m_atFirst = peopleOf(m_world);
}

Worker& Life::spawn(bool faulty, bool waitForLease) {
    const auto number = static_cast<std::int64_t>(m_workers.size() + 1);
    Worker::Config config;
    config.options.kind = engine::RunKind::Sync;
    config.options.runId = "run-" + std::to_string(number);
    config.options.policy = m_policy;
    config.options.goAhead = true;
    config.options.signInUserName = kPortalUser;
    config.options.owner = {.host = "sim", .pid = number, .processStart = 1};
    config.options.waitForLease = waitForLease;
    config.options.sides.apigee.concurrency = 1 + static_cast<std::uint32_t>(m_random.below(4));
    config.options.sides.portal.concurrency = 1 + static_cast<std::uint32_t>(m_random.below(3));
    for (std::uint8_t& byte : config.options.seed)
        byte = static_cast<std::uint8_t>(m_random.below(256));
    config.stores = m_stores;
    config.seed = m_random.next();
    if (m_slowStore && faulty)
        config.disk = {
            .busy = 20, .full = 3, .lostAnswer = 5, .commit = Millis(40), .lateAnswer = Millis(15'000)};
    if (faulty && m_random.below(2) == 0) {
        config.crash = static_cast<CrashPoint>(1 + m_random.below(5));
        config.crashAt = 1 + static_cast<std::uint32_t>(m_random.below(4));
    }
    const CrashPoint crash = config.crash;
    m_workers.push_back(std::make_unique<Worker>(m_timeline, m_network, *m_store, std::move(config)));
    Worker& worker = *m_workers.back();
    worker.onKilled = [this, crash](Worker& killed) {
        m_dead.insert(killed.options().owner.pid);
        ++m_result.crashes[static_cast<std::size_t>(crash)];
    };
    m_invariants.watchWorker(worker);
    worker.start();
    return worker;
}

void Life::runUntilEnded(Worker& worker) {
    const std::uint64_t last = m_timeline.turns() + kMostTurns;
    while (worker.alive() && !worker.ended()) {
        if (m_timeline.turns() > last || !m_timeline.step()) {
            m_invariants.broken("a run ends (I17)");
            if (m_network.trace)
                m_network.trace("stuck: " + worker.describe());
            worker.kill();
            return;
        }
    }
    if (worker.report())
        m_invariants.judgeReport(*worker.report());
    if (m_network.trace && worker.report())
        m_network.trace("ended: " + std::string(core::verdictName(worker.report()->verdict.kind)) + " "
                        + (worker.report()->error ? worker.report()->error->detail : std::string()));
}

void Life::edit() {
    std::vector<std::string> emails;
    for (const auto& [email, person] : peopleOf(m_world))
        emails.push_back(email);
    const std::string& email = emails[m_random.below(emails.size())];
    if (m_timeline.mono() - m_editedAt[email] < Millis(30'000))
        return; // edits of one account stay apart, so that which is the latest is beyond doubt
    const Side side = m_random.below(2) == 0 ? Side::Apigee : Side::Portal;
    sandbox::AccountEdit change{.side = side, .email = email};
    change.firstName = "Edit" + std::to_string(m_result.edits);
    if (!sandbox::applyEdit(m_world, change, m_timeline.now().wall))
        return;
    m_editedAt[email] = m_timeline.mono();
    m_lastEdits[email] = {side, *change.firstName};
    m_invariants.edited(side, email);
    if (m_network.trace)
        m_network.trace("edit of " + email + (side == Side::Apigee ? " in Apigee: " : " in the portal: ")
                        + *change.firstName);
    ++m_result.edits;
}

void Life::planEdits() {
    const std::uint64_t count = 1 + m_random.below(6);
    for (std::uint64_t i = 0; i < count; ++i)
        m_timeline.after(Millis(static_cast<std::int64_t>(m_random.below(4'000))), [this] { edit(); });
}

void Life::suspendAndTakeOver() {
    Worker& first = spawn(true, false);
    m_timeline.after(Millis(static_cast<std::int64_t>(200 + m_random.below(1'500))),
                     [&first] { first.suspend(); });
    const Millis asleep{static_cast<std::int64_t>(100'000 + m_random.below(200'000))};
    m_timeline.after(asleep, [&first] { first.resume(); });
    const Millis resumed = m_timeline.mono() + asleep;
    Worker& second = spawn(true, true);
    runUntilEnded(second);
    while (m_timeline.mono() <= resumed && m_timeline.step()) {
    }
    runUntilEnded(first);
    if (first.report() && first.report()->error && first.report()->error->kind == core::ErrorKind::LeaseLost)
        ++m_result.leaseLost;
}

/// A second process may be started while the first works: it is told so, or waits for nothing.
void Life::runOneOrTwo() {
    Worker& first = spawn(m_faulty, true);
    if (m_random.below(4) == 0)
        m_timeline.after(Millis(static_cast<std::int64_t>(m_random.below(2'000))),
                         [this] { spawn(m_faulty, false); });
    runUntilEnded(first);
}

void Life::faultyRuns() {
    if (m_faulty)
        m_network.faults = {.refused = 15,
                            .dropBefore = 20,
                            .dropAfter = 15,
                            .cut = 10,
                            .lateLanding = 25,
                            .timeout = 15,
                            .status = 25,
                            .expired = 10,
                            .garbled = 5};
    const std::uint64_t runs = 1 + m_random.below(3);
    for (std::uint64_t i = 0; i < runs; ++i) {
        if (m_edits)
            planEdits();
        if (m_faulty && m_random.below(4) == 0)
            suspendAndTakeOver();
        else
            runOneOrTwo();
    }
}

/// What is still on the wire lands; nobody is left to hear of it.
void Life::drain() {
    for (const std::unique_ptr<Worker>& worker : m_workers)
        if (worker->alive() && !worker->ended())
            worker->kill();
    while (m_timeline.step()) {
    }
}

void Life::quietRuns() {
    m_network.faults = {};
    m_slowStore = false;
    drain();
    for (int i = 0; i < 2; ++i)
        runUntilEnded(spawn(false, true));
    const std::uint32_t writes = m_invariants.writes();
    Worker& last = spawn(false, true);
    runUntilEnded(last);
    if (m_invariants.writes() != writes)
        m_invariants.broken("a second run has nothing to do (I2)");
    if (!last.report() || last.report()->verdict.kind != core::VerdictKind::NothingToDo)
        m_invariants.broken("the last run says nothing to do");
}

void Life::checkConverged() {
    for (const auto& [email, person] : peopleOf(m_world)) {
        if (!person.apigee || !person.portal) {
            m_invariants.broken("on both sides in the end (I3): " + email);
            continue;
        }
        for (std::size_t field = 0; field < person.apigee->fields.size(); ++field)
            if (!core::sameContent(person.apigee->fields[field], person.portal->fields[field]))
                m_invariants.broken("both sides agree in the end (I3): " + email);
        const auto last = m_lastEdits.find(email);
        if (last == m_lastEdits.end() || m_invariants.raced().contains(email))
            continue;
        if (person.apigee->fields[core::kFirstName].view().single() != last->second.firstName)
            m_invariants.broken("no foreign edit is lost (I7): " + email);
    }
}

void Life::checkAgainstOracle() {
    const std::map<std::string, SimPerson> now = peopleOf(m_world);
    const std::int64_t offset =
        m_world.settings.clockOffsetSeconds.portal - m_world.settings.clockOffsetSeconds.apigee;
    for (const auto& [email, was] : m_atFirst) {
        const OracleAnswer wanted = askOracle({.apigee = was.apigee ? &*was.apigee : nullptr,
                                               .portal = was.portal ? &*was.portal : nullptr,
                                               .offsetSeconds = offset},
                                              *m_policy);
        const SimPerson& is = now.at(email);
        for (std::size_t field = 0; field < wanted.apigee.size(); ++field)
            if (!is.apigee || !core::sameContent(is.apigee->fields[field], wanted.apigee[field]))
                m_invariants.broken("right winner (I6): " + email + " in Apigee");
        for (std::size_t field = 0; field < wanted.portal.size(); ++field)
            if (!is.portal || !core::sameContent(is.portal->fields[field], wanted.portal[field]))
                m_invariants.broken("right winner (I6): " + email + " in the portal");
        const bool blocked = was.portal && was.portal->status == core::Status::Inactive;
        if (!was.apigee && is.apigee && (is.apigee->status == core::Status::Inactive) != blocked)
            m_invariants.broken("a created developer has its user's status: " + email);
    }
}

ScheduleResult Life::play() {
    faultyRuns();
    quietRuns();
    checkConverged();
    if (m_result.edits == 0)
        checkAgainstOracle();
    m_result.violations = m_invariants.violations();
    if (m_network.trace)
        for (const std::string& violation : m_result.violations)
            m_network.trace("broken: " + violation);
    m_result.faulty = m_network.faultsStruck() > 0 || m_result.crashes[1] + m_result.crashes[2] > 0;
    m_result.landedAfterRead = m_invariants.landedAfterRead();
    m_result.writes = m_invariants.writes();
    for (const std::unique_ptr<Worker>& worker : m_workers) {
        m_result.effectHash = m_result.effectHash * 31 + worker->effectHash();
        m_result.late += worker->coverage().late;
        m_result.lost += worker->coverage().lost;
        m_result.busy += worker->coverage().busy;
    }
    m_result.slowStore = m_result.late > 0;
    return m_result;
}

} // namespace

ScheduleResult playSchedule(std::uint64_t seed, StateKind state) {
    return std::make_unique<Life>(seed, state)->play();
}

} // namespace devsync::testing
