// SPDX-License-Identifier: Apache-2.0
#include "tests/report/report_world.h"

#include "sync/core/check.h"
#include "tests/core/listing_world.h"

#include <algorithm>

namespace devsync::testing {

namespace {

constexpr std::int64_t kMs = 1000;

core::Account account(const char* email, std::int64_t changedRaw, std::uint32_t uid) {
    core::Account out;
    out.email = email;
    out.userName = std::string(email).substr(0, std::string(email).find('@'));
    out.id = out.userName + "-id";
    out.uid = uid;
    out.changedRaw = changedRaw;
    out.fields = {core::Value::text("First"), core::Value::text("Last"), core::Value::text("Acme"),
                  core::Value::of({"a", "b"})};
    return out;
}

} // namespace

ReportWorld::ReportWorld() {
    policy.mapping.attributes = {
        {.attribute = "company", .field = "field_company"},
        {.attribute = "topics", .field = "field_topics", .cardinality = core::kUnlimited}};
    apigeeAccounts = {account("Ana@acme.com", 1'750'000'000 * kMs + 123, 0),
                      account("ben@acme.com", 5 * kMs, 0), account("dora@acme.com", 7 * kMs, 0),
                      account("EVE@acme.com", 8 * kMs, 0), account("eve@acme.com", 9 * kMs, 0)};
    portalAccounts = {account("root@acme.com", 3, 1), account("ana@acme.com", 1'740'000'000, 17),
                      account("cleo@acme.com", 4, 18), account("dora@acme.com", 7, 19)};
    portal("ana@acme.com").fields[core::kLastName] = core::Value::text("Silva");
    portal("cleo@acme.com").status = core::Status::Inactive;
    portal("dora@acme.com").userName = "dora the second";
    context = {.profile = "acme",
               .identity = {.edition = "x",
                            .endpoint = "https://apigee.example/v1",
                            .organization = "acme",
                            .portal = "https://dev.acme.com"},
               .planSha256 = "abc"};
}

core::Account& ReportWorld::find(std::vector<core::Account>& accounts, const char* email) {
    const auto found = std::find_if(accounts.begin(), accounts.end(),
                                    [email](const core::Account& known) { return known.email == email; });
    DEVSYNC_CHECK(found != accounts.end());
    return *found;
}

engine::PreparedPlan ReportWorld::prepare() const {
    using core::testing::listingOf;
    engine::PreparedPlan plan;
    core::PlanInputs& inputs = plan.inputs;
    inputs.comparison = std::make_shared<const core::Comparison>(core::compare(
        listingOf(core::Side::Apigee, apigeeAccounts), listingOf(core::Side::Portal, portalAccounts)));
    std::vector<core::BaselineEntry> entries;
    core::BaselineValues values;
    for (const core::BaselineRow& row : baseline) {
        entries.push_back(row.entry);
        values.add(row);
    }
    inputs.baseline = std::make_shared<const core::BaselineIndex>(std::move(entries));
    inputs.baselineValues = std::make_shared<const core::BaselineValues>(std::move(values));
    inputs.policy = std::make_shared<const core::Policy>(policy);
    inputs.decisions = std::make_shared<const core::Decisions>();
    inputs.offsetSeconds = offsetSeconds;
    inputs.firstRun = baseline.empty();
    plan.plan = core::makePlan(inputs);
    plan.accounts = {static_cast<std::uint32_t>(apigeeAccounts.size()),
                     static_cast<std::uint32_t>(portalAccounts.size())};
    plan.clockOffsetMs = {180, -1100};
    plan.expected = {.requests = {7, 9}, .seconds = 3};
    plan.createdAt = core::Millis{1'795'514'400'999};
    return plan;
}

} // namespace devsync::testing
