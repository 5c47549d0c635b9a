// SPDX-License-Identifier: Apache-2.0
// A store in memory with the promises of sync/storage/store.h: deterministic, copyable (a copy is what a
// restarted process finds). For the simulator, scenarios and the contract
// tests. No Qt, no clock, no thread.
#pragma once

#include "sync/storage/process_probe.h"
#include "tests/support/judged_store.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::testing {

class ModelStore final : public JudgedStore {
public:
    /// Without a probe the holder's process is Unknown.
    explicit ModelStore(storage::ProcessProbe probe = {});
    ModelStore(const ModelStore&) = default;

    core::LeaseState lease() const override { return m_state.lease; }
    std::vector<SeenClaim> claims() const override;
    std::optional<core::StoredRow> row(std::string_view run, std::uint32_t row) const override;
    std::vector<core::BaselineRow> baseline() const; ///< by e-mail

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
        core::Jobs jobs; ///< oldest first
    };
    class Transaction;

    core::StoreResult commit(const core::StoreBatch& batch) override;

    State m_state;
    storage::ProcessProbe m_probe;
};

} // namespace devsync::testing
