// SPDX-License-Identifier: Apache-2.0
// compare() of two sides of a million accounts of realistic lengths, and the memory of tables and join,
// beside their budgets and beside what memcmp alone takes over the bytes of both sides. Usage: compare_bench
// [accounts a side]
#include "sync/core/comparison.h"
#include "tests/bench/bench.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <numeric>
#include <random>
#include <unistd.h>

using namespace devsync::core;

namespace {

constexpr double kSecondsBudget = 1.0;
constexpr double kBytesBudget = 650;
constexpr std::size_t kAttributes = 5;

std::size_t residentBytes() {
    std::ifstream statm("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    statm >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

template <class Work>
double seconds(Work work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::uint64_t mixed(std::uint64_t number) {
    number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9U;
    number = (number ^ (number >> 27)) * 0x94D049BB133111EBU;
    return number ^ (number >> 31);
}

std::string uuid(std::uint64_t number) {
    const std::uint64_t high = mixed(number);
    const std::uint64_t low = mixed(number + 77);
    return fmt::format("{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF,
                       high & 0xFFF, low >> 52, low & 0xFFFFFFFFFFFF);
}

/// Person `number`, in the portal or in Apigee: one in a hundred differs, one in a thousand is on one side
/// only, one in ten writes the address with capitals in Apigee.
Account person(Side side, std::uint32_t number) {
    static constexpr const char* kFirst[] = {"Anna",    "Bartholomew", "Chiara", "Dmitri",
                                             "Eleanor", "Farid",       "Grace"};
    static constexpr const char* kLast[] = {"Okafor", "Lindqvist", "Garcia", "Nakamura", "Weber", "Kowalski"};
    const std::uint64_t who = number + (number % 1000 == 0 && side == Side::Portal ? 50'000'000ULL : 0);
    const std::uint64_t seed = mixed(who);
    const std::uint64_t digits = who * 61'803'399 % 100'000'000; // nobody else's: the factor is coprime
    const std::string first = kFirst[seed % 7];
    const std::string last = kLast[(seed >> 8) % 6];
    Account account;
    account.email = fmt::format("{}.{}{}@ex{}.org", first, last, digits, (seed >> 16) % 50);
    if (side == Side::Portal || number % 10 != 0)
        for (char& c : account.email)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    account.userName = fmt::format("{}{}", last, number);
    account.id = uuid(number * 2ULL + index(side));
    account.uid = side == Side::Portal ? number + 1 : 0;
    account.changedRaw = 1'700'000'000 + number;
    account.fields = {Value::text(first), Value::text(last)};
    for (std::uint64_t i = 0; i < kAttributes; ++i)
        account.fields.push_back(Value::text(fmt::format("value {:06}", mixed(seed + i) % 1'000'000)));
    if (side == Side::Portal && number % 100 == 1)
        account.fields.back() = Value::text("edited");
    return account;
}

std::shared_ptr<const CompleteListing> portalOf(std::uint32_t count) {
    ListingBuilder builder(Side::Portal, kFirstAttribute + kAttributes);
    for (std::uint32_t number = 0; number < count; ++number)
        builder.table().append(AccountViewHolder(person(Side::Portal, number)).view()).value();
    const RangePage page{.firstUid = 1, .lastUid = count, .records = count};
    return std::move(builder).finish(PortalProof{.highestUid = count, .ranges = {{.pages = {page}}}}).value();
}

/// In another order than the portal's: the order of an e-mail index cannot follow user ids.
std::shared_ptr<const CompleteListing> apigeeOf(std::uint32_t count) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), std::mt19937_64(1));
    ListingBuilder builder(Side::Apigee, kFirstAttribute + kAttributes);
    for (const std::uint32_t number : order)
        builder.table().append(AccountViewHolder(person(Side::Apigee, number)).view()).value();
    const std::string first(builder.table().email(0));
    const std::string last(builder.table().email(count - 1));
    const ChainPage all{.firstKey = first, .lastKey = last, .records = count};
    const ChainPage end{
        .askedFrom = last, .firstKey = last, .lastKey = last, .records = 1, .beginsWithJoint = true};
    return std::move(builder).finish(ApigeeProof{{all, end}}).value();
}

std::string bytesOf(const AccountTable& table) {
    std::string bytes;
    AccountScratch scratch;
    for (std::uint32_t row = 0; row < table.size(); ++row) {
        const AccountView& view = table.at(row, scratch);
        bytes.append(view.email).append(view.userName).append(view.id).append(table.packedFields(row));
    }
    return bytes;
}

/// Reads as many bytes as both sides have, in order: no comparison can be faster.
double memcmpSeconds(const Comparison& comparison) {
    const std::string one = bytesOf(comparison.listing(Side::Portal).table());
    const std::string copy = one;
    int result = 1;
    const double took = seconds([&] { result = std::memcmp(one.data(), copy.data(), one.size()); });
    return result == 0 ? took : -1;
}

void print(const char* what, double value, double budget, const char* unit) {
    fmt::print("{:<44}{:>9.3f} {:<8} budget {:>7.1f}  {}\n", what, value, unit, budget,
               devsync::bench::verdictOf(value <= budget));
}

} // namespace

int main(int argc, char** argv) {
    const std::uint32_t count = devsync::bench::sizeFrom(argc, argv, 1'000'000);
    const std::size_t before = residentBytes();
    const auto apigee = apigeeOf(count);
    const auto portal = portalOf(count);
    const std::size_t tables = residentBytes() - before;
    std::vector<Comparison> results;
    results.reserve(4);
    double best = 1e9;
    for (int run = 0; run < 3; ++run) {
        results.clear();
        best = std::min(best, seconds([&] { results.push_back(compare(apigee, portal)); }));
    }
    const Comparison& comparison = results.back();
    const std::size_t all = residentBytes() - before;
    std::uint32_t differing = 0;
    for (std::uint32_t pair = 0; pair < comparison.size(); ++pair)
        differing += comparison.differs(pair) ? 1 : 0;

    fmt::print("{} x {} accounts, {} rows, {} differ\n", count, count, comparison.size(), differing);
    print("compare, best of 3", best, kSecondsBudget * count / 1e6, "s");
    print("tables and join, resident", static_cast<double>(all) / count, kBytesBudget, "B/pair");
    fmt::print("{:<44}{:>9.3f} B/pair\n", "  of it the tables", static_cast<double>(tables) / count);
    const auto perAccount =
        static_cast<double>(apigee->table().memoryBytes() + portal->table().memoryBytes());
    print("table, allocated", perAccount / 2 / count, 260, "B/account");
    fmt::print("{:<44}{:>9.3f} s\n", "limit: memcmp of both sides", memcmpSeconds(comparison));
    const std::uint32_t alone = (count + 999) / 1000; // on each side
    return comparison.size() == count + alone && differing == (count + 98) / 100 + 2 * alone ? 0 : 1;
}
