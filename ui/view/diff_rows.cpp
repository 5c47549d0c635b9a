// SPDX-License-Identifier: Apache-2.0
#include "ui/view/diff_rows.h"

#include "sync/core/check.h"

#include <algorithm>

namespace devsync::view {

DiffRows::DiffRows(std::shared_ptr<const engine::PreparedPlan> plan) : m_plan(std::move(plan)) {
    DEVSYNC_CHECK(m_plan && m_plan->inputs.comparison);
    m_plannedRows.reserve(m_plan->plan.counts.planned());
    m_states.reserve(m_plan->plan.counts.planned());
    for (std::uint32_t row = 0; row < size(); ++row) {
        const core::PlanRow& planRow = m_plan->plan.rows[row];
        if (planRow.planned()) {
            m_plannedRows.push_back(row);
            m_states.push_back(core::RowState::NotStarted);
        }
        count(row, core::RowState::NotStarted, 1);
    }
}

core::RowState DiffRows::state(std::uint32_t row) const {
    const auto found = std::lower_bound(m_plannedRows.begin(), m_plannedRows.end(), row);
    if (found == m_plannedRows.end() || *found != row)
        return core::RowState::NotStarted;
    return m_states[static_cast<std::size_t>(found - m_plannedRows.begin())];
}

std::uint32_t DiffRows::setState(std::uint32_t planned, core::RowState state) {
    if (planned >= m_plannedRows.size())
        return size();
    const std::uint32_t row = m_plannedRows[planned];
    count(row, m_states[planned], -1);
    m_states[planned] = state;
    count(row, state, 1);
    return row;
}

std::uint32_t DiffRows::find(std::string_view foldedEmail) const {
    // Accounts without an address stand at the end, so an empty address orders last.
    const auto before = [this](const core::PlanRow& row, std::string_view wanted) {
        const std::string_view own = m_plan->inputs.comparison->foldedEmail(row.pair);
        return !own.empty() && own < wanted;
    };
    const std::vector<core::PlanRow>& rows = m_plan->plan.rows;
    const auto found = std::lower_bound(rows.begin(), rows.end(), foldedEmail, before);
    const auto row = static_cast<std::uint32_t>(found - rows.begin());
    return found != rows.end() && !foldedEmail.empty() && email(row) == foldedEmail ? row : size();
}

void DiffRows::count(std::uint32_t row, core::RowState state, std::int32_t by) {
    const ChipSet chips = chipsOf(m_plan->plan.rows[row], state);
    for (const Chip chip : kChips)
        if (chips.has(chip))
            m_counts[static_cast<std::size_t>(chip)] += static_cast<std::uint32_t>(by);
}

std::size_t DiffRows::memoryBytes() const {
    return m_plannedRows.capacity() * sizeof(std::uint32_t) + m_states.capacity();
}

} // namespace devsync::view
