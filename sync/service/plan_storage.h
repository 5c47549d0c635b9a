// SPDX-License-Identifier: Apache-2.0
// Saved plans on disk: whole or not at all, readable by their owner alone (they hold names and addresses).
// Blocks the calling thread.
#pragma once

#include "sync/report/plan_document.h"

#include <memory>
#include <string>

namespace devsync::service {

/// Replaces a file at `path`. OutputFailed when it cannot be written; then what was there is still there.
core::Result<void> savePlan(const std::string& path, const engine::PreparedPlan& plan,
                            const report::PlanContext& context);

/// As report::readPlanFile; PlanFileInvalid also when it cannot be read.
core::Result<std::shared_ptr<const engine::PreparedPlan>>
loadPlan(const std::string& path, const core::Identity& identity, const core::Policy& profilePolicy);

} // namespace devsync::service
