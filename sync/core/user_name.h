// SPDX-License-Identifier: Apache-2.0
// What the portal accepts as a user name (Drupal core's UserNameConstraintValidator; facts: drupal-portal.md
// 3.4), and free names to propose instead (sync-rules 4). Pure; called by the creation rule and the plan.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace devsync::core {

inline constexpr std::size_t kMaxUserNameLength = 60; ///< characters

bool isLegalUserName(std::string_view name);

/// A legal name as near to `wanted` as can be; from the local part of the address when nothing of it is left.
std::string legalUserName(std::string_view wanted, std::string_view email);

/// `legal` itself, or with the first number from 2 that `isTaken` does not know: "ana-2". `number` says where
/// to begin, 1 being `legal` itself, and then which it became: who takes many names begins where the last
/// ended.
std::string freeUserName(const std::string& legal, const std::function<bool(std::string_view)>& isTaken,
                         std::uint64_t& number);

} // namespace devsync::core
