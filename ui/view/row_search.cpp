// SPDX-License-Identifier: Apache-2.0
#include "ui/view/row_search.h"

#include "sync/core/email_key.h"

#include <algorithm>

namespace devsync::view {

namespace {

char lowerAscii(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

/// `word` is folded. Only ASCII letters of `text` are folded, so it may miss letters beyond.
bool containsFoldingAscii(std::string_view text, std::string_view word) {
    if (text.size() < word.size())
        return false;
    const char first = word.front();
    const std::size_t last = text.size() - word.size();
    for (std::size_t at = 0; at <= last; ++at) {
        if (lowerAscii(text[at]) != first)
            continue;
        std::size_t equal = 1;
        while (equal < word.size() && lowerAscii(text[at + equal]) == word[equal])
            ++equal;
        if (equal == word.size())
            return true;
    }
    return false;
}

std::string folded(std::string_view text) {
    std::string out;
    if (!core::appendFolded(text, out))
        out = text;
    return out;
}

} // namespace

RowSearch::RowSearch(std::string_view typed) {
    const std::string text = folded(typed);
    constexpr std::string_view kBlanks = " \t\n";
    for (std::size_t at = text.find_first_not_of(kBlanks); at != std::string::npos;) {
        const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
        m_words.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(kBlanks, end);
    }
}

bool RowSearch::contains(std::string_view text, std::string_view word) {
    if (containsFoldingAscii(text, word))
        return true;
    if (isAscii(text))
        return false;
    m_folded.clear();
    return core::appendFolded(text, m_folded) && m_folded.find(word) != std::string::npos;
}

bool RowSearch::inAccount(const core::AccountTable& table, core::AccountTable::RowIndex row,
                          std::string_view word) {
    const core::AccountView& account = table.at(row, m_scratch);
    if (contains(account.userName, word))
        return true;
    return std::any_of(account.fields.begin(), account.fields.end(), [&](core::ValueView field) {
        // Quick, and never hides a match; but lengths between the items may match too.
        if (isAscii(field.packed) && !containsFoldingAscii(field.packed, word))
            return false;
        const auto items = field.items();
        return std::any_of(items.begin(), items.end(),
                           [&](std::string_view item) { return contains(item, word); });
    });
}

bool RowSearch::matches(const core::Comparison& comparison, core::Comparison::PairIndex pair) {
    return std::all_of(m_words.begin(), m_words.end(), [&](const std::string& word) {
        if (contains(comparison.foldedEmail(pair), word))
            return true;
        const core::Pair& rows = comparison.pair(pair);
        return std::any_of(core::kSides.begin(), core::kSides.end(), [&](core::Side side) {
            return rows.has(side) && inAccount(comparison.listing(side).table(), rows.row(side), word);
        });
    });
}

bool RowSearch::matchesText(std::string_view text) {
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const std::string& word) { return contains(text, word); });
}

} // namespace devsync::view
