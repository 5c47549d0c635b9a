// SPDX-License-Identifier: Apache-2.0
// The test site the recordings were made on, as a world: its accounts, roles and fields.
#pragma once

#include "sync/sandbox/world.h"

#include <nlohmann/json_fwd.hpp>

namespace devsync::sandbox::testing {

/// Field types the sandbox does not have yet; their attributes are left out of comparisons.
bool isStrangeField(const std::string& name);

/// uid 0-5 and dev00001 … dev00120 (uid 6 … 125), with the passwords of the recordings.
World labWorld();
/// The same with `field_tel` required.
World labWorldWithRequiredTel();

/// Makes the user in a recorded resource object exist as recorded.
void putRecorded(World& world, const nlohmann::json& resource);

} // namespace devsync::sandbox::testing
