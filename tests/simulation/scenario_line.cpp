// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/scenario_line.h"

#include <algorithm>
#include <charconv>

namespace devsync::testing {

namespace {

bool isSpace(char c) {
    return c == ' ' || c == '\t';
}

} // namespace

ScenarioLine::ScenarioLine(std::string_view text) {
    std::string word;
    bool quoted = false;
    bool begun = false;
    for (const char c : text) {
        if (c == '"') {
            quoted = !quoted;
            begun = true;
        } else if (!quoted && c == '#' && !begun) {
            return;
        } else if (!quoted && isSpace(c)) {
            if (begun)
                m_words.push_back(std::exchange(word, {}));
            begun = false;
        } else {
            word.push_back(c);
            begun = true;
        }
    }
    if (quoted)
        fail("a quotation mark is missing");
    if (begun)
        m_words.push_back(word);
}

void ScenarioLine::fail(std::string detail) {
    if (!m_error)
        m_error = std::move(detail);
}

std::string ScenarioLine::word(std::string_view what) {
    if (!atEnd())
        return m_words[m_next++];
    fail("missing: " + std::string(what));
    return {};
}

std::size_t ScenarioLine::oneOf(std::string_view what, std::span<const std::string_view> known) {
    const std::string found = word(what);
    const auto it = std::ranges::find(known, found);
    if (it != known.end())
        return static_cast<std::size_t>(it - known.begin());
    std::string list;
    for (const std::string_view one : known)
        list += (list.empty() ? "" : ", ") + std::string(one);
    fail("\"" + found + "\" is no " + std::string(what) + "; known are " + list);
    return 0;
}

core::Side ScenarioLine::side() {
    return oneOf("side", {"apigee", "portal"}) == 0 ? core::Side::Apigee : core::Side::Portal;
}

std::uint64_t ScenarioLine::numberIn(std::string_view text, std::string_view what) {
    const std::optional<std::int64_t> number = wholeNumber(text);
    if (!number || *number < 0) {
        fail("\"" + std::string(text) + "\" is no number for " + std::string(what));
        return 0;
    }
    return static_cast<std::uint64_t>(*number);
}

std::uint64_t ScenarioLine::count(std::string_view what) {
    return numberIn(word(what), what);
}

bool ScenarioLine::takeIf(std::string_view word) {
    if (atEnd() || m_words[m_next] != word)
        return false;
    ++m_next;
    return true;
}

std::optional<std::uint64_t> ScenarioLine::countIf(std::string_view key) {
    if (atEnd() || !m_words[m_next].starts_with(std::string(key) + "="))
        return std::nullopt;
    return numberIn(m_words[m_next++].substr(key.size() + 1), key);
}

std::pair<std::string, std::string> ScenarioLine::keyValue() {
    const std::string pair = word("KEY=VALUE");
    const std::size_t at = pair.find('=');
    if (at == std::string::npos || at == 0) {
        fail("\"" + pair + "\" is not KEY=VALUE");
        return {};
    }
    return {pair.substr(0, at), pair.substr(at + 1)};
}

std::vector<std::string> ScenarioLine::rest() {
    std::vector<std::string> words(m_words.begin() + static_cast<std::ptrdiff_t>(m_next), m_words.end());
    m_next = m_words.size();
    return words;
}

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

std::string quotedWord(const std::string& word) {
    const bool plain = !word.empty() && std::ranges::none_of(word, isSpace) && !word.starts_with('#');
    return plain ? word : '"' + word + '"';
}

} // namespace devsync::testing
