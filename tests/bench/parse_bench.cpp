// SPDX-License-Identifier: Apache-2.0
// Microseconds a record for an Apigee page of 1,000 developers (about 670 bytes each) through the lister into
// the account table, beside the budget and beside simdjson on-demand alone over the same page.
// Usage: parse_bench [rounds]
#include "sync/protocol/apigee/apigee_account_store.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <chrono>
#include <cstdio>

using namespace devsync;

namespace {

constexpr double kBudgetMicroseconds = 2.0;
constexpr int kRecords = 1000;

core::Mapping mapping() {
    core::Mapping mapping;
    for (const char* name : {"company", "phone", "country", "teams", "newsletter"})
        mapping.attributes.push_back({.attribute = name, .field = std::string("field_") + name});
    mapping.attributes[3].cardinality = core::kUnlimited;
    return mapping;
}

std::string developer(int number) {
    return fmt::format(
        R"({{"email":"developer.number{0:06}@partner{1}.example","firstName":"Firstname{1}","lastName":"Lastname{1}",)"
        R"("userName":"developer{0:06}","attributes":[{{"name":"company","value":"Partner Company {1}"}},)"
        R"({{"name":"phone","value":"+44 20 7946 {0:04}"}},{{"name":"country","value":"GB"}},)"
        R"({{"name":"teams","value":"payments,accounts"}},{{"name":"newsletter","value":"weekly"}},)"
        R"({{"name":"ADMIN_EMAIL","value":"admin@partner{1}.example"}},{{"name":"MINT_DEVELOPER_TYPE","value":"UNTRUSTED_2026"}}],"apps":["app-one-{0}"],)"
        R"("developerId":"13a4ebde-79c6-4b33-848e-{0:012}","organizationName":"acme-production","status":"active",)"
        R"("createdAt":"1637155113{0:03}","lastModifiedAt":"1637155113{0:03}"}})",
        number, number % 40);
}

protocol::HttpResponse page() {
    std::string body = "{\"developer\":[";
    for (int number = 0; number < kRecords; ++number)
        body += (number > 0 ? "," : "") + developer(number);
    protocol::HttpResponse response{.status = 200};
    response.body.append(body + "]}");
    return response;
}

/// Reads every text of the page and does nothing with it.
std::size_t readAlone(simdjson::ondemand::parser& parser, const protocol::PaddedBytes& body) {
    namespace ondemand = simdjson::ondemand;
    std::size_t bytes = 0;
    const std::string_view text = body.view();
    ondemand::document document =
        parser.iterate(simdjson::padded_string_view(text.data(), text.size(), body.capacity()));
    for (ondemand::object record : document["developer"].get_array())
        for (auto field : record) {
            bytes += std::string_view(field.unescaped_key()).size();
            if (field.value().type() == ondemand::json_type::string) {
                bytes += std::string_view(field.value().get_string()).size();
                continue;
            }
            for (auto item : field.value().get_array()) {
                if (item.type() == ondemand::json_type::string) {
                    bytes += std::string_view(item.get_string()).size();
                    continue;
                }
                for (auto member : item.get_object()) {
                    bytes += std::string_view(member.unescaped_key()).size();
                    bytes += std::string_view(member.value().get_string()).size();
                }
            }
        }
    return bytes;
}

/// Median of the rounds, in microseconds a record.
template <class Work>
double measured(std::uint32_t rounds, Work work) {
    std::vector<double> times;
    for (std::uint32_t round = 0; round < rounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
        times.push_back(time.count() / kRecords);
    }
    return bench::median(std::move(times));
}

} // namespace

int main(int argc, char** argv) {
    const std::uint32_t rounds = std::max(1U, bench::sizeFrom(argc, argv, 300));
    const protocol::HttpResponse response = page();
    const protocol::apigee::ApigeeAccountStore store({.organization = "acme", .mapping = mapping()});
    bool whole = true;
    const double ours = measured(rounds, [&] {
        const auto lister = store.list({});
        whole = lister->answered(lister->start().front(), response).has_value()
                && lister->accounts() == kRecords && whole;
    });
    simdjson::ondemand::parser parser;
    std::size_t bytes = 0;
    const double alone = measured(rounds, [&] { bytes += readAlone(parser, response.body); });
    std::printf("page of %d developers, %zu bytes each\n", kRecords, response.body.size() / kRecords);
    std::printf("into the table   %.2f us a record   budget %.2f   %s\n", ours, kBudgetMicroseconds,
                bench::verdictOf(ours <= kBudgetMicroseconds));
    std::printf("limit: simdjson  %.2f us a record   (%zu bytes read)\n", alone, bytes / rounds);
    return whole && bytes > 0 ? 0 : 1;
}
