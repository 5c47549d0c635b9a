// SPDX-License-Identifier: Apache-2.0
// Which rows contain what was typed: in the address, user names, names or attribute values of either side,
// case ignored. Reads a million rows in a fraction of a second; any thread.
#pragma once

#include "sync/core/comparison.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace devsync::view {

class RowSearch {
public:
    /// Words apart by blanks; all must occur. An empty text matches every row.
    explicit RowSearch(std::string_view typed);

    bool matchesAll() const { return m_words.empty(); }
    bool matches(const core::Comparison& comparison, core::Comparison::PairIndex pair);
    /// Any text, with the same idea of equal.
    bool matchesText(std::string_view text);

private:
    bool contains(std::string_view text, std::string_view word);
    bool inAccount(const core::AccountTable& table, core::AccountTable::RowIndex row, std::string_view word);

    std::vector<std::string> m_words; ///< folded
    core::AccountScratch m_scratch;
    std::string m_folded;
};

} // namespace devsync::view
