// SPDX-License-Identifier: Apache-2.0
#include "sync/core/mapping.h"
#include "tests/simulation/people.h"
#include "tests/simulation/scenario.h"
#include "tests/simulation/scenario_line.h"
#include "tests/simulation/scenario_settings.h"

#include <algorithm>
#include <array>

namespace devsync::testing {

using core::Millis;
using core::Side;
using sandbox::AccountEdit;
using sandbox::FaultKind;

namespace {

/// How an expectation begins, and how many words say what is looked at.
struct ExpectationForm {
    std::string_view name;
    Expected kind;
    std::size_t about;
};
constexpr std::array kForms{
    ExpectationForm{"plan", Expected::Plan, 1},         ExpectationForm{"outcome", Expected::Outcome, 1},
    ExpectationForm{"requests", Expected::Requests, 3}, ExpectationForm{"executed", Expected::Executed, 3},
    ExpectationForm{"world", Expected::World, 2},       ExpectationForm{"verdict", Expected::Verdict, 0},
    ExpectationForm{"counts", Expected::Counts, 0},     ExpectationForm{"ended", Expected::Ended, 1},
    ExpectationForm{"created", Expected::Created, 0},   ExpectationForm{"limits", Expected::Limits, 0}};

constexpr std::array<std::string_view, 7> kMethods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "*"};

RequestPattern parsePattern(ScenarioLine& line) {
    RequestPattern pattern{.side = line.side(), .match = {}};
    pattern.match = kMethods.at(line.oneOf("method", kMethods));
    const std::string path = line.word("path pattern");
    if (!path.starts_with('/') && !path.starts_with('*'))
        line.fail("\"" + path + "\" is no path pattern: it begins with / or *");
    pattern.match += " " + path;
    return pattern;
}

void setAttribute(ScenarioLine& line, AccountEdit& edit, const std::string& key, const std::string& value) {
    if (edit.side == Side::Apigee) {
        edit.attributes[key] = value == "-" ? std::nullopt : std::optional(value);
        return;
    }
    for (const core::MappedAttribute& mapped : simMapping().attributes) {
        if (mapped.attribute == key) {
            edit.fields[mapped.field] =
                value == "-" ? std::vector<std::string>() : std::vector<std::string>{value};
            return;
        }
    }
    line.fail("the portal has no field for \"" + key + "\"");
}

void setTime(ScenarioLine& line, AccountEdit& edit, const std::string& value) {
    const std::optional<std::int64_t> seconds = wholeNumber(value);
    if (!seconds || *seconds > 0)
        return line.fail("time is 0 or seconds before now, e.g. -3600");
    edit.ageSeconds = -*seconds;
}

void setStatus(ScenarioLine& line, AccountEdit& edit, const std::string& value) {
    const std::string_view off = edit.side == Side::Apigee ? "inactive" : "blocked";
    if (value != "active" && value != off)
        return line.fail("status is active or " + std::string(off));
    edit.active = value == "active";
}

void setKey(ScenarioLine& line, AccountEdit& edit) {
    const auto [key, value] = line.keyValue();
    if (key == "user")
        edit.userName = value;
    else if (key == "first")
        edit.firstName = value;
    else if (key == "last")
        edit.lastName = value;
    else if (key == "email")
        edit.newEmail = value;
    else if (key == "status")
        setStatus(line, edit, value);
    else if (key == "time")
        setTime(line, edit, value);
    else if (!key.empty())
        setAttribute(line, edit, key, value);
}

AccountEdit parseAccount(ScenarioLine& line) {
    AccountEdit edit{.side = line.side(), .email = {}};
    edit.email = line.word("e-mail address");
    return edit;
}

NewAccount parseWorld(ScenarioLine& line) {
    AccountEdit facts = parseAccount(line);
    facts.userName = facts.email.substr(0, facts.email.find('@'));
    facts.ageSeconds = 86'400;
    while (!line.atEnd())
        setKey(line, facts);
    if (facts.newEmail)
        line.fail("an account of the world has one e-mail address");
    return {std::move(facts)};
}

SetClock parseSetClock(ScenarioLine& line) {
    const std::optional<std::int64_t> seconds = wholeNumber(line.word("seconds"));
    if (!seconds || *seconds == 0)
        line.fail("the clock is set by seconds with a sign");
    return {core::Seconds(seconds.value_or(0))};
}

Happening parseHappening(ScenarioLine& line) {
    switch (line.oneOf("happening", {"edit", "kill", "stop", "clock", "sleep"})) {
    case 1:
        return KillRun{};
    case 2:
        return StopRun{};
    case 3:
        return parseSetClock(line);
    case 4:
        return Sleep{Millis(static_cast<std::int64_t>(line.count("milliseconds")))};
    default:
        break;
    }
    AccountEdit edit = parseAccount(line);
    edit.remove = line.takeIf("remove");
    if (!edit.remove && line.atEnd())
        line.fail("missing: what the edit changes");
    while (!edit.remove && !line.atEnd())
        setKey(line, edit);
    return edit;
}

StatementWhat parseFault(ScenarioLine& line) {
    static constexpr std::array kKinds{FaultKind::DropBefore, FaultKind::DropAfter, FaultKind::Truncate,
                                       FaultKind::Delay,      FaultKind::Html,      FaultKind::Status};
    if (line.takeIf("clear"))
        return ClearFaults{};
    const RequestPattern pattern = parsePattern(line);
    sandbox::Fault fault{.side = pattern.side, .match = pattern.match};
    fault.kind = kKinds.at(
        line.oneOf("kind of fault", {"drop-before", "drop-after", "truncate", "delay", "html", "status"}));
    if (fault.kind == FaultKind::Status) {
        const std::optional<std::uint64_t> status = line.countIf("status");
        if (!status || *status < 300 || *status > 599)
            line.fail("a status fault says status=300…599");
        fault.status = static_cast<int>(status.value_or(0));
    }
    if (const std::optional<std::uint64_t> count = line.countIf("count"))
        fault.count = static_cast<std::uint32_t>(*count);
    return fault;
}

Scheduled parseWhen(ScenarioLine& line) {
    RequestCue cue;
    cue.moment = line.oneOf("moment", {"sent", "executed"}) == 0 ? RequestCue::Moment::Sent
                                                                 : RequestCue::Moment::Executed;
    cue.request = parsePattern(line);
    cue.nth = line.countIf("nth").value_or(1);
    if (cue.nth == 0)
        line.fail("nth counts from 1");
    return {std::move(cue), parseHappening(line)};
}

Scheduled parseAt(ScenarioLine& line) {
    const Millis when(static_cast<std::int64_t>(line.count("milliseconds")));
    return {when, parseHappening(line)};
}

StartRun parseRun(ScenarioLine& line) {
    StartRun run;
    run.confirm = line.countIf("confirm").value_or(0);
    run.waitForLease = line.takeIf("wait");
    return run;
}

Setting parseSetting(ScenarioLine& line) {
    Setting setting{.key = line.word("setting"), .value = {}};
    setting.value = line.word("value");
    ScenarioSettings scratch = defaultSettings();
    if (const core::Result<void> known = applySetting(scratch, setting.key, setting.value);
        !known && !line.error())
        line.fail(known.error().detail);
    return setting;
}

Expectation parseExpectation(ScenarioLine& line) {
    std::array<std::string_view, kForms.size()> names;
    std::ranges::transform(kForms, names.begin(), &ExpectationForm::name);
    const std::size_t number = line.oneOf("expectation", names);
    const ExpectationForm& form = kForms.at(number);
    Expectation expectation{.kind = form.kind, .about = {}, .wanted = {}};
    if (form.about == 3) {
        const RequestPattern pattern = parsePattern(line);
        const std::size_t space = pattern.match.find(' ');
        expectation.about = {pattern.side == Side::Apigee ? "apigee" : "portal",
                             pattern.match.substr(0, space), pattern.match.substr(space + 1)};
    }
    if (form.about == 2)
        expectation.about.emplace_back(line.side() == Side::Apigee ? "apigee" : "portal");
    if (form.about == 1 || form.about == 2)
        expectation.about.push_back(
            line.word(form.kind == Expected::Ended ? "number of the run" : "e-mail address"));
    expectation.wanted = line.rest();
    return expectation;
}

StatementWhat parseStatement(ScenarioLine& line) {
    switch (line.oneOf("statement", {"set", "world", "fault", "edit", "kill", "stop", "at", "when", "run",
                                     "start", "finish", "pass", "expect", "clock", "sleep"})) {
    case 0:
        return parseSetting(line);
    case 1:
        return parseWorld(line);
    case 2:
        return parseFault(line);
    case 6:
        return parseAt(line);
    case 7:
        return parseWhen(line);
    case 8:
        return parseRun(line);
    case 9: {
        StartRun run = parseRun(line);
        run.untilEnd = false;
        return run;
    }
    case 10:
        return FinishRun{line.count("number of the run")};
    case 11:
        return Pass{Millis(static_cast<std::int64_t>(line.count("milliseconds")))};
    case 12:
        return parseExpectation(line);
    default:
        line.stepBack();
        return parseHappening(line);
    }
}

core::Result<void> parseLine(Scenario& scenario, const std::string& name) {
    ScenarioLine line(scenario.lines.back());
    if (line.atEnd() && !line.error())
        return {};
    StatementWhat what = parseStatement(line);
    if (!line.atEnd() && !line.error())
        line.fail("\"" + line.word("") + "\" is one word too many");
    if (line.error())
        return core::fail(core::ErrorKind::Usage, *line.error(),
                          name + ":" + std::to_string(scenario.lines.size()));
    scenario.statements.push_back({scenario.lines.size(), std::move(what)});
    return {};
}

} // namespace

bool RequestPattern::matches(Side at, protocol::Method method, std::string_view target) const {
    sandbox::FaultTable table;
    table.add({.side = side, .match = match});
    return table.decide(at, method, target).has_value();
}

core::Result<Scenario> parseScenario(std::string_view text, const std::string& name) {
    Scenario scenario;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        scenario.lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (core::Result<void> parsed = parseLine(scenario, name); !parsed)
            return tl::unexpected(std::move(parsed.error()));
    }
    return scenario;
}

std::string expectLine(const Expectation& expectation, const std::vector<std::string>& words) {
    const auto form = std::ranges::find(kForms, expectation.kind, &ExpectationForm::kind);
    std::string line = "expect " + std::string(form->name);
    for (const std::string& word : expectation.about)
        line += " " + quotedWord(word);
    for (const std::string& word : words)
        line += " " + quotedWord(word);
    return line;
}

} // namespace devsync::testing
