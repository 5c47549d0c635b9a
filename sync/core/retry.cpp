// SPDX-License-Identifier: Apache-2.0
#include "sync/core/retry.h"

#include <algorithm>
#include <xxhash.h>

namespace devsync::core {

namespace {

constexpr std::uint32_t kMaxDoublings = 16;

} // namespace

Millis waitBefore(std::uint32_t attempt, const BackOff& backOff, std::uint64_t jitter,
                  std::optional<Millis> retryAfter) {
    const std::uint32_t doublings = std::min(attempt == 0 ? 0 : attempt - 1, kMaxDoublings);
    const Millis full = std::min(backOff.most, backOff.first * (std::int64_t{1} << doublings));
    const std::int64_t half = full.count() / 2;
    const Millis wait{half + static_cast<std::int64_t>(jitter % static_cast<std::uint64_t>(half + 1))};
    return std::max(wait, retryAfter.value_or(Millis(0)));
}

std::uint64_t derive(const RunSeed& seed, std::uint64_t key, std::uint64_t counter) {
    return XXH64(seed.data(), seed.size(), XXH64(&counter, sizeof counter, key));
}

std::string creationUuid(const RunSeed& seed, std::uint64_t changeId) {
    std::array<std::uint64_t, 2> halves{derive(seed, changeId, 1), derive(seed, changeId, 2)};
    halves[0] = (halves[0] & ~std::uint64_t{0xf000}) | 0x4000;                      // version 4
    halves[1] = (halves[1] & ~(std::uint64_t{3} << 62)) | (std::uint64_t{2} << 62); // RFC 4122 variant
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (int digit = 0; digit < 32; ++digit) {
        if (digit == 8 || digit == 12 || digit == 16 || digit == 20)
            text.push_back('-');
        text.push_back(kHex[(halves[static_cast<std::size_t>(digit / 16)] >> (60 - 4 * (digit % 16))) & 0xf]);
    }
    return text;
}

bool isNetwork(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::NetworkRefused:
    case ErrorKind::NetworkDns:
    case ErrorKind::NetworkTls:
    case ErrorKind::NetworkClosed:
    case ErrorKind::NetworkTimeout:
        return true;
    default:
        return false;
    }
}

bool isNotExecuted(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::NetworkRefused:
    case ErrorKind::NetworkDns:
    case ErrorKind::NetworkTls:
    case ErrorKind::SecretUnavailable:
        return true;
    default:
        return false;
    }
}

} // namespace devsync::core
