// SPDX-License-Identifier: Apache-2.0
// makePlan() over pairs that all have to be written, with a baseline of all of them: its time beside the
// budget and beside what reading every account of both sides once takes. Usage: plan_bench [pairs]
#include "sync/core/plan.h"
#include "tests/bench/bench.h"

#include <chrono>
#include <cstdio>
#include <fmt/format.h>

using namespace devsync::core;

namespace {

constexpr double kSecondsBudget = 0.5; // a million changes
constexpr std::size_t kAttributes = 5;

template <class Work>
double seconds(Work work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Account person(Side side, std::uint32_t number) {
    Account account;
    account.email = fmt::format("anna.lindqvist{:08}@example.org", number);
    account.userName = fmt::format("lindqvist{}", number);
    account.id = fmt::format("{}-0000-4000-8000-{:012}", index(side), number);
    account.uid = side == Side::Portal ? number + 1 : 0;
    account.changedRaw = 1'700'000'000LL * (side == Side::Apigee ? 1000 : 1);
    account.fields = {Value::text("Anna"), Value::text("Lindqvist")};
    for (std::size_t i = 0; i < kAttributes; ++i)
        account.fields.push_back(Value::text(fmt::format("value {:06}", number % (1000 + i))));
    return account;
}

std::shared_ptr<const CompleteListing> listed(Side side, std::uint32_t count) {
    ListingBuilder builder(side, kFirstAttribute + kAttributes);
    for (std::uint32_t number = 0; number < count; ++number) {
        Account account = person(side, number);
        if (side == Side::Apigee) {
            account.changedRaw += 60'000;
            account.fields.back() = Value::text("edited");
        }
        builder.table().append(AccountViewHolder(account).view()).value();
    }
    if (side == Side::Portal) {
        const RangePage page{.firstUid = 1, .lastUid = count, .records = count};
        return std::move(builder).finish(PortalProof{count, {{.pages = {page}}}}).value();
    }
    const std::string first(builder.table().email(0));
    const std::string last(builder.table().email(count - 1));
    const ChainPage all{.firstKey = first, .lastKey = last, .records = count};
    const ChainPage end{
        .askedFrom = last, .firstKey = last, .lastKey = last, .records = 1, .beginsWithJoint = true};
    return std::move(builder).finish(ApigeeProof{{all, end}}).value();
}

BaselineRow remembered(std::uint32_t number) {
    BaselineRow row;
    for (const Side side : kSides) {
        const Account account = person(side, number);
        row.email = account.email;
        row.entry.sides[side] = {.idHash = textHash(account.id),
                                 .copiedFields = copiedFieldsFingerprint(AccountViewHolder(account).view()),
                                 .changedRaw = account.changedRaw,
                                 .editedAt = 1'700'000'000};
        row.values[side] = account.fields;
    }
    row.entry.keyHash = textHash(row.email);
    row.entry.winner = Winner::Apigee;
    return row;
}

std::shared_ptr<const Policy> policyOf() {
    Policy policy;
    for (std::size_t i = 0; i < kAttributes; ++i) {
        const std::string name = fmt::format("a{}", i);
        policy.mapping.attributes.push_back({.attribute = name, .field = name, .maxLength = 255});
    }
    return std::make_shared<const Policy>(std::move(policy));
}

PlanInputs inputsOf(std::uint32_t count) {
    PlanInputs inputs;
    inputs.comparison =
        std::make_shared<const Comparison>(compare(listed(Side::Apigee, count), listed(Side::Portal, count)));
    std::vector<BaselineEntry> entries;
    auto values = std::make_shared<BaselineValues>();
    for (std::uint32_t number = 0; number < count; ++number) {
        BaselineRow row = remembered(number);
        entries.push_back(row.entry);
        values->add(std::move(row));
    }
    inputs.baseline = std::make_shared<const BaselineIndex>(std::move(entries));
    inputs.baselineValues = std::move(values);
    inputs.policy = policyOf();
    return inputs;
}

/// Fingerprints of both sides: the least any decision has to read.
double readingSeconds(const Comparison& comparison) {
    std::uint64_t sum = 0;
    const double took = seconds([&] {
        AccountScratch scratch;
        for (const Side side : kSides) {
            const AccountTable& table = comparison.listing(side).table();
            for (std::uint32_t row = 0; row < table.size(); ++row)
                sum += copiedFieldsFingerprint(table.at(row, scratch));
        }
    });
    return sum == 0 ? -1 : took;
}

} // namespace

int main(int argc, char** argv) {
    const std::uint32_t count = devsync::bench::sizeFrom(argc, argv, 1'000'000);
    const PlanInputs inputs = inputsOf(count);
    double best = 1e9;
    std::uint32_t writes = 0;
    for (int run = 0; run < 3; ++run)
        best = std::min(best, seconds([&] { writes = makePlan(inputs).counts.writes(); }));
    const double budget = kSecondsBudget * count / 1e6;
    fmt::print("{} pairs, {} to write\n", count, writes);
    fmt::print("plan, best of 3      {:>8.3f} s   budget {:>6.3f} s   {}\n", best, budget,
               devsync::bench::verdictOf(best <= budget));
    fmt::print("limit: reading them  {:>8.3f} s\n", readingSeconds(*inputs.comparison));
    return writes == count ? 0 : 1;
}
