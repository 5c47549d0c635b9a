// SPDX-License-Identifier: Apache-2.0
// The world file: {"developers":[…],"users":[…]}, developers in the shape of Apigee X. Strict: an unknown
// member, a wrong type or a clash is an error that names its place ("users[3].fields.field_plan").
#pragma once

#include "sync/core/error.h"
#include "sync/sandbox/world.h"

#include <string>
#include <string_view>

namespace devsync::sandbox {

/// A world with the system accounts and those of the file. Missing ids are made of the seed, missing times
/// are unknown, a missing mail is none. Errors have kind Usage.
core::Result<World> worldFromJson(std::string_view text, std::uint64_t seed);

/// Developers by address, users by uid, without system accounts and without log-in data.
std::string worldToJson(const World& world);

} // namespace devsync::sandbox
