// SPDX-License-Identifier: Apache-2.0
#include "sync/report/csv_text.h"

#include <string_view>

namespace devsync::report {

namespace {

bool looksLikeFormula(std::string_view cell) {
    return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

void appendCell(std::string& line, std::string_view cell) {
    const bool formula = looksLikeFormula(cell);
    if (!formula && cell.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += cell;
        return;
    }
    line += formula ? "\"'" : "\"";
    for (const char c : cell) {
        if (c == '"')
            line += '"';
        line += c;
    }
    line += '"';
}

} // namespace

std::string csvLine(std::span<const std::string> cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            line += ',';
        appendCell(line, cells[i]);
    }
    return line + "\r\n";
}

} // namespace devsync::report
