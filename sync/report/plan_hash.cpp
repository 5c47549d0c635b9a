// SPDX-License-Identifier: Apache-2.0
#include "sync/report/plan_hash.h"

#include "sync/core/bytes.h"
#include "sync/core/row_details.h"
#include "sync/report/sha256.h"

namespace devsync::report {

namespace {

using core::ByteWriter;
using core::Side;

/// Flags that change what is written. The others are evidence that depends on clocks.
constexpr std::uint16_t kWritingFlags = static_cast<std::uint16_t>(core::RowFlag::PlaceholderNames)
                                        | static_cast<std::uint16_t>(core::RowFlag::SetInactive)
                                        | static_cast<std::uint16_t>(core::RowFlag::LowerCased)
                                        | static_cast<std::uint16_t>(core::RowFlag::Conflict);

void add(ByteWriter& out, const core::Identity& identity) {
    out.text(identity.edition);
    out.text(identity.endpoint);
    out.text(identity.organization);
    out.text(identity.portal);
}

std::string hashOf(const core::Mapping& mapping) {
    ByteWriter out;
    out.text(mapping.firstNameField);
    out.text(mapping.lastNameField);
    out.integer(static_cast<std::uint32_t>(mapping.attributes.size()));
    for (const core::MappedAttribute& mapped : mapping.attributes) {
        out.text(mapped.attribute);
        out.text(mapped.field);
        out.enumerator(mapped.type);
        out.integer(static_cast<std::int32_t>(mapped.cardinality));
        out.enumerator(mapped.format);
    }
    Sha256 hash;
    hash.add(out.take());
    return hash.finish();
}

std::string hashOf(const core::Scope& scope) {
    ByteWriter out;
    for (const core::ScopeRule& rule : scope.rules()) {
        out.enumerator(rule.kind);
        out.integer(static_cast<std::uint8_t>(rule.include));
        out.text(rule.pattern);
    }
    Sha256 hash;
    hash.add(out.take());
    return hash.finish();
}

std::string hashOfSettings(const core::Policy& policy) {
    ByteWriter out;
    out.enumerator(policy.direction);
    out.enumerator(policy.clock);
    out.enumerator(policy.conflicts);
    out.enumerator(policy.reappear);
    out.enumerator(policy.missingAttribute);
    out.enumerator(policy.emptyField);
    out.enumerator(policy.missingNames);
    out.enumerator(policy.userNameClash);
    out.enumerator(policy.upperCase);
    out.enumerator(policy.modulePush);
    out.enumerator(policy.only);
    for (const Side side : core::kSides) {
        out.integer(static_cast<std::uint8_t>(policy.readOnly[side]));
        out.integer(static_cast<std::uint8_t>(policy.allow[side].create));
        out.integer(static_cast<std::uint8_t>(policy.allow[side].update));
    }
    Sha256 hash;
    hash.add(out.take());
    return hash.finish();
}

void add(ByteWriter& out, core::ValueView value) {
    out.enumerator(value.state);
    out.text(value.packed);
}

void add(ByteWriter& out, const core::RowDetails& details) {
    const core::PlanRow& row = *details.row;
    out.text(details.email);
    out.enumerator(row.action);
    out.enumerator(row.reason);
    out.enumerator(row.heldBecause);
    out.enumerator(row.winner);
    out.integer(row.writeApigee.bits());
    out.integer(row.writePortal.bits());
    out.integer(row.changeId);
    out.integer(static_cast<std::uint16_t>(row.flags & kWritingFlags));
    out.integer(row.detail);
    out.text(details.userName);
    out.enumerator(details.createStatus);
    for (const Side side : core::kSides) {
        const core::AccountView* account = details.accounts[side];
        out.integer(account == nullptr ? std::uint64_t{0} : core::preconditionFingerprint(*account));
    }
    for (const core::FieldDetail& field : details.fields)
        for (const core::ValueView value : {field.apigee, field.portal, field.result})
            add(out, value);
}

std::string headOf(const engine::PreparedPlan& plan, const core::Identity& identity) {
    ByteWriter out;
    out.text("devsync plan");
    out.integer(kRuleVersion);
    add(out, identity);
    const RuleHashes rules = ruleHashes(*plan.inputs.policy);
    out.text(rules.mapping);
    out.text(rules.scope);
    out.text(rules.settings);
    out.integer(plan.plan.offsetSeconds);
    out.integer(plan.accounts.apigee);
    out.integer(plan.accounts.portal);
    out.integer(plan.plan.counts.planned());
    return out.take();
}

} // namespace

RuleHashes ruleHashes(const core::Policy& policy) {
    return {hashOf(policy.mapping), hashOf(policy.scope), hashOfSettings(policy)};
}

std::string planSha256(const engine::PreparedPlan& plan, const core::Identity& identity) {
    Sha256 hash;
    hash.add(headOf(plan, identity));
    core::RowDetailsScratch scratch;
    for (std::uint32_t row = 0; row < plan.plan.rows.size(); ++row) {
        const core::PlanRow& planned = plan.plan.rows[row];
        if (!planned.planned())
            continue;
        ByteWriter out;
        const core::RowDetails& details = core::describeRow(plan.inputs, plan.plan, row, scratch);
        add(out, details);
        out.text(plan.plan.note(planned.pair));
        out.integer(details.twinsFingerprint);
        hash.add(out.take());
    }
    return hash.finish();
}

} // namespace devsync::report
