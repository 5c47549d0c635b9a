// SPDX-License-Identifier: Apache-2.0
// A small plan as the engine prepares it, whose every part a test may change before it is planned.
#pragma once

#include "sync/engine/run_view.h"
#include "sync/report/plan_document.h"

#include <vector>

namespace devsync::testing {

/// ana: newer in Apigee · ben: only in Apigee · cleo: blocked and only in the portal · dora: the same but for
/// the user name · eve: twins in Apigee · root: protected, uid 1.
struct ReportWorld {
    ReportWorld();

    core::Account& apigee(const char* email) { return find(apigeeAccounts, email); }
    core::Account& portal(const char* email) { return find(portalAccounts, email); }
    engine::PreparedPlan prepare() const;

    std::vector<core::Account> apigeeAccounts;
    std::vector<core::Account> portalAccounts;
    core::Policy policy;
    std::vector<core::BaselineRow> baseline;
    std::int64_t offsetSeconds = 0;
    report::PlanContext context;

private:
    static core::Account& find(std::vector<core::Account>& accounts, const char* email);
};

/// The whole document a writer hands out in parts.
template <class Write>
std::string collected(const Write& write) {
    std::string text;
    write([&text](std::string_view part) { text += part; });
    return text;
}

} // namespace devsync::testing
