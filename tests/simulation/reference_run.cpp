// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/reference_run.h"

#include "tests/simulation/people.h"

#include <algorithm>
#include <memory>

namespace devsync::testing {

using core::Millis;

namespace {

constexpr std::uint64_t kSeed = 50;
constexpr std::uint32_t kPeople = 50;
constexpr std::uint32_t kApigeePage = 20;
constexpr std::uint32_t kMostRuns = 5;

std::string worldText(const sandbox::World& world) {
    std::string text;
    for (const auto& [key, developer] : world.developers()) {
        text += developer.email + " " + developer.userName + " " + developer.status + " "
                + developer.firstName + " " + developer.lastName;
        for (const sandbox::Attribute& attribute : developer.attributes)
            text += " " + attribute.name + "=" + attribute.value;
        text += "\n";
    }
    std::vector<std::string> users; // uids depend on the order of creation
    for (const auto& [uid, user] : world.users()) {
        std::string line =
            user.mail.value_or("-") + " " + user.name + (user.isActive() ? " active" : " blocked");
        for (const auto& [field, values] : user.fields)
            for (const std::string& value : values)
                line += " " + field + "=" + value;
        users.push_back(line + "\n");
    }
    std::ranges::sort(users);
    for (const std::string& user : users)
        text += user;
    return text;
}

class ReferencePlay {
public:
    explicit ReferencePlay(StateKind state)
        : m_profile(seededWorld(kSeed, {.people = kPeople}), kSeed, kApigeePage, state) {}

    ReferenceRun play(const Strike& strike) {
        first(strike);
        m_profile.drain();
        for (bool settled = false; !settled && m_result.runs < kMostRuns;)
            settled = another();
        if (m_result.runs == kMostRuns)
            m_profile.invariants.broken(kIdleAtLast);
        if (!m_profile.store->claims().empty())
            m_profile.invariants.broken(kNoClaimLeft);
        if (m_result.longestRun > kQuietRunAtMost)
            m_profile.invariants.broken(kEndsInTime);
        m_result.world = worldText(m_profile.world);
        m_result.executedWrites = m_profile.invariants.executedWrites();
        m_result.violations = m_profile.invariants.violations();
        return std::move(m_result);
    }

private:
    void first(const Strike& strike) {
        Worker::Config config = m_profile.nextConfig();
        const std::uint64_t disk = FailingDisk::operations();
        if (strike.nth > 0 || strike.what == Strike::What::Account)
            arm(strike, config);
        Worker& worker = m_profile.start(std::move(config));
        m_profile.runUntilEnded(worker);
        FailingDisk::relieve();
        m_profile.network.refusedAccount.clear();
        m_result.runs = 1;
        if (worker.report()) {
            m_result.verdict = worker.report()->verdict.kind;
            m_result.counts = worker.report()->counts;
        }
        if (strike.what == Strike::What::Account && m_result.counts.done + 1 < m_result.counts.planned)
            m_profile.invariants.broken(kOneRowOnly, strike.account);
        m_result.requests = m_profile.network.sent();
        m_result.batches = m_profile.store->batches();
        m_result.steps = worker.steps();
        m_result.diskOperations = FailingDisk::operations() - disk;
    }

    void arm(const Strike& strike, Worker::Config& config) {
        switch (strike.what) {
        case Strike::What::Request:
            return m_profile.network.strike(strike.nth, strike.fate, strike.status);
        case Strike::What::Batch:
            return m_profile.store->failNext(strike.batch, 1, strike.nth - 1);
        case Strike::What::Disk:
            return FailingDisk::strike(strike.nth, strike.disk);
        case Strike::What::Kill:
            config.killAtStep = strike.nth;
            return;
        case Strike::What::Stop:
            config.stopAtStep = strike.nth;
            return;
        case Strike::What::Account:
            m_profile.network.refusedAccount = strike.account;
            return;
        }
    }

    /// True when it had nothing to do.
    bool another() {
        const Millis began = m_profile.timeline.mono();
        Worker& worker = m_profile.start(m_profile.nextConfig());
        m_profile.runUntilEnded(worker);
        m_result.longestRun = std::max(m_result.longestRun, m_profile.timeline.mono() - began);
        ++m_result.runs;
        return worker.report() && worker.report()->verdict.kind == core::VerdictKind::NothingToDo;
    }

    SimulatedProfile m_profile;
    ReferenceRun m_result;
};

} // namespace

ReferenceRun playReferenceRun(const Strike& strike, StateKind state) {
    return std::make_unique<ReferencePlay>(state)->play(strike);
}

} // namespace devsync::testing
