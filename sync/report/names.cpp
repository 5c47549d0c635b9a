// SPDX-License-Identifier: Apache-2.0
#include "sync/report/names.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace devsync::report {

std::string_view sideName(core::Side side) {
    return side == core::Side::Apigee ? "apigee" : "portal";
}

std::string_view actionName(core::Action action) {
    switch (action) {
    case core::Action::Same:
        return "same";
    case core::Action::CreatePortalUser:
        return "create_portal_user";
    case core::Action::CreateDeveloper:
        return "create_developer";
    case core::Action::UpdatePortalUser:
        return "update_portal_user";
    case core::Action::UpdateDeveloper:
        return "update_developer";
    case core::Action::UpdateBoth:
        return "update_both";
    case core::Action::Held:
        return "held";
    case core::Action::Excluded:
        return "excluded";
    }
    return {};
}

std::string_view reasonName(core::Reason reason) {
    switch (reason) {
    case core::Reason::None:
        return "";
    case core::Reason::Equal:
        return "equal";
    case core::Reason::ApigeeNewer:
        return "apigee_newer";
    case core::Reason::PortalNewer:
        return "portal_newer";
    case core::Reason::Tie:
        return "tie";
    case core::Reason::OnlyInApigee:
        return "only_in_apigee";
    case core::Reason::OnlyInPortal:
        return "only_in_portal";
    case core::Reason::Override:
        return "override";
    case core::Reason::Merge:
        return "merge";
    case core::Reason::Direction:
        return "direction";
    case core::Reason::Scope:
        return "scope";
    case core::Reason::Protected:
        return "protected";
    case core::Reason::NoEmail:
        return "no_email";
    }
    return {};
}

std::string_view heldName(core::HeldBecause because) {
    switch (because) {
    case core::HeldBecause::None:
        return "";
    case core::HeldBecause::Twins:
        return "twins";
    case core::HeldBecause::Renamed:
        return "renamed";
    case core::HeldBecause::ValueDoesNotFit:
        return "value_does_not_fit";
    case core::HeldBecause::UserNameTaken:
        return "user_name_taken";
    case core::HeldBecause::UserNameIllegal:
        return "user_name_illegal";
    case core::HeldBecause::UpperCase:
        return "upper_case";
    case core::HeldBecause::AttributeLimit:
        return "attribute_limit";
    case core::HeldBecause::MissingNames:
        return "missing_names";
    case core::HeldBecause::Reappear:
        return "reappear";
    case core::HeldBecause::Conflict:
        return "conflict";
    case core::HeldBecause::ModulePush:
        return "module_push";
    case core::HeldBecause::TimeUnknown:
        return "time_unknown";
    case core::HeldBecause::DuplicateAttribute:
        return "duplicate_attribute";
    case core::HeldBecause::Operator:
        return "operator";
    }
    return {};
}

std::string_view winnerName(core::Winner winner) {
    switch (winner) {
    case core::Winner::None:
        return "";
    case core::Winner::Apigee:
        return "apigee";
    case core::Winner::Portal:
        return "portal";
    }
    return {};
}

std::string_view outcomeName(core::RowState state) {
    switch (state) {
    case core::RowState::NotStarted:
        return "not_started";
    case core::RowState::Claimed:
        return "not_started";
    case core::RowState::Done:
        return "done";
    case core::RowState::Failed:
        return "failed";
    case core::RowState::Stale:
        return "stale";
    case core::RowState::Held:
        return "held";
    case core::RowState::Cancelled:
        return "cancelled";
    }
    return {};
}

std::string_view directionName(core::Direction direction) {
    switch (direction) {
    case core::Direction::TwoWay:
        return "two-way";
    case core::Direction::ApigeeToPortal:
        return "apigee-to-portal";
    case core::Direction::PortalToApigee:
        return "portal-to-apigee";
    }
    return {};
}

std::string_view onlyName(core::OnlyKind only) {
    switch (only) {
    case core::OnlyKind::Both:
        return "both";
    case core::OnlyKind::Create:
        return "create";
    case core::OnlyKind::Update:
        return "update";
    }
    return {};
}

std::string_view limitName(core::LimitKind kind) {
    switch (kind) {
    case core::LimitKind::SideEmpty:
        return "side_empty";
    case core::LimitKind::SideShrunk:
        return "side_shrunk";
    case core::LimitKind::Updates:
        return "updates";
    case core::LimitKind::Creations:
        return "creations";
    case core::LimitKind::Removals:
        return "attribute_removals";
    case core::LimitKind::Conflicts:
        return "conflicts";
    }
    return {};
}

std::string_view statusName(core::Side side, core::Status status) {
    if (status == core::Status::Active)
        return "active";
    return side == core::Side::Apigee ? "inactive" : "blocked";
}

std::string timeText(core::Millis wall) {
    const std::chrono::sys_time<core::Millis> instant(wall);
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant - day));
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

} // namespace devsync::report
