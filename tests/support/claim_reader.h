// SPDX-License-Identifier: Apache-2.0
// What another process would read: the claims of a state in SQLite, over a connection of its own. A test
// transport asks it before a write leaves. Belongs to the thread that made it.
#pragma once

#include "tests/support/judged_store.h"

#include <QString>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::testing {

class ClaimReader {
public:
    /// `statePath` is an existing state; it is opened for reading only.
    explicit ClaimReader(const std::string& statePath);
    ~ClaimReader();
    ClaimReader(const ClaimReader&) = delete;
    ClaimReader& operator=(const ClaimReader&) = delete;

    /// All rows that are Claimed now, by run and row.
    std::vector<SeenClaim> claims() const;
    /// Whether some run's row for this folded address is Claimed now.
    bool isClaimedFor(std::string_view email) const;

private:
    QString m_connection;
};

} // namespace devsync::testing
