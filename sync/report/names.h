// SPDX-License-Identifier: Apache-2.0
// Names of enumerators in documents: stable, never translated (cli.md). Words for people are in sync/texts,
// names of verdicts in core/ledger.h.
#pragma once

#include "sync/core/ledger.h"
#include "sync/core/limits.h"
#include "sync/core/plan.h"

#include <string>
#include <string_view>

namespace devsync::report {

std::string_view sideName(core::Side side);
std::string_view actionName(core::Action action);
std::string_view reasonName(core::Reason reason);     ///< empty for None
std::string_view heldName(core::HeldBecause because); ///< empty for None
std::string_view winnerName(core::Winner winner);     ///< empty for None
std::string_view outcomeName(core::RowState state);   ///< a claim without outcome is not started
std::string_view directionName(core::Direction direction);
std::string_view onlyName(core::OnlyKind only); ///< "both", "create", "update"
std::string_view limitName(core::LimitKind kind);
/// "active", "inactive"; in the portal "blocked".
std::string_view statusName(core::Side side, core::Status status);

/// "2026-11-24T10:00:00Z": UTC, whole seconds, the rest cut off.
std::string timeText(core::Millis wall);

} // namespace devsync::report
