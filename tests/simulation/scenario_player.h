// SPDX-License-Identifier: Apache-2.0
// Plays one scenario in virtual time with the real engine, codecs and server handlers and the model store.
// The invariants of the simulator watch every story.
#pragma once

#include "tests/simulation/invariants.h"
#include "tests/simulation/scenario.h"
#include "tests/simulation/scenario_settings.h"
#include "tests/support/model_store.h"

#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace devsync::testing {

/// A line whose expectation is not what was seen.
struct Surprise {
    std::size_t line = 0;
    std::string seen; ///< the line as it would be right
};

class ScenarioPlayer {
public:
    explicit ScenarioPlayer(const Scenario& scenario);

    void play();
    const std::vector<Surprise>& surprises() const { return m_surprises; }
    /// What no expectation can mend: a broken invariant, a story that cannot go on, a cue that never came.
    const std::vector<std::string>& failures() const { return m_failures; }

private:
    struct Request {
        std::size_t run = 0; ///< number of the run that sent it
        core::Side side = core::Side::Apigee;
        protocol::Method method = protocol::Method::Get;
        std::string target;
    };
    struct Run {
        std::unique_ptr<Worker> worker;
        std::shared_ptr<const engine::PreparedPlan> plan;
        bool judged = false;
    };
    struct Waiting {
        std::size_t line = 0;
        Scheduled scheduled;
        std::uint64_t seen = 0;
        bool armed = false;
        bool happened = false;
    };

    void perform(const Setting& setting);
    void perform(const NewAccount& account);
    void perform(const sandbox::Fault& fault) { m_network.scripted.add(fault); }
    void perform(const ClearFaults&) { m_network.scripted.clear(); }
    void perform(const Happening& happening);
    void perform(const Scheduled& scheduled);
    void perform(const StartRun& start);
    void perform(const FinishRun& finish);
    void perform(const Pass& pass);
    void perform(const Expectation& expectation);

    void happen(const sandbox::AccountEdit& edit);
    void happen(const KillRun&);
    void happen(const StopRun&);
    void happen(const SetClock& clock);
    void happen(const Sleep& sleep);
    void trigger(Waiting& waiting);
    void cue(RequestCue::Moment moment, const Request& request);
    void armTimes();
    void watchServer();
    void watchRun(std::size_t number);
    Worker::Config configOf(const StartRun& start, std::size_t number) const;
    core::LeaseState::OwnerProcess probe(const core::LeaseOwner& owner) const;
    void runUntilEnded(Run& run);
    void endStory();
    Run* current();
    void failed(const std::string& what);

    // what is seen (scenario_seen.cpp)
    using Words = std::vector<std::string>;
    Words seen(const Expectation& expectation);
    Words seenPlan(const std::string& email);
    Words seenOutcome(const std::string& email) const;
    Words seenRequests(const Expectation& expectation) const;
    Words seenWorld(const Expectation& expectation) const;
    Words seenVerdict();
    Words seenCounts(const Words& wanted);
    Words seenEnd(const Expectation& expectation);
    Words seenCreated();
    Words seenLimits();

    const Scenario& m_scenario;
    std::size_t m_line = 0;
    ScenarioSettings m_settings = defaultSettings();
    Timeline m_timeline;
    sandbox::World m_world;
    std::set<std::int64_t> m_dead; ///< pids
    ModelStore m_store;
    Network m_network;
    Invariants m_invariants;
    std::vector<Run> m_runs;
    std::size_t m_current = 0; ///< number of the run begun or finished last; 0 = none
    std::list<Waiting> m_waiting;
    std::vector<Request> m_sent;
    std::vector<Request> m_executed; ///< answered with 2xx by the server
    std::vector<Surprise> m_surprises;
    std::vector<std::string> m_failures;
};

} // namespace devsync::testing
