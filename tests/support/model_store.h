// SPDX-License-Identifier: Apache-2.0
// A store in memory with the promises of sync/storage/store.h: deterministic, copyable (a copy is what a
// restarted process finds), with hooks for what can go wrong. For the simulator, scenarios and the contract
// tests. No Qt, no clock, no thread.
#pragma once

#include "sync/storage/process_probe.h"
#include "sync/storage/store.h"

#include <cstdint>
#include <map>
#include <memory>
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
struct ModelClaim {
    std::string run;
    std::uint32_t row = 0;
    std::uint64_t changeId = 0;
    std::string email; ///< folded
    std::uint64_t epoch = 0;
    core::RowStep step = core::RowStep::First;
    bool operator==(const ModelClaim&) const = default;
};

class ModelStore final : public storage::Store {
public:
    /// Without a probe the holder's process is Unknown.
    explicit ModelStore(storage::ProcessProbe probe = {});
    ModelStore(const ModelStore&) = default;

    core::StoreResult perform(const core::StoreBatch& batch) override;

    // ---- hooks
    /// Strikes the next `batches` batches.
    void failNext(StoreFault fault, std::uint32_t batches = 1);
    /// Another worker takes the lease as if it had waited long enough: a new epoch, held by `owner`.
    void takeLeaseAway(const core::LeaseOwner& owner);
    /// Whoever holds the lease releases it; the epoch stays.
    void freeLease();

    // ---- what a second connection would see
    const core::LeaseState& lease() const { return m_state.lease; }
    std::vector<ModelClaim> claims() const;
    bool isClaimed(std::string_view run, std::uint32_t row) const;
    /// nullopt: no such run or row.
    std::optional<core::StoredRow> row(std::string_view run, std::uint32_t row) const;
    std::vector<core::BaselineRow> baseline() const; ///< by e-mail
    std::uint64_t commits() const { return m_commits; }

private:
    struct Row {
        std::shared_ptr<const core::PlannedChange> change;
        core::RowState state = core::RowState::NotStarted;
        core::RowStep step = core::RowStep::First;
        std::optional<core::Error> error;
        core::Millis claimedAt{};
        core::Millis writeTimeout{};
        std::uint64_t epoch = 0;

        bool open() const;
        core::StoredRow stored() const;
    };
    struct Run {
        core::RunRecord record;
        std::map<std::uint32_t, Row> rows;
    };
    using Baseline = std::map<std::string, std::shared_ptr<const core::BaselineRow>>;
    /// Parts are shared between copies and copied before they are written.
    struct State {
        core::LeaseState lease;
        std::vector<std::shared_ptr<const Run>> runs; ///< oldest first
        std::shared_ptr<const Baseline> baseline = std::make_shared<const Baseline>();
    };
    class Transaction;

    State m_state;
    storage::ProcessProbe m_probe;
    StoreFault m_fault = StoreFault::None;
    std::uint32_t m_faultBatches = 0;
    std::uint64_t m_commits = 0;
};

} // namespace devsync::testing
