// SPDX-License-Identifier: Apache-2.0
#include "sync/core/check.h"

#include <cstdio>
#include <cstdlib>

namespace devsync::core {

void checkFailed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "devsync: broken invariant \"%s\" at %s:%d\n", condition, file, line);
    std::abort();
}

} // namespace devsync::core
