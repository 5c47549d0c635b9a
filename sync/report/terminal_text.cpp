// SPDX-License-Identifier: Apache-2.0
#include "sync/report/terminal_text.h"

#include <algorithm>

namespace devsync::report {

namespace {

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Bytes of the character at `at`, 1 for a stray byte.
std::size_t lengthAt(std::string_view text, std::size_t at) {
    std::size_t length = 1;
    while (at + length < text.size() && length < 4 && continues(text[at + length]))
        ++length;
    return length;
}

/// Bytes the lead byte announces; 0 for a byte that leads nothing.
std::size_t announced(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    if (byte < 0x80)
        return 1;
    return byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0;
}

/// C0 and C1 controls, the marks that turn the direction of writing, and what is no UTF-8: terminals read its
/// bytes as they like.
bool steers(std::string_view character) {
    if (character.size() != announced(character.front()))
        return true;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    if (character.size() == 1)
        return byte(0) < 0x20 || byte(0) == 0x7f;
    if (character.size() == 2)
        return byte(0) == 0xC2 && byte(1) < 0xA0;
    if (character.size() != 3 || byte(0) != 0xE2)
        return false;
    const bool marks =
        byte(1) == 0x80 && (byte(2) == 0x8E || byte(2) == 0x8F || (byte(2) >= 0xA8 && byte(2) <= 0xAE));
    return marks || (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9);
}

const char* codeOf(Tone tone) {
    switch (tone) {
    case Tone::Strong:
        return "\x1b[1m";
    case Tone::Dim:
        return "\x1b[2m";
    case Tone::Good:
        return "\x1b[36m";
    case Tone::Warning:
        return "\x1b[33m";
    case Tone::Bad:
        return "\x1b[1;31m";
    case Tone::Plain:
        break;
    }
    return "";
}

} // namespace

std::string harmless(std::string_view data) {
    std::string text;
    for (std::size_t at = 0; at < data.size();) {
        const std::string_view character = data.substr(at, lengthAt(data, at));
        text += steers(character) ? std::string(" ") : std::string(character);
        at += character.size();
    }
    return text;
}

std::size_t characterCount(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

std::string clipped(std::string_view data, std::size_t width) {
    const std::string text = harmless(data);
    if (characterCount(text) <= width)
        return text;
    std::string cut;
    std::size_t taken = 0;
    for (std::size_t at = 0; at < text.size() && taken + 1 < width; ++taken) {
        const std::size_t length = lengthAt(text, at);
        cut += text.substr(at, length);
        at += length;
    }
    return cut + "…";
}

std::string padded(std::string_view data, std::size_t width) {
    std::string text = harmless(data);
    const std::size_t used = characterCount(text);
    return used < width ? text + std::string(width - used, ' ') : text;
}

std::string cell(std::string_view data, std::size_t width) {
    return padded(clipped(data, width), width);
}

std::string toned(std::string text, Tone tone, Colour colour) {
    const bool plain = colour == Colour::Off || tone == Tone::Plain;
    return plain ? text : codeOf(tone) + text + "\x1b[0m";
}

} // namespace devsync::report
