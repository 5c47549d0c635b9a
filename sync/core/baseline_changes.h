// SPDX-License-Identifier: Apache-2.0
// Which copied fields a side changed since the baseline (sync-rules 7): told by content against that side's
// own baseline value, never by times. Pure; called by the rule and by the details of a row.
#pragma once

#include "sync/core/decide.h"

namespace devsync::core {

/// Empty without a baseline of both sides, and for a side that is absent. Where the values are not known the
/// whole side counts as changed as soon as its fingerprint does.
BothSides<FieldMask> changedSinceBaseline(const PairFacts& facts);

} // namespace devsync::core
