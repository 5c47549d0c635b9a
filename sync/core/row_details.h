// SPDX-License-Identifier: Apache-2.0
// A row of a plan with everything behind it: accounts, times, fields old and new. Made on demand, for
// documents, views and the journal; a plan holds none of it.
#pragma once

#include "sync/core/plan.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::core {

/// The two seconds-valued edit times the rule compared, on Apigee's clock; 0 = unknown or side absent.
struct EditTimes {
    BothSides<std::int64_t> editedAt;
};

/// One copied field of a pair, for documents, views and the journal.
struct FieldDetail {
    FieldIndex field = 0;
    ValueView apigee;
    ValueView portal;
    BothSides<ValueView> baseline; ///< meaningful with HasBaseline
    ValueView result;              ///< what both will hold, or the winner's value where nothing is written
    bool differs = false;
    bool writeApigee = false;
    bool writePortal = false;
};

/// A row with everything behind it. Views point into inputs and scratch; keep them alive.
struct RowDetails {
    const PlanRow* row = nullptr;
    std::string_view email;                 ///< folded
    BothSides<const AccountView*> accounts; ///< nullptr = absent (twins: the first)
    EditTimes times;
    std::vector<FieldDetail> fields; ///< all copied fields by FieldIndex
    std::string userName;            ///< of the account to create
    Status createStatus = Status::Active;
    /// Of a twins row all its accounts (not known of a saved plan), and what tells them from others; else
    /// empty, 0.
    BothSides<std::vector<Account>> twins;
    std::uint64_t twinsFingerprint = 0;
};

/// Reusable storage behind RowDetails.
class RowDetailsScratch {
public:
    RowDetails details;
    BothSides<AccountScratch> accounts;
    BothSides<std::optional<AccountViewHolder>> saved;
};

const RowDetails& describeRow(const PlanInputs& inputs, const Plan& plan, std::uint32_t row,
                              RowDetailsScratch& scratch);

} // namespace devsync::core
