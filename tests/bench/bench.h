// SPDX-License-Identifier: Apache-2.0
// What the programs of tests/bench share: each takes one argument, its size, and prints figures beside their
// limits. The exit code says whether the work was done right, never how long it took: machines differ.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace devsync::bench {

/// The program's first argument; `usual` when there is none.
inline std::uint32_t sizeFrom(int argc, char** argv, std::uint32_t usual) {
    return argc > 1 ? static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10)) : usual;
}

/// `values` is not empty; of an even number the upper middle.
inline double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

inline const char* verdictOf(bool within) {
    return within ? "within" : "OVER";
}

} // namespace devsync::bench
