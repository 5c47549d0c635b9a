// SPDX-License-Identifier: Apache-2.0
// Makes any bytes fit into one line: of JSON, or of text a terminal shows without obeying it.
// Ill-formed UTF-8 becomes U+FFFD. Pure, no locale.
#pragma once

#include <string>
#include <string_view>

namespace devsync::log {

/// Between the quotation marks of a JSON string (RFC 8259).
void appendJsonText(std::string& out, std::string_view text);
std::string jsonText(std::string_view text);
/// Control characters (C0, DEL, C1) and bidirectional overrides are written as \n, \t or \uXXXX.
void appendPlainText(std::string& out, std::string_view text);

} // namespace devsync::log
