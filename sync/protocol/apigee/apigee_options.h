// SPDX-License-Identifier: Apache-2.0
// What an Apigee connector is configured with. Set by sync/service from the profile.
#pragma once

#include "sync/core/mapping.h"

#include <cstdint>
#include <string>

namespace devsync::protocol::apigee {

struct ApigeeOptions {
    std::string organization;
    core::Mapping mapping;
    std::uint32_t pageSize = 1000; ///< developers a page, 2..1000 (the server's most)
};

} // namespace devsync::protocol::apigee
