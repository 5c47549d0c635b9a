// SPDX-License-Identifier: Apache-2.0
// Lines of a CSV file: RFC 4180 (CRLF, doubled quotes), UTF-8 without byte order mark. A cell that a
// spreadsheet would take for a formula (leading = + - @, TAB, CR) begins with an apostrophe (OWASP
// ASVS 1.2.10).
#pragma once

#include <span>
#include <string>

namespace devsync::report {

std::string csvLine(std::span<const std::string> cells);

} // namespace devsync::report
