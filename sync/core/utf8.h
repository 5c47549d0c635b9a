// SPDX-License-Identifier: Apache-2.0
// Texts of unknown origin into UTF-8. Pure. Called where words of a server or a file become words of ours.
#pragma once

#include <string>
#include <string_view>

namespace devsync::core {

/// Every ill-formed sequence becomes U+FFFD; valid UTF-8 stays as it is.
std::string repairedUtf8(std::string_view text);

} // namespace devsync::core
