// SPDX-License-Identifier: Apache-2.0
// What the Drupal module apigee_edge adds when the portal pushes every save to Apigee by itself. Internal to
// the handlers; all of it is off unless WorldSettings::modulePush is set.
#pragma once

#include "sync/sandbox/portal_answers.h"

namespace devsync::sandbox {

/// The module refuses an address a developer has already.
void checkDeveloperExists(const Exchange& exchange, const std::string& mail,
                          std::vector<PortalError>& violations);

/// Carries a saved user to its developer, whole: names, user name, status and every mapped field. Creates the
/// developer if there is none. `oldMail` is the address before the save.
void pushUser(Exchange& exchange, const User& user, const std::optional<std::string>& oldMail);

} // namespace devsync::sandbox
