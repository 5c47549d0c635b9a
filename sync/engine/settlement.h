// SPDX-License-Identifier: Apache-2.0
// Whether a write whose answer was lost was executed: the evidence of readings (sync-rules 9.3). An early
// reading may prove applied; only two readings at least 10 s apart, both after the write's own time-out,
// prove not applied.
#pragma once

#include "sync/core/now.h"

#include <optional>

namespace devsync::engine {

class Settlement {
public:
    /// `mayLandUntil`: monotonic; after it the write can no longer arrive.
    explicit Settlement(core::Millis mayLandUntil) : m_mayLandUntil(mayLandUntil) {}
    /// The server answered, so it is through with the request: one reading proves it.
    static Settlement answered() { return Settlement(); }

    /// A reading at `mono` showed the account untouched. True: not applied is proven.
    bool untouchedAt(core::Millis mono);
    /// When the next reading makes sense.
    core::Millis nextReading(core::Millis mono) const;

private:
    static constexpr core::Millis kApart{10'000};
    Settlement() = default;
    std::optional<core::Millis> m_mayLandUntil; ///< nullopt: one reading is enough
    std::optional<core::Millis> m_firstAfter;
};

} // namespace devsync::engine
