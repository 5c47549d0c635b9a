// SPDX-License-Identifier: Apache-2.0
// When to try again (sync-rules 9.4): exponential back-off with jitter that derives from the run's seed, so
// that a replay waits exactly as long. And the identifiers of creations, from the same seed.
#pragma once

#include "sync/core/error.h"
#include "sync/core/now.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace devsync::core {

using RunSeed = std::array<std::uint8_t, 32>; ///< from the operating system, stored with the run

struct BackOff {
    Millis first{1'000};
    Millis most{30'000};
};

/// attempt counts from 1 (the first failure). Between half and all of first·2^(attempt−1), at most `most`;
/// never shorter than what the server asked for.
Millis waitBefore(std::uint32_t attempt, const BackOff& backOff, std::uint64_t jitter,
                  std::optional<Millis> retryAfter);

/// A number that is the same for the same seed and keys, in every process.
std::uint64_t derive(const RunSeed& seed, std::uint64_t key, std::uint64_t counter);

/// Version 4 UUID of a portal creation: survives a restart, so that a repeat is recognised.
std::string creationUuid(const RunSeed& seed, std::uint64_t changeId);

/// No answer at all: refused, DNS, TLS, closed, time-out.
bool isNetwork(ErrorKind kind);
/// The server surely did not execute the request.
bool isNotExecuted(ErrorKind kind);

} // namespace devsync::core
