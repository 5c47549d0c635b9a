// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/schedule.h"

#include "sync/sandbox/edit.h"
#include "tests/simulation/people.h"
#include "tests/simulation/simulated_profile.h"
#include "tests/support/rule_oracle.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace devsync::testing {

using core::Millis;
using core::Side;
using sandbox::SeededRandom;

namespace {

constexpr std::uint32_t kApigeePage = 4; ///< small, so that eight people are several pages

struct LastEdit {
    Side side = Side::Apigee;
    std::string firstName;
};

class Life {
public:
    Life(std::uint64_t seed, StateKind state);
    ScheduleResult play();

private:
    Worker& spawn(bool faulty, bool waitForLease);
    void faultyRuns();
    void suspendAndTakeOver();
    void runOneOrTwo();
    void planEdits();
    void planStop(Worker& worker);
    void planBlocks();
    void setBlocked(std::size_t number, std::optional<sandbox::Fault> fault);
    void edit();
    void quietRuns();
    Worker& quietRun();
    void checkConverged();
    void checkAgainstOracle();

    SeededRandom m_random;
    SimulatedProfile m_profile;
    std::map<std::string, SimPerson> m_atFirst;
    std::map<std::string, LastEdit> m_lastEdits;
    std::map<std::string, Millis> m_editedAt;
    bool m_edits;
    bool m_faulty;
    bool m_slowStore;
    std::shared_ptr<const core::Policy> m_strict; ///< of the faulty runs; null = as the quiet ones
    std::array<std::optional<sandbox::Fault>, 2> m_blocked;
    ScheduleResult m_result;
};

Life::Life(std::uint64_t seed, StateKind state)
    : m_random(seed * 7919 + 17),
      m_profile(seededWorld(seed, {.people = 6 + static_cast<std::uint32_t>(seed % 5)}), seed, kApigeePage,
                state) {
    m_edits = m_random.below(2) == 0;
    m_faulty = m_random.below(10) < 9;
    m_slowStore = m_random.below(2) == 0;
    m_profile.world.settings.clockOffsetSeconds = {m_random.below(3) == 0 ? 600 : 0,
                                                   m_random.below(3) == 0 ? -600 : 0};
    if (m_random.below(8) == 0) {
        core::Policy strict = *m_profile.policy;
        strict.limits.updatePercent = 0;
        strict.limits.updateMin = 1;
        m_strict = std::make_shared<const core::Policy>(std::move(strict));
    }
    m_atFirst = peopleOf(m_profile.world);
}

Worker& Life::spawn(bool faulty, bool waitForLease) {
    Worker::Config config = m_profile.nextConfig();
    config.options.waitForLease = waitForLease;
    if (m_strict)
        config.options.policy = m_strict;
    config.options.sides.apigee.concurrency = 1 + static_cast<std::uint32_t>(m_random.below(4));
    config.options.sides.portal.concurrency = 1 + static_cast<std::uint32_t>(m_random.below(3));
    for (std::uint8_t& byte : config.options.seed)
        byte = static_cast<std::uint8_t>(m_random.below(256));
    config.seed = m_random.next();
    if (m_slowStore && faulty)
        config.disk = {
            .busy = 20, .full = 3, .lostAnswer = 5, .commit = Millis(40), .lateAnswer = Millis(15'000)};
    if (faulty && m_random.below(2) == 0) {
        config.crash = static_cast<CrashPoint>(1 + m_random.below(5));
        config.crashAt = 1 + static_cast<std::uint32_t>(m_random.below(4));
    }
    const CrashPoint crash = config.crash;
    Worker& worker = m_profile.start(std::move(config));
    worker.onKilled = [this, crash, known = worker.onKilled](Worker& killed) {
        known(killed);
        ++m_result.crashes[static_cast<std::size_t>(crash)];
    };
    return worker;
}

void Life::edit() {
    std::vector<std::string> emails;
    for (const auto& [email, person] : peopleOf(m_profile.world))
        emails.push_back(email);
    const std::string& email = emails[m_random.below(emails.size())];
    if (m_profile.timeline.mono() - m_editedAt[email] < Millis(30'000))
        return; // edits of one account stay apart, so that which is the latest is beyond doubt
    const Side side = m_random.below(2) == 0 ? Side::Apigee : Side::Portal;
    sandbox::AccountEdit change{.side = side, .email = email};
    change.firstName = "Edit" + std::to_string(m_result.edits);
    if (!sandbox::applyEdit(m_profile.world, change, m_profile.timeline.now().wall))
        return;
    m_editedAt[email] = m_profile.timeline.mono();
    m_lastEdits[email] = {side, *change.firstName};
    m_profile.invariants.edited(side, email);
    if (m_profile.network.trace)
        m_profile.network.trace("edit of " + email
                                + (side == Side::Apigee ? " in Apigee: " : " in the portal: ")
                                + *change.firstName);
    ++m_result.edits;
}

void Life::planEdits() {
    const std::uint64_t count = 1 + m_random.below(6);
    for (std::uint64_t i = 0; i < count; ++i)
        m_profile.timeline.after(Millis(static_cast<std::int64_t>(m_random.below(4'000))),
                                 [this] { edit(); });
}

void Life::planStop(Worker& worker) {
    m_profile.timeline.after(Millis(static_cast<std::int64_t>(m_random.below(4'000))), [this, &worker] {
        if (!worker.alive() || worker.ended())
            return;
        ++m_result.stops;
        worker.deliver(engine::StopRequested{core::StopCause::Operator});
    });
}

void Life::setBlocked(std::size_t number, std::optional<sandbox::Fault> fault) {
    m_blocked[number] = std::move(fault);
    m_profile.network.scripted.clear();
    for (const std::optional<sandbox::Fault>& blocked : m_blocked)
        if (blocked)
            m_profile.network.scripted.add(*blocked);
    m_result.blocked += m_blocked[0] && m_blocked[1];
}

/// Two end points go out of order, each in its way, and come back in any order.
void Life::planBlocks() {
    using sandbox::FaultKind;
    static constexpr std::array kEndPoints{
        std::pair{Side::Apigee, "GET *"},    std::pair{Side::Apigee, "PUT *"},
        std::pair{Side::Apigee, "POST *"},   std::pair{Side::Portal, "GET /jsonapi/*"},
        std::pair{Side::Portal, "PATCH *"},  std::pair{Side::Portal, "POST /jsonapi/*"},
        std::pair{Side::Portal, "* /user/*"}};
    static constexpr std::array kKinds{FaultKind::DropBefore, FaultKind::DropAfter, FaultKind::Truncate,
                                       FaultKind::Delay,      FaultKind::Html,      FaultKind::Status,
                                       FaultKind::Status};
    static constexpr std::array kStatuses{401, 403, 408, 429, 500, 502, 503, 504};
    for (std::size_t i = 0; i < m_blocked.size(); ++i) {
        const auto& [side, match] = kEndPoints[m_random.below(kEndPoints.size())];
        const sandbox::Fault fault{.side = side,
                                   .match = match,
                                   .kind = kKinds[m_random.below(kKinds.size())],
                                   .status = kStatuses[m_random.below(kStatuses.size())]};
        const auto from = static_cast<std::int64_t>(m_random.below(3'000));
        const auto until = from + 1 + static_cast<std::int64_t>(m_random.below(40'000));
        m_profile.timeline.after(Millis(from), [this, i, fault] { setBlocked(i, fault); });
        m_profile.timeline.after(Millis(until), [this, i] { setBlocked(i, std::nullopt); });
    }
}

void Life::suspendAndTakeOver() {
    Worker& first = spawn(true, false);
    m_profile.timeline.after(Millis(static_cast<std::int64_t>(200 + m_random.below(1'500))),
                             [&first] { first.suspend(); });
    const Millis asleep{static_cast<std::int64_t>(100'000 + m_random.below(200'000))};
    m_profile.timeline.after(asleep, [&first] { first.resume(); });
    const Millis resumed = m_profile.timeline.mono() + asleep;
    Worker& second = spawn(true, true);
    m_profile.runUntilEnded(second);
    while (m_profile.timeline.mono() <= resumed && m_profile.timeline.step()) {
    }
    m_profile.runUntilEnded(first);
    if (first.report() && first.report()->error && first.report()->error->kind == core::ErrorKind::LeaseLost)
        ++m_result.leaseLost;
}

/// A second process may be started while the first works: it is told so, or waits for nothing.
void Life::runOneOrTwo() {
    Worker& first = spawn(m_faulty, true);
    if (m_random.below(4) == 0)
        m_profile.timeline.after(Millis(static_cast<std::int64_t>(m_random.below(2'000))),
                                 [this] { spawn(m_faulty, false); });
    if (m_random.below(4) == 0)
        planStop(first);
    m_profile.runUntilEnded(first);
    m_result.limited += first.report() && first.report()->verdict.kind == core::VerdictKind::SafetyLimit;
}

void Life::faultyRuns() {
    if (m_faulty)
        m_profile.network.faults = {.refused = 15,
                                    .dropBefore = 20,
                                    .dropAfter = 15,
                                    .cut = 10,
                                    .lateLanding = 25,
                                    .timeout = 15,
                                    .status = 25,
                                    .statusAfter = 10,
                                    .expired = 10,
                                    .garbled = 5};
    const std::uint64_t runs = 1 + m_random.below(3);
    for (std::uint64_t i = 0; i < runs; ++i) {
        if (m_edits)
            planEdits();
        if (m_faulty && m_random.below(3) == 0)
            planBlocks();
        if (m_faulty && m_random.below(4) == 0)
            suspendAndTakeOver();
        else
            runOneOrTwo();
    }
}

Worker& Life::quietRun() {
    const Millis began = m_profile.timeline.mono();
    Worker& worker = spawn(false, true);
    m_profile.runUntilEnded(worker);
    if (m_profile.timeline.mono() - began > kQuietRunAtMost)
        m_profile.invariants.broken(kEndsInTime);
    return worker;
}

void Life::quietRuns() {
    m_profile.network.faults = {};
    m_slowStore = false;
    m_strict.reset();
    m_profile.drain();
    for (int i = 0; i < 2; ++i)
        quietRun();
    const std::uint32_t writes = m_profile.invariants.writes();
    const Worker& last = quietRun();
    if (!m_profile.store->claims().empty())
        m_profile.invariants.broken(kNoClaimLeft);
    if (m_profile.invariants.writes() != writes)
        m_profile.invariants.broken(kIdleAtLast);
    if (!last.report() || last.report()->verdict.kind != core::VerdictKind::NothingToDo)
        m_profile.invariants.broken(kIdleAtLast, "the last run does not say so");
}

void Life::checkConverged() {
    for (const auto& [email, person] : peopleOf(m_profile.world)) {
        if (!person.apigee || !person.portal) {
            m_profile.invariants.broken(kSidesAgree, email);
            continue;
        }
        for (std::size_t field = 0; field < person.apigee->fields.size(); ++field)
            if (!core::sameContent(person.apigee->fields[field], person.portal->fields[field]))
                m_profile.invariants.broken(kSidesAgree, email);
        const auto last = m_lastEdits.find(email);
        if (last == m_lastEdits.end() || m_profile.invariants.raced().contains(email))
            continue;
        if (person.apigee->fields[core::kFirstName].view().single() != last->second.firstName)
            m_profile.invariants.broken(kNoEditLost, email);
    }
}

void Life::checkAgainstOracle() {
    const std::map<std::string, SimPerson> now = peopleOf(m_profile.world);
    const std::int64_t offset = m_profile.world.settings.clockOffsetSeconds.portal
                                - m_profile.world.settings.clockOffsetSeconds.apigee;
    for (const auto& [email, was] : m_atFirst) {
        const OracleAnswer wanted = askOracle({.apigee = was.apigee ? &*was.apigee : nullptr,
                                               .portal = was.portal ? &*was.portal : nullptr,
                                               .offsetSeconds = offset},
                                              *m_profile.policy);
        const SimPerson& is = now.at(email);
        for (std::size_t field = 0; field < wanted.apigee.size(); ++field)
            if (!is.apigee || !core::sameContent(is.apigee->fields[field], wanted.apigee[field]))
                m_profile.invariants.broken(kRightWinner, email + " in Apigee");
        for (std::size_t field = 0; field < wanted.portal.size(); ++field)
            if (!is.portal || !core::sameContent(is.portal->fields[field], wanted.portal[field]))
                m_profile.invariants.broken(kRightWinner, email + " in the portal");
        const bool blocked = was.portal && was.portal->status == core::Status::Inactive;
        if (!was.apigee && is.apigee && (is.apigee->status == core::Status::Inactive) != blocked)
            m_profile.invariants.broken(kStatusOfCreated, email);
    }
}

ScheduleResult Life::play() {
    faultyRuns();
    quietRuns();
    checkConverged();
    if (m_result.edits == 0)
        checkAgainstOracle();
    m_result.violations = m_profile.invariants.violations();
    if (m_profile.network.trace)
        for (const std::string& violation : m_result.violations)
            m_profile.network.trace("broken: " + violation);
    m_result.faulty = m_profile.network.faultsStruck() > 0 || m_result.crashes[1] + m_result.crashes[2] > 0;
    m_result.landedAfterRead = m_profile.invariants.landedAfterRead();
    m_result.writes = m_profile.invariants.writes();
    for (const std::unique_ptr<Worker>& worker : m_profile.workers) {
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
