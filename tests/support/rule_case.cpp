// SPDX-License-Identifier: Apache-2.0
#include "tests/support/rule_case.h"

#include "sync/core/row_notes.h"

#include <array>

namespace devsync::testing {

using namespace core;

namespace {

constexpr std::array kActions{"same",
                              "create_portal_user",
                              "create_developer",
                              "update_portal_user",
                              "update_developer",
                              "update_both",
                              "held",
                              "excluded"};
constexpr std::array kWinners{"-", "apigee", "portal"};
constexpr std::array kReasons{
    "-",        "equal", "apigee_newer", "portal_newer", "tie",       "only_in_apigee", "only_in_portal",
    "override", "merge", "direction",    "scope",        "protected", "no_email"};
constexpr std::array kHeld{"",
                           "twins",
                           "renamed",
                           "value_does_not_fit",
                           "user_name_taken",
                           "user_name_illegal",
                           "upper_case",
                           "attribute_limit",
                           "missing_names",
                           "reappear",
                           "conflict",
                           "module_push",
                           "time_unknown",
                           "duplicate_attribute",
                           "operator"};
constexpr std::array kFields{"first_name", "last_name", "company", "topics"};

void appendWrites(std::string& text, const char* side, FieldMask mask) {
    std::string fields;
    for (std::size_t i = 0; i < kFields.size(); ++i) {
        if (mask.has(static_cast<FieldIndex>(i)))
            fields += (fields.empty() ? "" : ",") + std::string(kFields[i]);
    }
    if (!fields.empty())
        text += std::string(" ") + side + "=" + fields;
}

BaselineSide sideOf(const Account& account, std::int64_t editedAt) {
    return {.idHash = account.id.empty() ? 0 : textHash(account.id),
            .copiedFields = copiedFieldsFingerprint(AccountViewHolder(account).view()),
            .changedRaw = account.changedRaw,
            .editedAt = static_cast<std::uint32_t>(editedAt)};
}

Account person(std::string id) {
    Account account;
    account.email = "ana@acme.com";
    account.userName = "ana";
    account.id = std::move(id);
    account.fields = {Value::text("Ana"), Value::text("Souza"), Value::text("Acme"), Value::of({"a", "b"})};
    return account;
}

} // namespace

Mapping caseMapping() {
    Mapping mapping;
    mapping.attributes = {
        {.attribute = "company", .field = "field_company", .maxLength = 10},
        {.attribute = "topics",
         .field = "field_topics",
         .type = FieldType::ListString,
         .cardinality = 3,
         .allowedValues = {"a", "b", "c"}},
    };
    return mapping;
}

RuleCase::RuleCase() : apigee(person("dev-1")), portal(person("uuid-17")) {
    policy.mapping = caseMapping();
    portal->uid = 17;
    edit(100, 100);
}

void RuleCase::set(Side side, FieldIndex field, Value value) {
    account(side).fields[field] = std::move(value);
}

void RuleCase::edit(std::int64_t apigeeSeconds, std::int64_t portalSeconds) {
    if (apigee)
        apigee->changedRaw = apigeeSeconds * 1000;
    if (portal)
        portal->changedRaw = portalSeconds;
}

void RuleCase::remember(Winner winner) {
    BaselineRow row;
    row.email = "ana@acme.com";
    row.entry.keyHash = textHash(row.email);
    row.entry.winner = winner;
    row.entry.sides.apigee = sideOf(*apigee, apigee->changedRaw / 1000);
    row.entry.sides.portal = sideOf(*portal, portal->changedRaw);
    for (const Side side : kSides) {
        row.ids[side] = account(side).id;
        row.values[side] = account(side).fields;
    }
    row.uid = portal->uid;
    baseline = std::move(row);
}

PlanRow RuleCase::decide() const {
    const Account& any = apigee ? *apigee : *portal;
    const AccountViewHolder apigeeView(apigee ? *apigee : any);
    const AccountViewHolder portalView(portal ? *portal : any);
    PairFacts facts;
    facts.accounts = {apigee ? &apigeeView.view() : nullptr, portal ? &portalView.view() : nullptr};
    const std::string email = any.email.empty() ? "" : "ana@acme.com";
    facts.email = email;
    facts.baseline = baseline ? &baseline->entry : nullptr;
    facts.baselineValues = baseline && baselineValuesKnown ? &*baseline : nullptr;
    facts.offsetSeconds = offsetSeconds;
    facts.serverNowMs = serverNowMs;
    facts.protectedAccounts = &protectedAccounts;
    facts.twins = twins;
    facts.renamed = renamed;
    return planRow(facts, policy, &decision);
}

std::string rowText(const PlanRow& row) {
    std::string text = kActions.at(static_cast<std::size_t>(row.action));
    text += std::string(" ") + kWinners.at(static_cast<std::size_t>(row.winner));
    text += std::string(" ") + kReasons.at(static_cast<std::size_t>(row.reason));
    if (row.heldBecause != HeldBecause::None)
        text += std::string(" ") + kHeld.at(static_cast<std::size_t>(row.heldBecause));
    if (row.action == Action::Held && row.detail != 0)
        text += std::string(":") + kFields.at(row.detail - 1u);
    appendWrites(text, "apigee", row.writeApigee);
    appendWrites(text, "portal", row.writePortal);
    return text;
}

std::string flagText(const PlanRow& row) {
    std::string text;
    const auto add = [&text](std::string_view word) {
        text += text.empty() ? "" : " ";
        text += word;
    };
    if (row.has(RowFlag::Conflict))
        add("conflict");
    if (row.has(RowFlag::ChangedInApigee))
        add("changed_in_apigee");
    if (row.has(RowFlag::ChangedInPortal))
        add("changed_in_portal");
    for (const std::string_view note : rowNotes(row))
        add(note);
    return text;
}

} // namespace devsync::testing
