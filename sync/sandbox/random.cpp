// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/random.h"

#include <string_view>

namespace devsync::sandbox {

std::uint64_t SeededRandom::next() {
    m_state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

std::string makeUuid(SeededRandom& random) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    constexpr std::string_view kPattern = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    std::string uuid(kPattern);
    std::uint64_t bits = 0;
    int left = 0;
    for (char& c : uuid) {
        if (c != 'x' && c != 'y')
            continue;
        if (left == 0) {
            bits = random.next();
            left = 16;
        }
        const std::uint64_t digit = bits & 15U;
        c = kDigits[c == 'y' ? (8U | (digit & 3U)) : digit];
        bits >>= 4;
        --left;
    }
    return uuid;
}

std::string makeToken(SeededRandom& random, std::size_t length) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string token(length, '\0');
    for (char& c : token)
        c = kAlphabet[random.below(kAlphabet.size())];
    return token;
}

} // namespace devsync::sandbox
