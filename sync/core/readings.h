// SPDX-License-Identifier: Apache-2.0
// Which rows of one side are readings of one account (sync-rules 2): the same uid in the portal, the same
// spelling in Apigee (without an e-mail, the same developer id). For the listing builder and its proofs.
#pragma once

#include "sync/core/account_table.h"
#include "sync/core/side.h"

#include <vector>

namespace devsync::core {

struct Readings {
    std::vector<bool> repeated;   ///< an earlier row is the same account
    std::vector<bool> superseded; ///< a later row is the same account, and counts instead
};

Readings readingsOf(Side side, const AccountTable& table);

} // namespace devsync::core
