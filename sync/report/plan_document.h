// SPDX-License-Identifier: Apache-2.0
// The plan as a JSON document: `plan --json`, `check --json`, `sync --dry-run --json` (cli.md). Pure; keys
// are only ever added. No secrets.
#pragma once

#include "sync/core/journal.h"
#include "sync/engine/run_view.h"
#include "sync/report/json_text.h"

#include <cstdint>
#include <string>

namespace devsync::report {

struct PlanContext {
    std::string profile;
    core::Identity identity;
    std::string planSha256;      ///< planSha256() of the same plan and identity
    bool directionGiven = false; ///< on the command line, instead of the profile's
};

enum class RowsShown : std::uint8_t {
    None,    ///< `check`: no `rows` member
    Planned, ///< rows that write or are held
    All,     ///< also same and excluded
};

void writePlanDocument(const engine::PreparedPlan& plan, const PlanContext& context, RowsShown rows,
                       const Sink& sink);

} // namespace devsync::report
