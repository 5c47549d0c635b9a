// SPDX-License-Identifier: Apache-2.0
// The profile's rules of one run, and the operator's decisions. Built and validated by sync/service,
// immutable, carried by Start: editing the profile changes the next run. Each default is the documented one
// (cli.md, profile).
#pragma once

#include "sync/core/mapping.h"
#include "sync/core/scope.h"
#include "sync/core/side.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace devsync::core {

enum class Direction : std::uint8_t { TwoWay, ApigeeToPortal, PortalToApigee };
enum class ClockMode : std::uint8_t { Corrected, Raw };
enum class ConflictMode : std::uint8_t { Rule, Hold, Merge };
enum class ReappearMode : std::uint8_t { Recreate, Hold };
enum class MissingAttributeMode : std::uint8_t { Keep, Mirror };
enum class EmptyFieldMode : std::uint8_t { RemovedOnly, Mirror };
enum class MissingNamesMode : std::uint8_t { Placeholder, Hold };
enum class UserNameClashMode : std::uint8_t { Hold, ProposeAndCreate };
enum class UpperCaseMode : std::uint8_t { Hold, Lower };
enum class ModulePush : std::uint8_t { Auto, Yes, No };
enum class OnlyKind : std::uint8_t { Both, Create, Update };

struct AllowedWrites {
    bool create = true;
    bool update = true;
    bool operator==(const AllowedWrites&) const = default;
};

/// sync-rules 8; percentages are of that side's listed accounts, before scope.
struct Limits {
    std::uint32_t updatePercent = 20;
    std::uint32_t updateMin = 100;
    std::uint32_t createPercent = 20;
    std::uint32_t createMin = 100;
    std::uint32_t attributeRemovals = 50;
    std::uint32_t conflicts = 20;
    bool operator==(const Limits&) const = default;
};

/// Accounts for which no developer is created (sync-rules 5).
struct Protected {
    std::uint32_t signInUid = 0; ///< the portal account we sign in with; 0 = unknown
    std::string signInUserName;  ///< fallback when the uid is unknown
};

struct Policy {
    Mapping mapping;
    Direction direction = Direction::TwoWay;
    ClockMode clock = ClockMode::Corrected;
    ConflictMode conflicts = ConflictMode::Rule;
    ReappearMode reappear = ReappearMode::Recreate;
    MissingAttributeMode missingAttribute = MissingAttributeMode::Keep;
    EmptyFieldMode emptyField = EmptyFieldMode::RemovedOnly;
    MissingNamesMode missingNames = MissingNamesMode::Placeholder;
    UserNameClashMode userNameClash = UserNameClashMode::Hold;
    UpperCaseMode upperCase = UpperCaseMode::Hold;
    OnlyKind only = OnlyKind::Both;
    BothSides<bool> readOnly{};
    BothSides<AllowedWrites> allow;
    Scope scope;
    Limits limits;
    ModulePush modulePush = ModulePush::Auto;
    bool apigeeLowerCaseOnly = true; ///< X and hybrid refuse upper-case addresses
};

/// An operator's answer for one row; its use comes with the decisions in the window and on the command line.
enum class RowOverride : std::uint8_t { None, ToPortal, ToApigee, Hold };

struct RowDecision {
    RowOverride row = RowOverride::None;
    std::map<FieldIndex, Side> fields; ///< the side whose value is taken
    std::string reason;                ///< goes to the audit log
};

/// By folded e-mail.
struct Decisions {
    std::map<std::string, RowDecision, std::less<>> rows;
};

} // namespace devsync::core
