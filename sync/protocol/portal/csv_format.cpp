// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/portal/csv_format.h"

#include <algorithm>
#include <cstdint>

namespace devsync::protocol::portal {

namespace {

constexpr char kDelimiter = ',';
constexpr char kQuote = '"';
constexpr char kEscape = '\\';

/// PHP's trim() without a list of its own.
constexpr std::string_view kTrimmed("\0\t\n\v\r ", 6);
/// C's isspace() in the portal's locale, for the blanks before an opening quote.
constexpr std::string_view kBlank = "\t\n\v\f\r ";

bool isOneOf(char c, std::string_view set) {
    return set.find(c) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(kTrimmed);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kTrimmed) - first + 1);
}

bool needsQuotes(std::string_view item) {
    return item.find_first_of(",\"\\\n\r\t ") != std::string_view::npos;
}

/// A quote is doubled unless an escape stands right before it.
void appendQuoted(std::string& out, std::string_view item) {
    bool escaped = false;
    out.push_back(kQuote);
    for (const char c : item) {
        if (c == kEscape)
            escaped = true;
        else if (!escaped && c == kQuote)
            out.push_back(kQuote);
        else
            escaped = false;
        out.push_back(c);
    }
    out.push_back(kQuote);
}

/// PHP's reader over the lines of one text. m_limit is where the line's own end begins: outside quotes
/// nothing behind it is content, inside quotes it is copied and the next line continues the item.
class CsvReader {
public:
    /// `text` ends with a line feed.
    explicit CsvReader(std::string text) : m_text(std::move(text)) {}

    std::vector<std::string> readAll() && {
        while (nextLine())
            readRecord();
        return std::move(m_items);
    }

private:
    enum class Inside : std::uint8_t { Text, AfterEscape, AfterQuote };

    bool nextLine() {
        if (m_next == m_text.size())
            return false;
        m_at = m_next;
        m_limit = m_text.find('\n', m_at);
        m_next = m_limit + 1;
        if (m_limit > m_at && m_text[m_limit - 1] == '\r')
            --m_limit;
        return true;
    }

    void readRecord() {
        if (m_at == m_limit) {
            m_items.emplace_back();
            return;
        }
        bool more = true;
        while (more) {
            const bool hasText = m_at < m_limit;
            if (hasText)
                skipBlanksBeforeQuote();
            more = hasText && m_text[m_at] == kQuote ? readQuoted() : readPlain();
        }
    }

    void skipBlanksBeforeQuote() {
        std::size_t at = m_at;
        while (at < m_next && m_text[at] != kDelimiter && isOneOf(m_text[at], kBlank))
            ++at;
        if (at < m_next && m_text[at] == kQuote)
            m_at = at;
    }

    /// Returns whether a delimiter follows, hence another item.
    bool readPlain() {
        const std::size_t end = findDelimiter();
        std::size_t length = end - m_at;
        if (length > 0 && m_text[end - 1] == '\r')
            --length;
        m_items.push_back(m_text.substr(m_at, length));
        m_at = end;
        return skipDelimiter();
    }

    bool readQuoted() {
        std::string item;
        ++m_at;
        std::size_t hunk = readToClosingQuote(item);
        if (m_at < m_limit)
            m_at = findDelimiter(); // text behind the closing quote belongs to the item
        item.append(m_text, hunk, m_at - hunk);
        m_items.push_back(std::move(item));
        return skipDelimiter();
    }

    /// Appends what is inside the quotes; returns where text not yet appended begins. PHP takes the first
    /// step without asking for the limit, so a quote at the very end of a line steps over it.
    std::size_t readToClosingQuote(std::string& item) {
        std::size_t hunk = m_at;
        Inside inside = Inside::Text;
        for (bool hasText = true;; hasText = m_at < m_limit) {
            if (inside == Inside::AfterQuote && (!hasText || m_text[m_at] != kQuote)) {
                item.append(m_text, hunk, m_at - hunk - 1);
                return m_at;
            }
            if (!hasText) {
                if (hunk != m_limit)
                    item.append(m_text, hunk, m_at - hunk);
                hunk = hunk != m_limit ? m_at : hunk;
                item.append(m_text, m_limit, m_next - m_limit);
                if (!nextLine())
                    return hunk;
                hunk = m_at;
                inside = Inside::Text;
            } else if (inside == Inside::AfterQuote) {
                item.append(m_text, hunk, m_at - hunk);
                hunk = ++m_at;
                inside = Inside::Text;
            } else {
                inside = inside == Inside::AfterEscape ? Inside::Text : stateAfter(m_text[m_at]);
                ++m_at;
            }
        }
    }

    static Inside stateAfter(char c) {
        if (c == kQuote)
            return Inside::AfterQuote;
        return c == kEscape ? Inside::AfterEscape : Inside::Text;
    }

    /// Looks no further than the line: else a text of many lines would be read once a line.
    std::size_t findDelimiter() const {
        const std::string_view line = std::string_view(m_text).substr(m_at, m_limit - m_at);
        return m_at + std::min(line.find(kDelimiter), line.size());
    }

    bool skipDelimiter() {
        if (m_at >= m_limit)
            return false;
        ++m_at;
        return true;
    }

    std::string m_text;
    std::size_t m_next = 0;  ///< begin of the next line
    std::size_t m_at = 0;    ///< read position
    std::size_t m_limit = 0; ///< begin of the line's end
    std::vector<std::string> m_items;
};

} // namespace

std::string encodeCsv(const std::vector<std::string_view>& items) {
    std::string line;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            line.push_back(kDelimiter);
        if (needsQuotes(items[i]))
            appendQuoted(line, items[i]);
        else
            line.append(items[i]);
    }
    return std::string(trimmed(line));
}

std::vector<std::string> decodeCsv(std::string_view text) {
    return CsvReader(std::string(trimmed(text)) + '\n').readAll();
}

bool isPlainCsv(std::string_view text) {
    return !text.empty() && text.find_first_of(",\"\n\r") == std::string_view::npos
           && !isOneOf(text.front(), kTrimmed) && !isOneOf(text.back(), kTrimmed);
}

} // namespace devsync::protocol::portal
