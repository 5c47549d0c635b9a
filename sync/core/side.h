// SPDX-License-Identifier: Apache-2.0
// The two systems. Neither is privileged in types: what differs by side is indexed by Side.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace devsync::core {

enum class Side : std::uint8_t { Apigee, Portal };

constexpr Side otherSide(Side side) {
    return side == Side::Apigee ? Side::Portal : Side::Apigee;
}
constexpr std::size_t index(Side side) {
    return static_cast<std::size_t>(side);
}

/// One T a side.
template <class T>
struct BothSides {
    T apigee{};
    T portal{};

    T& operator[](Side side) { return side == Side::Apigee ? apigee : portal; }
    const T& operator[](Side side) const { return side == Side::Apigee ? apigee : portal; }
    bool operator==(const BothSides&) const = default;
};

inline constexpr std::array kSides{Side::Apigee, Side::Portal};

} // namespace devsync::core
