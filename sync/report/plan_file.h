// SPDX-License-Identifier: Apache-2.0
// A plan saved to be executed later (`plan -o`, `apply`): the plan document, and in each row the journal's
// own record of it, from which it is executed; the readable members are for people. The last member is the
// checksum of all bytes before it. No secrets.
#pragma once

#include "sync/report/plan_document.h"

#include <cstddef>
#include <memory>
#include <string_view>

namespace devsync::report {

void writePlanFile(const engine::PreparedPlan& plan, const PlanContext& context, const Sink& sink);

/// Limits and estimates are left for the engine. `profilePolicy` is the profile's; direction and kind of
/// change that were chosen on the command line come from the file. Errors: PlanFileInvalid (no plan file,
/// edited, cut off, of a newer program), PlanOutdated (`detail` names what differs).
core::Result<std::shared_ptr<const engine::PreparedPlan>>
readPlanFile(std::string_view bytes, const core::Identity& identity, const core::Policy& profilePolicy);

} // namespace devsync::report
