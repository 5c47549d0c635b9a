// SPDX-License-Identifier: Apache-2.0
#include "sync/log/line_escape.h"

#include <cstddef>

namespace devsync::log {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Character {
    char32_t code = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

std::size_t lengthByLead(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool isScalar(char32_t code, std::size_t bytes) {
    if (code >= 0xD800 && code <= 0xDFFF)
        return false;
    if (bytes == 3)
        return code >= 0x800; // shorter forms exist below
    return bytes != 4 || (code >= 0x10000 && code <= 0x10FFFF);
}

Character firstOf(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lengthByLead(lead);
    if (length == 1)
        return {.code = lead, .bytes = 1, .valid = true};
    if (length == 0 || length > text.size())
        return {};
    char32_t code = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0U) != 0x80)
            return {};
        code = (code << 6U) | (next & 0x3FU);
    }
    if (!isScalar(code, length))
        return {};
    return {.code = code, .bytes = length, .valid = true};
}

void appendUnicodeEscape(std::string& out, char32_t code) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += kHex[(code >> static_cast<unsigned>(shift)) & 15U];
}

/// Both notations share these; false = write the code as \uXXXX.
bool appendShortEscape(std::string& out, char32_t code) {
    switch (code) {
    case '\n':
        out += "\\n";
        return true;
    case '\r':
        out += "\\r";
        return true;
    case '\t':
        out += "\\t";
        return true;
    default:
        return false;
    }
}

bool obeyedByTerminals(char32_t code) {
    const bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
    const bool separator = code == 0x2028 || code == 0x2029;
    const bool override = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return control || separator || override;
}

template <class Escapes>
void appendEscaped(std::string& out, std::string_view text, Escapes escapes) {
    while (!text.empty()) {
        const Character c = firstOf(text);
        if (!c.valid)
            out += kReplacement;
        else if (!escapes(c.code))
            out += text.substr(0, c.bytes);
        else if (!appendShortEscape(out, c.code))
            appendUnicodeEscape(out, c.code);
        text.remove_prefix(c.bytes);
    }
}

} // namespace

void appendJsonText(std::string& out, std::string_view text) {
    appendEscaped(out, text, [&out](char32_t code) {
        if (code == '"' || code == '\\')
            out += '\\'; // then the character itself
        return code < 0x20 || code == 0x7F;
    });
}

std::string jsonText(std::string_view text) {
    std::string out;
    appendJsonText(out, text);
    return out;
}

void appendPlainText(std::string& out, std::string_view text) {
    appendEscaped(out, text, obeyedByTerminals);
}

} // namespace devsync::log
