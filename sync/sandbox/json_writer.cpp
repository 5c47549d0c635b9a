// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/json_writer.h"

#include "sync/sandbox/text.h"

namespace devsync::sandbox {

namespace {

void appendEscape(std::string& out, unsigned unit) {
    constexpr std::string_view kHex = "0123456789abcdef";
    constexpr std::string_view kUpper = "0123456789ABCDEF";
    // PHP writes the characters its JSON_HEX_ flags name in upper case, all others in lower case.
    const std::string_view hex = unit < 0x80 && unit >= 0x20 ? kUpper : kHex;
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += hex[(unit >> shift) & 15U];
}

/// The two-character escape of a control character; 0 if it has none.
char shortEscape(char32_t code) {
    switch (code) {
    case U'\n':
        return 'n';
    case U'\r':
        return 'r';
    case U'\t':
        return 't';
    case U'\b':
        return 'b';
    case U'\f':
        return 'f';
    default:
        return 0;
    }
}

} // namespace

void JsonWriter::separate() {
    if (m_comma)
        m_out += ',';
    m_comma = true;
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    m_out += bracket;
    m_comma = false;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    m_out += bracket;
    m_comma = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    quote(name);
    m_out += ':';
    m_comma = false;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
    separate();
    quote(value);
    return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
    separate();
    m_out += std::to_string(value);
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
    separate();
    m_out += value ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    separate();
    m_out += "null";
    return *this;
}

void JsonWriter::quote(std::string_view value) {
    m_out += '"';
    for (std::size_t at = 0; at < value.size();)
        quoteCodePoint(nextCodePoint(value, at));
    m_out += '"';
}

void JsonWriter::quoteCodePoint(char32_t code) {
    if (const char escape = shortEscape(code); escape != 0) {
        m_out += '\\';
        m_out += escape;
    } else if (code < 0x20) {
        appendEscape(m_out, static_cast<unsigned>(code));
    } else if (code == U'\\' || (code == U'/' && m_style == JsonStyle::Php)
               || (code == U'"' && m_style == JsonStyle::Plain)) {
        m_out += '\\';
        m_out += static_cast<char>(code);
    } else if (m_style == JsonStyle::Plain
               || (code < 0x80 && std::string_view("\"<>&'").find(char(code)) == std::string_view::npos)) {
        appendUtf8(m_out, code);
    } else if (code < 0x10000) {
        appendEscape(m_out, static_cast<unsigned>(code));
    } else {
        appendEscape(m_out, 0xD800U + static_cast<unsigned>((code - 0x10000) >> 10));
        appendEscape(m_out, 0xDC00U + static_cast<unsigned>((code - 0x10000) & 0x3FFU));
    }
}

} // namespace devsync::sandbox
