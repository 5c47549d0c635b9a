// SPDX-License-Identifier: Apache-2.0
#include "sync/core/listing.h"

#include "sync/core/check.h"
#include "sync/core/listing_proof.h"
#include "sync/core/mutant.h"
#include "sync/core/readings.h"

#include <algorithm>

namespace devsync::core {

ListingBuilder::ListingBuilder(Side side, std::size_t fieldCount) : m_side(side), m_table(fieldCount) {}

Result<std::shared_ptr<const CompleteListing>> ListingBuilder::finish(const ApigeeProof& proof) && {
    DEVSYNC_CHECK(m_side == Side::Apigee);
    Readings readings = readingsOf(m_side, m_table);
    const auto proven = proveChain(proof, m_table, readings);
    if (!proven && !mutant(kMutantPlanOnPartialListing))
        return tl::unexpected(proven.error());
    return std::move(*this).complete(std::move(readings.superseded));
}

Result<std::shared_ptr<const CompleteListing>> ListingBuilder::finish(const PortalProof& proof) && {
    DEVSYNC_CHECK(m_side == Side::Portal);
    if (const auto proven = proveRanges(proof, m_table); !proven)
        return tl::unexpected(proven.error());
    return std::move(*this).complete(readingsOf(m_side, m_table).superseded);
}

std::shared_ptr<const CompleteListing> ListingBuilder::complete(std::vector<bool> superseded) && {
    const auto left = static_cast<std::uint32_t>(std::count(superseded.begin(), superseded.end(), true));
    auto listing = std::shared_ptr<CompleteListing>(new CompleteListing);
    listing->m_side = m_side;
    listing->m_accounts = m_table.size() - left;
    listing->m_table = std::make_shared<const AccountTable>(std::move(m_table));
    if (left > 0)
        listing->m_superseded = std::move(superseded);
    return listing;
}

} // namespace devsync::core
