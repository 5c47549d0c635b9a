// SPDX-License-Identifier: Apache-2.0
// What a portal connector over JSON:API is configured with. Set by sync/service from the profile.
#pragma once

#include "sync/core/mapping.h"

#include <string>

namespace devsync::protocol::portal {

struct PortalOptions {
    std::string userName; ///< the account we sign in with; its password is SecretId::PortalPassword
    core::Mapping mapping;
};

} // namespace devsync::protocol::portal
