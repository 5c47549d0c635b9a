// SPDX-License-Identifier: Apache-2.0
// The filter chips above the diff table: which rows each one shows. A row may be behind several of them.
#pragma once

#include "sync/core/ledger.h"
#include "sync/core/plan.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace devsync::view {

enum class Chip : std::uint8_t {
    All,
    ToPortal,
    ToApigee,
    Conflicts,
    Held, ///< held or stale: what a person looks at after a run with warnings
    Failed,
    DiffersNotSynchronised, ///< user name, status or spelling of the address
    Same,
    OutOfScope, ///< outside the scope, protected, or forbidden by the settings
};

inline constexpr std::array kChips{Chip::All,
                                   Chip::ToPortal,
                                   Chip::ToApigee,
                                   Chip::Conflicts,
                                   Chip::Held,
                                   Chip::Failed,
                                   Chip::DiffersNotSynchronised,
                                   Chip::Same,
                                   Chip::OutOfScope};
inline constexpr std::size_t kChipCount = kChips.size();

class ChipSet {
public:
    constexpr void add(Chip chip) { m_bits = static_cast<std::uint16_t>(m_bits | bit(chip)); }
    constexpr bool has(Chip chip) const { return (m_bits & bit(chip)) != 0; }
    constexpr bool operator==(const ChipSet&) const = default;

private:
    static constexpr std::uint16_t bit(Chip chip) {
        return static_cast<std::uint16_t>(1u << static_cast<unsigned>(chip));
    }
    std::uint16_t m_bits = 0;
};

/// `state` is NotStarted before a run and for rows that are not planned.
ChipSet chipsOf(const core::PlanRow& row, core::RowState state);

} // namespace devsync::view
