// SPDX-License-Identifier: Apache-2.0
// The portal module's CSV storage of a field in one attribute, as PHP's fputcsv writes it.
#pragma once

#include <string>
#include <vector>

namespace devsync::sandbox {

/// Empty text for no values.
std::string csvEncoded(const std::vector<std::string>& values);

} // namespace devsync::sandbox
