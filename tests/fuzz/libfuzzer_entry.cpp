// SPDX-License-Identifier: Apache-2.0
// What libFuzzer calls for each input; a broken promise ends the program as a crash does.
#include "tests/fuzz/target.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    if (const devsync::fuzz::Broken broken = devsync::fuzz::targets().front()->run(input)) {
        std::fprintf(stderr, "Broken promise: %s\n", broken);
        std::abort();
    }
    return 0;
}
