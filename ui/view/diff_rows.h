// SPDX-License-Identifier: Apache-2.0
// One comparison as the diff table shows it: its plan, immutable, and the state of each planned row as a run
// works on it. Row numbers are those of the plan: by folded e-mail. One thread, the window's; what sorts and
// filters elsewhere takes a copy of the states.
#pragma once

#include "sync/engine/run_view.h"
#include "ui/view/chip.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace devsync::view {

using ChipCounts = std::array<std::uint32_t, kChipCount>;

class DiffRows {
public:
    /// `plan` is never null and made from a comparison, not read from a file.
    explicit DiffRows(std::shared_ptr<const engine::PreparedPlan> plan);

    const engine::PreparedPlan& plan() const { return *m_plan; }
    const std::shared_ptr<const engine::PreparedPlan>& planPointer() const { return m_plan; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_plan->plan.rows.size()); }
    const core::PlanRow& row(std::uint32_t row) const { return m_plan->plan.rows[row]; }
    std::string_view email(std::uint32_t row) const { return m_plan->inputs.comparison->foldedEmail(row); }

    /// NotStarted, or Held, before a run and for rows that are not planned.
    core::RowState state(std::uint32_t row) const;
    /// `planned`: number among the planned rows. Answers the row; `size()` when there is no such row.
    std::uint32_t setState(std::uint32_t planned, core::RowState state);

    const std::vector<core::RowState>& states() const { return m_states; } ///< by planned number
    /// Row of a folded address; `size()` when there is none.
    std::uint32_t find(std::string_view foldedEmail) const;

    const ChipCounts& counts() const { return m_counts; }
    std::size_t memoryBytes() const; ///< beside the plan

private:
    void count(std::uint32_t row, core::RowState state, std::int32_t by);

    std::shared_ptr<const engine::PreparedPlan> m_plan;
    std::vector<std::uint32_t> m_plannedRows; ///< row by planned number, ascending
    std::vector<core::RowState> m_states;     ///< by planned number
    ChipCounts m_counts{};
};

} // namespace devsync::view
