// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/target.h"

namespace devsync::fuzz {

std::vector<const Target*>& targets() {
    static std::vector<const Target*> all;
    return all;
}

Target::Target(const char* name, FuzzOne fuzzOne) : m_name(name), m_fuzzOne(fuzzOne) {
    targets().push_back(this);
}

} // namespace devsync::fuzz
