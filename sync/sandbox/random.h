// SPDX-License-Identifier: Apache-2.0
// Repeatable numbers for populations, ids and faults: the same seed gives the same sandbox on every machine.
// Not for secrets.
#pragma once

#include <cstdint>
#include <string>

namespace devsync::sandbox {

/// SplitMix64. A value: copying it copies its future.
class SeededRandom {
public:
    explicit SeededRandom(std::uint64_t seed = 0) : m_state(seed) {}

    std::uint64_t next();
    /// 0 .. bound - 1; bound > 0.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }

private:
    std::uint64_t m_state;
};

/// A version 4 UUID in lower case, made of the next two numbers.
std::string makeUuid(SeededRandom& random);

/// `length` characters of [A-Za-z0-9].
std::string makeToken(SeededRandom& random, std::size_t length);

} // namespace devsync::sandbox
