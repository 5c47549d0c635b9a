// SPDX-License-Identifier: Apache-2.0
#include "tests/view/view_world.h"

namespace devsync::testing {

using namespace core;

namespace {

Account& accountOf(PlanWorld& world, Side side, const std::string& email) {
    for (Account& account : world.accounts[side])
        if (account.email == email)
            return account;
    return world.add(side, email);
}

/// One side edits one field, `seconds` after the beginning.
void edit(PlanWorld& world, Side side, const std::string& email, std::int64_t seconds) {
    Account& account = accountOf(world, side, email);
    account.changedRaw = side == Side::Apigee ? seconds * 1000 : seconds;
}

} // namespace

std::shared_ptr<const engine::PreparedPlan> preparedPlan(const PlanWorld& world) {
    auto prepared = std::make_shared<engine::PreparedPlan>();
    prepared->inputs = inputsOf(world);
    prepared->plan = makePlan(prepared->inputs);
    for (const Side side : kSides)
        prepared->accounts[side] = static_cast<std::uint32_t>(world.accounts[side].size());
    return prepared;
}

void addPair(PlanWorld& world, const std::string& email) {
    for (const Side side : kSides)
        world.add(side, email);
}

PlanWorld mixedWorld() {
    PlanWorld world;
    for (const char* const email : {"ana@acme.com", "both@acme.com", "conflict@acme.com", "cut@acme.com",
                                    "equal@acme.com", "list@acme.com", "zoe@acme.com"})
        addPair(world, email);
    world = afterRun(world);
    const auto set = [&world](Side side, const char* email, FieldIndex field, Value value, std::int64_t at) {
        accountOf(world, side, email).fields[field] = std::move(value);
        edit(world, side, email, at);
    };
    set(Side::Apigee, "ana@acme.com", kFirstName, Value::text("Änne"), 10'500);
    set(Side::Portal, "both@acme.com", kLastName, Value::text("Öztürk"), 10'600);
    set(Side::Apigee, "conflict@acme.com", kLastName, Value::text("Apigee"), 10'700);
    set(Side::Portal, "conflict@acme.com", kLastName, Value::text("Portal"), 10'800);
    set(Side::Apigee, "cut@acme.com", 2, Value::text("far more than ten characters"), 10'900);
    set(Side::Portal, "list@acme.com", 3, Value::of({"a", "b", "c"}), 10'400);
    accountOf(world, Side::Portal, "zoe@acme.com").status = Status::Inactive;
    world.add(Side::Apigee, "new@apigee.com").userName = "İstanbul";
    world.add(Side::Portal, "new@portal.com").fields[kFirstName] = Value::text("ılgaz");
    Account& nobody = world.add(Side::Apigee, "");
    nobody.id = "dev-nobody";
    return world;
}

} // namespace devsync::testing
