// SPDX-License-Identifier: Apache-2.0
// What a story's expectations see: of plans, stored rows, requests, worlds and reports, in words.
#include "sync/core/email_key.h"
#include "sync/report/names.h"
#include "sync/texts/error_text.h"
#include "tests/simulation/people.h"
#include "tests/simulation/scenario_player.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace devsync::testing {

using core::RowFlag;
using core::Side;

namespace {

constexpr std::array<std::pair<RowFlag, std::string_view>, 8> kFlags{
    {{RowFlag::Conflict, "conflict"},
     {RowFlag::StatusDiffers, "status_differs"},
     {RowFlag::UserNameDiffers, "user_name_differs"},
     {RowFlag::PlaceholderNames, "placeholder_names"},
     {RowFlag::SetInactive, "set_inactive"},
     {RowFlag::DeletedInApigee, "deleted_in_apigee"},
     {RowFlag::DeletedInPortal, "deleted_in_portal"},
     {RowFlag::ClockDecided, "clock_decided"}}};

constexpr std::array<std::pair<std::string_view, std::uint32_t core::LedgerCounts::*>, 7> kCounts{
    {{"planned", &core::LedgerCounts::planned},
     {"done", &core::LedgerCounts::done},
     {"failed", &core::LedgerCounts::failed},
     {"stale", &core::LedgerCounts::stale},
     {"held", &core::LedgerCounts::held},
     {"cancelled", &core::LedgerCounts::cancelled},
     {"not_started", &core::LedgerCounts::notStarted}}};

std::string folded(std::string_view email) {
    std::string out;
    core::appendFolded(email, out);
    return out;
}

void addUnlessEmpty(std::vector<std::string>& words, std::string_view word) {
    if (!word.empty())
        words.emplace_back(word);
}

std::string keyOf(const std::string& word) {
    return word.substr(0, word.find('='));
}

std::string developerValue(const sandbox::Developer& developer, const std::string& key) {
    if (key == "user")
        return developer.userName;
    if (key == "first")
        return developer.firstName;
    if (key == "last")
        return developer.lastName;
    if (key == "status")
        return developer.status;
    const sandbox::Attribute* attribute = developer.attribute(key);
    return attribute ? attribute->value : "-";
}

std::string fieldOf(const std::string& key) {
    if (key == "first")
        return simMapping().firstNameField;
    if (key == "last")
        return simMapping().lastNameField;
    for (const core::MappedAttribute& mapped : simMapping().attributes)
        if (mapped.attribute == key)
            return mapped.field;
    return {};
}

std::string userValue(const sandbox::User& user, const std::string& key) {
    if (key == "user")
        return user.name;
    if (key == "status")
        return user.isActive() ? "active" : "blocked";
    const std::string field = fieldOf(key);
    if (field.empty())
        return "?";
    return user.fields.contains(field) ? std::string(user.value(field)) : "-";
}

std::vector<std::string> keysOf(const std::vector<std::string>& wanted) {
    std::vector<std::string> keys;
    for (const std::string& word : wanted)
        if (word.find('=') != std::string::npos)
            keys.push_back(keyOf(word));
    if (keys.empty())
        keys = {"user", "first", "last", "status", "company", "plan"};
    return keys;
}

/// All counts, or those that `wanted` names.
std::vector<std::string> countWords(const core::LedgerCounts& counts,
                                    const std::vector<std::string>& wanted) {
    const bool all = std::ranges::none_of(
        wanted, [](const std::string& word) { return word.find('=') != std::string::npos; });
    std::vector<std::string> words;
    for (const auto& [name, member] : kCounts)
        if (all || std::ranges::find(wanted, name, keyOf) != wanted.end())
            words.push_back(std::string(name) + "=" + std::to_string(counts.*member));
    return words;
}

} // namespace

ScenarioPlayer::Words ScenarioPlayer::seen(const Expectation& expectation) {
    switch (expectation.kind) {
    case Expected::Plan:
        return seenPlan(expectation.about.front());
    case Expected::Outcome:
        return seenOutcome(expectation.about.front());
    case Expected::Requests:
    case Expected::Executed:
        return seenRequests(expectation);
    case Expected::World:
        return seenWorld(expectation);
    case Expected::Verdict:
        return seenVerdict();
    case Expected::Counts:
        return seenCounts(expectation.wanted);
    case Expected::Ended:
        return seenEnd(expectation);
    case Expected::Created:
        return seenCreated();
    case Expected::Limits:
        return seenLimits();
    }
    return {};
}

ScenarioPlayer::Words ScenarioPlayer::seenPlan(const std::string& email) {
    const Run* run = current();
    if (!run || !run->plan)
        return {"no-plan"};
    const core::Comparison& comparison = *run->plan->inputs.comparison;
    for (const core::PlanRow& row : run->plan->plan.rows) {
        if (comparison.foldedEmail(row.pair) != folded(email))
            continue;
        Words words{std::string(report::actionName(row.action))};
        addUnlessEmpty(words, report::reasonName(row.reason));
        addUnlessEmpty(words, report::heldName(row.heldBecause));
        for (const auto& [flag, name] : kFlags)
            if (row.has(flag))
                words.emplace_back(name);
        return words;
    }
    return {"absent"};
}

ScenarioPlayer::Words ScenarioPlayer::seenOutcome(const std::string& email) const {
    for (std::size_t number = m_runs.size(); number > 0; --number) {
        for (std::uint32_t row = 0;; ++row) {
            const std::optional<core::StoredRow> stored = m_store.row("run-" + std::to_string(number), row);
            if (!stored)
                break;
            if (stored->change.email != folded(email))
                continue;
            const bool claimed = stored->state == core::RowState::Claimed;
            Words words{claimed ? "claimed" : std::string(report::outcomeName(stored->state))};
            if (stored->error)
                words.emplace_back(texts::errorCode(stored->error->kind));
            return words;
        }
    }
    return {"absent"};
}

ScenarioPlayer::Words ScenarioPlayer::seenRequests(const Expectation& expectation) const {
    const Words& about = expectation.about;
    const RequestPattern pattern{about[0] == "apigee" ? Side::Apigee : Side::Portal,
                                 about[1] + " " + about[2]};
    const bool sent = expectation.kind == Expected::Requests;
    const std::vector<Request>& log = sent ? m_sent : m_executed;
    const auto count = std::ranges::count_if(log, [&](const Request& request) {
        return (!sent || request.run == m_current)
               && pattern.matches(request.side, request.method, request.target);
    });
    return {std::to_string(count)};
}

ScenarioPlayer::Words ScenarioPlayer::seenWorld(const Expectation& expectation) const {
    const std::string& email = expectation.about[1];
    const Words keys = keysOf(expectation.wanted);
    Words words;
    if (expectation.about[0] == "apigee") {
        const sandbox::Developer* developer = m_world.developer(email);
        for (const std::string& key : keys)
            if (developer)
                words.push_back(key + "=" + developerValue(*developer, key));
    } else if (const std::vector<std::uint32_t> uids = m_world.usersByMail(email); !uids.empty()) {
        for (const std::string& key : keys)
            words.push_back(key + "=" + userValue(*m_world.user(uids.front()), key));
    }
    return words.empty() ? Words{"absent"} : words;
}

ScenarioPlayer::Words ScenarioPlayer::seenVerdict() {
    const Run* run = current();
    if (!run || !run->worker->report())
        return {run && !run->worker->alive() ? "killed" : "none"};
    const engine::RunReport& report = *run->worker->report();
    Words words{std::string(core::verdictName(report.verdict.kind)), std::to_string(report.verdict.exitCode)};
    if (report.error)
        words.emplace_back(texts::errorCode(report.error->kind));
    return words;
}

ScenarioPlayer::Words ScenarioPlayer::seenCounts(const Words& wanted) {
    const Run* run = current();
    if (!run || !run->worker->report())
        return {"none"};
    return countWords(run->worker->report()->counts, wanted);
}

ScenarioPlayer::Words ScenarioPlayer::seenEnd(const Expectation& expectation) {
    const std::string id = "run-" + expectation.about.front();
    const core::StoreResult answer = m_store.perform({core::ListRuns{}});
    for (const core::RunRecord& record : std::get<core::Runs>(answer->front()).runs) {
        if (record.header.id != id)
            continue;
        if (!record.end)
            return {"open"};
        Words words{std::string(core::verdictName(record.end->verdict))};
        std::ranges::copy(countWords(record.end->counts, expectation.wanted), std::back_inserter(words));
        return words;
    }
    return {"absent"};
}

ScenarioPlayer::Words ScenarioPlayer::seenCreated() {
    const Run* run = current();
    return run && run->worker->report() ? run->worker->report()->createdUsers : Words{"none"};
}

ScenarioPlayer::Words ScenarioPlayer::seenLimits() {
    const Run* run = current();
    if (!run || !run->plan)
        return {"no-plan"};
    Words words;
    for (const core::LimitExceeded& exceeded : run->plan->limitsExceeded)
        words.emplace_back(report::limitName(exceeded.kind));
    return words;
}

} // namespace devsync::testing
