// SPDX-License-Identifier: Apache-2.0
// A story as plain lines, one statement a line, '#' begins a comment, "…" holds spaces. Strict: a word nobody
// knows is an error that names file and line. Pure; read by scenario_test, played by ScenarioPlayer.
//
//   set KEY VALUE                         a setting of the rule or of the rig (scenario_settings.cpp)
//   world SIDE EMAIL [KEY=VALUE…]         an account that is there from the start
//   fault SIDE METHOD PATTERN KIND [status=N] [count=N]
//                                         drop-before, drop-after, truncate, delay, html, status
//   fault clear
//   edit SIDE EMAIL KEY=VALUE… | edit SIDE EMAIL remove    somebody else changes an account now
//   kill | stop                           of the run begun last: killed without a word, or asked to stop
//   at MS edit…|kill|stop                 so long after the next run began
//   when sent|executed SIDE METHOD PATTERN [nth=N] edit…|kill|stop
//   run [confirm=N] [wait]                a run from its start to its end (or death)
//   start [confirm=N] [wait]              the same, without waiting for the end
//   finish N                              waits for the end of the N-th run
//   pass MS                               time goes by
//   expect plan EMAIL ACTION [REASON] [HELD] [FLAG…]
//   expect outcome EMAIL STATE [CODE]     of the newest run that planned the account
//   expect requests SIDE METHOD PATTERN N sent by the run begun, or finished, last
//   expect executed SIDE METHOD PATTERN N done by the server, in the whole story
//   expect world SIDE EMAIL KEY=VALUE… | absent
//   expect verdict NAME EXIT [CODE]
//   expect counts KEY=N…                  planned, done, failed, stale, held, cancelled, not_started
//   expect ended N NAME KEY=N…            how the store says the N-th run ended, with its counts
//   expect created [EMAIL…]               the report's list of new portal users
//   expect limits [NAME…]                 that the plan exceeds
//
// Keys of an account: user, first, last, status, time (seconds before now, e.g. -3600), email (edit only);
// any other key is an attribute. The value "-" means absent.
#pragma once

#include "sync/core/error.h"
#include "sync/sandbox/edit.h"
#include "sync/sandbox/fault.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace devsync::testing {

/// Which requests: a side and "METHOD /path*", as faults name them.
struct RequestPattern {
    core::Side side = core::Side::Apigee;
    std::string match;
    bool matches(core::Side at, protocol::Method method, std::string_view target) const;
};

struct KillRun {};
struct StopRun {};
/// The console's wall clock is set; the servers' clocks are not.
struct SetClock {
    core::Seconds by{};
};
/// The console sleeps: nothing reaches its runs, and the servers go on.
struct Sleep {
    core::Millis time{};
};
using Happening = std::variant<sandbox::AccountEdit, KillRun, StopRun, SetClock, Sleep>;

/// The n-th matching request from here on leaves the console, or has been executed by its server.
struct RequestCue {
    enum class Moment : std::uint8_t { Sent, Executed } moment = Moment::Sent;
    RequestPattern request;
    std::uint64_t nth = 1;
};
struct Scheduled {
    std::variant<core::Millis, RequestCue> cue;
    Happening happening;
};

struct Setting {
    std::string key, value;
};
struct NewAccount {
    sandbox::AccountEdit facts;
};
struct ClearFaults {};
struct StartRun {
    bool untilEnd = true;
    bool waitForLease = false;
    std::uint64_t confirm = 0;
};
struct FinishRun {
    std::uint64_t number = 1;
};
struct Pass {
    core::Millis time{};
};

enum class Expected : std::uint8_t {
    Plan,
    Outcome,
    Requests,
    Executed,
    World,
    Verdict,
    Counts,
    Ended,
    Created,
    Limits
};
struct Expectation {
    Expected kind = Expected::Plan;
    std::vector<std::string> about;  ///< what is looked at, e.g. the address
    std::vector<std::string> wanted; ///< what must be seen there
};

using StatementWhat = std::variant<Setting, NewAccount, sandbox::Fault, ClearFaults, Happening, Scheduled,
                                   StartRun, FinishRun, Pass, Expectation>;
struct Statement {
    std::size_t line = 0; ///< from 1
    StatementWhat what;
};

struct Scenario {
    std::vector<std::string> lines;
    std::vector<Statement> statements;
};

/// Usage, with where = "NAME:LINE".
core::Result<Scenario> parseScenario(std::string_view text, const std::string& name);

/// "expect plan a@b same equal": the line that holds `words`.
std::string expectLine(const Expectation& expectation, const std::vector<std::string>& words);

} // namespace devsync::testing
