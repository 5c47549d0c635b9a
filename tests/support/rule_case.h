// SPDX-License-Identifier: Apache-2.0
// One pair of accounts to put before the rule, and its answer in one line of text that a table of cases can
// hold. For tests of sync/core.
#pragma once

#include "sync/core/decide.h"

#include <optional>
#include <string>

namespace devsync::testing {

// The mapping of the cases: besides the names, a text of at most 10 characters and a list of allowed values.
inline constexpr core::FieldIndex kCompany = 2;
inline constexpr core::FieldIndex kTopics = 3;

core::Mapping caseMapping();

/// A baseline side as it is while nobody edits, with its edit time.
struct Known {
    core::Account account;
    std::int64_t editedAt = 0;
};

/// Equal on both sides, edited at 100 s on either, without a baseline: each case changes what it is about.
struct RuleCase {
    RuleCase();

    std::optional<core::Account> apigee; ///< raw time in ms
    std::optional<core::Account> portal;
    std::optional<core::BaselineRow> baseline;
    bool baselineValuesKnown = true;
    core::Policy policy;
    core::RowDecision decision;
    core::Protected protectedAccounts;
    std::int64_t offsetSeconds = 0;
    core::BothSides<std::int64_t> serverNowMs{};
    bool twins = false;
    bool renamed = false;

    core::Account& account(core::Side side) { return side == core::Side::Apigee ? *apigee : *portal; }
    void set(core::Side side, core::FieldIndex field, core::Value value);
    /// Edit times in seconds, converted to each side's raw unit.
    void edit(std::int64_t apigeeSeconds, std::int64_t portalSeconds);
    /// What both sides hold now becomes the baseline, with the raw times as edit times.
    void remember(core::Winner winner);

    core::PlanRow decide() const;
};

/// "update_portal_user apigee tie portal=first_name,company", "held portal portal_newer twins".
std::string rowText(const core::PlanRow& row);
/// Flags besides HasBaseline, by name: "conflict changed_in_apigee".
std::string flagText(const core::PlanRow& row);

} // namespace devsync::testing
