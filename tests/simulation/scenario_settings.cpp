// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/scenario_settings.h"

#include "tests/simulation/people.h"

#include <charconv>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace devsync::testing {

namespace {

using Apply = std::function<bool(ScenarioSettings&, std::string_view)>;

template <class E>
Apply choice(E core::Policy::*member, std::vector<std::pair<std::string_view, E>> words) {
    return [member, words = std::move(words)](ScenarioSettings& settings, std::string_view value) {
        for (const auto& [word, meaning] : words) {
            if (word == value) {
                settings.policy.*member = meaning;
                return true;
            }
        }
        return false;
    };
}

template <class T, class Place>
Apply number(Place place) {
    return [place](ScenarioSettings& settings, std::string_view value) {
        const char* const end = value.data() + value.size();
        T read{};
        const auto [stop, error] = std::from_chars(value.data(), end, read);
        if (error != std::errc() || stop != end)
            return false;
        place(settings) = read;
        return true;
    };
}

Apply limit(std::uint32_t core::Limits::*member) {
    return number<std::uint32_t>(
        [member](ScenarioSettings& settings) -> std::uint32_t& { return settings.policy.limits.*member; });
}

Apply clockOf(core::Side side) {
    return number<std::int64_t>(
        [side](ScenarioSettings& settings) -> std::int64_t& { return settings.clockOffsetSeconds[side]; });
}

bool setBaseline(ScenarioSettings& settings, std::string_view value) {
    settings.useBaseline = value == "on";
    return value == "on" || value == "off";
}

bool setReadOnly(ScenarioSettings& settings, std::string_view value) {
    settings.policy.readOnly = {value == "apigee", value == "portal"};
    return value == "apigee" || value == "portal" || value == "neither";
}

bool setHost(ScenarioSettings& settings, std::string_view value) {
    settings.host = value;
    return !value.empty();
}

const std::map<std::string_view, Apply>& knownSettings() {
    using core::Policy;
    static const std::map<std::string_view, Apply> known{
        {"baseline", setBaseline},
        {"read-only", setReadOnly},
        {"host", setHost},
        {"clock", choice<core::ClockMode>(&Policy::clock, {{"corrected", core::ClockMode::Corrected},
                                                           {"raw", core::ClockMode::Raw}})},
        {"direction", choice<core::Direction>(&Policy::direction,
                                              {{"two-way", core::Direction::TwoWay},
                                               {"apigee-to-portal", core::Direction::ApigeeToPortal},
                                               {"portal-to-apigee", core::Direction::PortalToApigee}})},
        {"conflicts", choice<core::ConflictMode>(&Policy::conflicts, {{"rule", core::ConflictMode::Rule},
                                                                      {"hold", core::ConflictMode::Hold}})},
        {"reappear",
         choice<core::ReappearMode>(&Policy::reappear, {{"recreate", core::ReappearMode::Recreate},
                                                        {"hold", core::ReappearMode::Hold}})},
        {"missing-names", choice<core::MissingNamesMode>(
                              &Policy::missingNames, {{"placeholder", core::MissingNamesMode::Placeholder},
                                                      {"hold", core::MissingNamesMode::Hold}})},
        {"empty-field", choice<core::EmptyFieldMode>(&Policy::emptyField,
                                                     {{"removed-only", core::EmptyFieldMode::RemovedOnly},
                                                      {"mirror", core::EmptyFieldMode::Mirror}})},
        {"missing-attribute",
         choice<core::MissingAttributeMode>(
             &Policy::missingAttribute,
             {{"keep", core::MissingAttributeMode::Keep}, {"mirror", core::MissingAttributeMode::Mirror}})},
        {"limit-update-percent", limit(&core::Limits::updatePercent)},
        {"limit-update-min", limit(&core::Limits::updateMin)},
        {"limit-create-percent", limit(&core::Limits::createPercent)},
        {"limit-create-min", limit(&core::Limits::createMin)},
        {"apigee-clock", clockOf(core::Side::Apigee)},
        {"portal-clock", clockOf(core::Side::Portal)},
        {"concurrency",
         number<std::uint32_t>([](ScenarioSettings& s) -> std::uint32_t& { return s.concurrency; })},
        {"latency", number<std::uint32_t>([](ScenarioSettings& s) -> std::uint32_t& { return s.latencyMs; })},
        {"page-size",
         number<std::uint32_t>([](ScenarioSettings& s) -> std::uint32_t& { return s.pageSize; })},
    };
    return known;
}

} // namespace

ScenarioSettings defaultSettings() {
    ScenarioSettings settings;
    settings.policy.mapping = simMapping();
    settings.policy.modulePush = core::ModulePush::No;
    return settings;
}

core::Result<void> applySetting(ScenarioSettings& settings, std::string_view key, std::string_view value) {
    const auto found = knownSettings().find(key);
    if (found == knownSettings().end())
        return core::fail(core::ErrorKind::Usage, "no setting is called " + std::string(key));
    if (!found->second(settings, value))
        return core::fail(core::ErrorKind::Usage,
                          "the setting " + std::string(key) + " cannot be " + std::string(value));
    return {};
}

} // namespace devsync::testing
