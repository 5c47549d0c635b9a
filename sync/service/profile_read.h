// SPDX-License-Identifier: Apache-2.0
// Reads a profile file (TOML), strictly: a wrong key, type or value is refused with file, line, key and the
// allowed values; a documented value that is not built yet as "not in this version". Errors never repeat
// secrets.
#pragma once

#include "sync/core/error.h"
#include "sync/service/profile.h"

#include <string>
#include <string_view>

namespace devsync::service {

/// ProfileMissing when there is no such file; ProfileInvalid or NotInThisVersion with where = FILE:LINE:KEY.
core::Result<Profile> readProfile(const std::string& file);

/// `file` is absolute; relative paths in the profile start from its folder.
core::Result<Profile> parseProfile(std::string_view text, const std::string& file);

} // namespace devsync::service
