// SPDX-License-Identifier: Apache-2.0
// What an Apigee connector is configured with. Set by sync/service from the profile.
#pragma once

#include "sync/core/mapping.h"

#include <string>

namespace devsync::protocol::apigee {

struct ApigeeOptions {
    std::string organization;
    core::Mapping mapping;
};

} // namespace devsync::protocol::apigee
