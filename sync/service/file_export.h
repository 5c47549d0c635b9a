// SPDX-License-Identifier: Apache-2.0
// What the window writes into a file a person chose: log lines, plan and differences. Blocks the calling
// thread. A file is replaced whole or not at all, and is its owner's alone (0600). Errors: OutputFailed.
#pragma once

#include "sync/core/now.h"
#include "sync/engine/run_view.h"
#include "sync/log/record.h"
#include "sync/service/profile.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace devsync::service {

enum class FileFormat : std::uint8_t { Text, Csv, JsonLines, Json };

/// Not as Json. `utcOffset` of the times in Text; the others are UTC.
core::Result<void> exportLog(const std::string& path, const std::vector<log::Record>& records,
                             FileFormat format, core::Seconds utcOffset);

struct PlanExport {
    std::shared_ptr<const engine::PreparedPlan> plan; ///< never null
    std::shared_ptr<const Profile> profile;           ///< never null
    std::vector<std::uint32_t> rows;                  ///< of the plan, in the order of the file
};

core::Result<void> exportPlan(const std::string& path, const PlanExport& what, FileFormat format);

} // namespace devsync::service
