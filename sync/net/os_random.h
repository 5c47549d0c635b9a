// SPDX-License-Identifier: Apache-2.0
// Randomness of the operating system: the seed of a run, passwords of new portal users. No generator of our
// own.
#pragma once

#include "sync/core/error.h"
#include "sync/core/secret.h"

#include <array>
#include <cstdint>

namespace devsync::net {

using Random256 = std::array<std::uint8_t, 32>;

/// 256 bits. Fails with Internal if the system has none to give.
core::Result<Random256> osRandom();

/// A password nobody knows: 256 bits as text of [A-Za-z0-9_-] with an ending that satisfies the usual rules
/// about classes of characters. Needs no JSON escaping. Made for one request, never kept.
core::Result<core::Secret> generatePassword();

} // namespace devsync::net
