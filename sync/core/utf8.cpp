// SPDX-License-Identifier: Apache-2.0
#include "sync/core/utf8.h"

#include <unicode/utf8.h>

namespace devsync::core {

std::string repairedUtf8(std::string_view text) {
    std::string repaired;
    repaired.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        UChar32 c = 0;
        U8_NEXT(text.data(), i, text.size(), c);
        if (c < 0)
            repaired += "\xEF\xBF\xBD";
        else
            repaired += text.substr(begin, i - begin);
    }
    return repaired;
}

} // namespace devsync::core
