// SPDX-License-Identifier: Apache-2.0
// The portal module's CSV storage of a field's values in one developer attribute, byte for byte:
// trim(fputcsv(values)) and fgetcsv(trim(text) . "\n") of PHP 8.2 with ',' '"' and '\' as escape, including
// the texts PHP itself does not read back (a value that ends in '\'). Knows no field type and no limit: see
// attribute_format.h. Called by attribute_format and by the command line's `attributes`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace devsync::protocol::portal {

/// Items are UTF-8. No items and one empty item both give an empty text, which the module never stores.
std::string encodeCsv(const std::vector<std::string_view>& items);

/// Items of all lines in order. Every text decodes: a blank line is one empty item, an open quotation runs to
/// the end of the text and keeps its line ends.
std::vector<std::string> decodeCsv(std::string_view text);

/// True when decodeCsv(text) is the one item `text` itself, found without decoding. False decides nothing.
bool isPlainCsv(std::string_view text);

} // namespace devsync::protocol::portal
