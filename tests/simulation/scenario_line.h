// SPDX-License-Identifier: Apache-2.0
// The words of one scenario line, taken from left to right. The first thing that goes wrong is kept and every
// later question answers something harmless, so that a parser asks error() once, at the end.
#pragma once

#include "sync/core/error.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace devsync::testing {

class ScenarioLine {
public:
    explicit ScenarioLine(std::string_view text);

    bool atEnd() const { return m_next == m_words.size(); }
    /// `what` is named when there is no word left.
    std::string word(std::string_view what);
    /// Number of the word among those known.
    std::size_t oneOf(std::string_view what, std::span<const std::string_view> known);
    std::size_t oneOf(std::string_view what, std::initializer_list<std::string_view> known) {
        return oneOf(what, std::span(known.begin(), known.size()));
    }
    core::Side side();
    std::uint64_t count(std::string_view what);
    /// Takes the next word only if it is this one.
    bool takeIf(std::string_view word);
    /// "KEY=…" with this key, taken only if it is next.
    std::optional<std::uint64_t> countIf(std::string_view key);
    /// "KEY=VALUE".
    std::pair<std::string, std::string> keyValue();
    std::vector<std::string> rest();
    /// The word taken last is the next one again.
    void stepBack() { m_next -= m_next > 0 ? 1 : 0; }

    void fail(std::string detail);
    const std::optional<std::string>& error() const { return m_error; }

private:
    std::uint64_t numberIn(std::string_view text, std::string_view what);

    std::vector<std::string> m_words;
    std::size_t m_next = 0;
    std::optional<std::string> m_error;
};

/// A whole number with sign.
std::optional<std::int64_t> wholeNumber(std::string_view text);
/// The word, in quotes where a line needs them.
std::string quotedWord(const std::string& word);

} // namespace devsync::testing
