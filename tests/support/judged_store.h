// SPDX-License-Identifier: Apache-2.0
// A store as the simulator's judges see it: besides the port, what another process would read in it, and
// faults on demand.
#pragma once

#include "sync/storage/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::testing {

/// What happens to a batch instead of being stored and answered.
enum class StoreFault : std::uint8_t {
    None,
    Busy,       ///< StoreBusy, nothing stored
    Full,       ///< StoreFull, nothing stored
    Failed,     ///< StoreFailed, nothing stored
    LostAnswer, ///< stored, but the caller gets StoreFailed with where = "lost answer"
};

/// A row that is Claimed now.
struct SeenClaim {
    std::string run;
    std::uint32_t row = 0;
    std::string email; ///< folded
    std::uint64_t epoch = 0;
    core::RowStep step = core::RowStep::First;
    bool operator==(const SeenClaim&) const = default;
};

class JudgedStore : public storage::Store {
public:
    core::StoreResult perform(const core::StoreBatch& batch) final;
    /// Strikes the next `batches` batches, or those after the `skipped` next ones.
    void failNext(StoreFault fault, std::uint32_t batches = 1, std::uint64_t skipped = 0);
    std::uint64_t batches() const { return m_batches; } ///< so far

    // ---- what a second connection sees
    virtual core::LeaseState lease() const = 0;
    virtual std::vector<SeenClaim> claims() const = 0; ///< by run, oldest first, and row
    /// nullopt: no such run or row.
    virtual std::optional<core::StoredRow> row(std::string_view run, std::uint32_t row) const = 0;

private:
    virtual core::StoreResult commit(const core::StoreBatch& batch) = 0;

    StoreFault m_fault = StoreFault::None;
    std::uint64_t m_batches = 0;
    std::uint64_t m_faultFrom = 0; ///< the first struck batch
    std::uint64_t m_faultEnd = 0;
};

} // namespace devsync::testing
