// SPDX-License-Identifier: Apache-2.0
// The engine's open questions to the store: what each ticket was for, how late it is, and the repetition of a
// batch the store was too busy for (it stored nothing then).
#pragma once

#include "sync/core/store_batch.h"
#include "sync/engine/outbox.h"

#include <cstdint>
#include <map>
#include <optional>

namespace devsync::engine {

enum class StorePurpose : std::uint8_t {
    ReadLease,
    TakeLease,
    Heartbeat,
    Load,   ///< open work and baseline; the baseline again after what was open is settled and stored
    Values, ///< baseline values of the pairs that differ
    BeginRun,
    PlanRows,
    Seal,
    Claim, ///< with finished outcomes and baseline rows of before
    Outcomes,
    PersistStep, ///< the first of two requests of a row is applied
    Forget,
    SaveEqual, ///< baseline of equal readings
    End,
};

class StoreDesk {
public:
    struct Done {
        StorePurpose purpose = StorePurpose::Load;
        core::StoreResult result;
        core::Millis askedAt{};   ///< monotonic, when it was first asked
        std::uint64_t number = 0; ///< as given to ask()
    };

    void ask(StorePurpose purpose, core::StoreBatch batch, Outbox& outbox, std::uint64_t number = 0);
    /// nullopt: an unknown ticket, or the store was busy and will be asked again.
    std::optional<Done> answered(Ticket ticket, core::StoreResult&& result, Outbox& outbox);
    void wake(Outbox& outbox);

    bool idle() const { return m_open.empty(); }
    bool has(StorePurpose purpose) const;
    /// Something has been open for 10 s: no new claims.
    bool late(core::Millis mono) const;
    std::optional<core::Millis> nextWake() const;

private:
    struct Open {
        StorePurpose purpose = StorePurpose::Load;
        core::StoreBatch batch; ///< kept for a repetition
        core::Millis askedAt{};
        std::uint64_t number = 0;
        std::optional<core::Millis> repeatAt;
    };
    void tellBusy(Outbox& outbox);
    void send(Ticket ticket, const Open& open, Outbox& outbox) const;

    std::map<Ticket, Open> m_open;
    Ticket m_next = 1;
    bool m_busyTold = false;
};

} // namespace devsync::engine
