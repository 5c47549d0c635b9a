// SPDX-License-Identifier: Apache-2.0
// Recomputes what a lister claims about its pages, from their edges and the rows they brought (sync-rules 1).
// ListingIncomplete names the first edge that does not hold. Only ListingBuilder calls it.
#pragma once

#include "sync/core/listing.h"
#include "sync/core/readings.h"

namespace devsync::core {

Result<void> proveChain(const ApigeeProof& proof, const AccountTable& table, const Readings& readings);
Result<void> proveRanges(const PortalProof& proof, const AccountTable& table);

} // namespace devsync::core
