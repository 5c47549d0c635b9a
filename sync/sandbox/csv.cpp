// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/csv.h"

#include <string_view>

namespace devsync::sandbox {

namespace {

void appendQuoted(std::string& out, const std::string& value) {
    out += '"';
    char before = 0;
    for (const char c : value) {
        // PHP's escape character: a quotation mark right behind a backslash is not doubled.
        if (c == '"' && before != '\\')
            out += '"';
        out += c;
        before = c;
    }
    out += '"';
}

} // namespace

std::string csvEncoded(const std::vector<std::string>& values) {
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0)
            out += ',';
        if (values[i].find_first_of(",\"\\ \t\r\n") == std::string::npos)
            out += values[i];
        else
            appendQuoted(out, values[i]);
    }
    constexpr std::string_view kSpace = " \t\n\r\v\0";
    const std::size_t first = out.find_first_not_of(kSpace);
    return first == std::string::npos ? std::string()
                                      : out.substr(first, out.find_last_not_of(kSpace) + 1 - first);
}

} // namespace devsync::sandbox
