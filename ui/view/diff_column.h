// SPDX-License-Identifier: Apache-2.0
// Columns of the diff table, left to right. What belongs to a side is under that side's band.
#pragma once

#include "sync/core/side.h"

#include <array>
#include <cstdint>
#include <optional>

namespace devsync::view {

enum class DiffColumn : std::uint8_t {
    Email,
    ApigeeFirstName,
    ApigeeLastName,
    ApigeeAttributes,
    ApigeeChanged,
    Action,
    PortalFirstName,
    PortalLastName,
    PortalAttributes,
    PortalChanged,
    Result,
};

inline constexpr int kDiffColumnCount = 11;

/// What a column shows, whichever side it belongs to.
enum class CellKind : std::uint8_t { Email, FirstName, LastName, Attributes, Changed, Action, Result };

struct ColumnFacts {
    CellKind kind = CellKind::Email;
    std::optional<core::Side> side;
};

/// The one place that says which side a column belongs to.
constexpr ColumnFacts factsOf(DiffColumn column) {
    using core::Side;
    switch (column) {
    case DiffColumn::Email:
        return {CellKind::Email, std::nullopt};
    case DiffColumn::ApigeeFirstName:
        return {CellKind::FirstName, Side::Apigee};
    case DiffColumn::ApigeeLastName:
        return {CellKind::LastName, Side::Apigee};
    case DiffColumn::ApigeeAttributes:
        return {CellKind::Attributes, Side::Apigee};
    case DiffColumn::ApigeeChanged:
        return {CellKind::Changed, Side::Apigee};
    case DiffColumn::Action:
        return {CellKind::Action, std::nullopt};
    case DiffColumn::PortalFirstName:
        return {CellKind::FirstName, Side::Portal};
    case DiffColumn::PortalLastName:
        return {CellKind::LastName, Side::Portal};
    case DiffColumn::PortalAttributes:
        return {CellKind::Attributes, Side::Portal};
    case DiffColumn::PortalChanged:
        return {CellKind::Changed, Side::Portal};
    case DiffColumn::Result:
        return {CellKind::Result, std::nullopt};
    }
    return {};
}

} // namespace devsync::view
