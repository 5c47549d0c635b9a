// SPDX-License-Identifier: Apache-2.0
#include "sync/core/redact.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <numeric>
#include <optional>
#include <unicode/utf8.h>

namespace devsync::core {

namespace {

constexpr std::size_t kMinLine = 16;
/// Shorter base64 pieces occur by chance in any text.
constexpr std::size_t kMinBase64 = 4;
/// JSON inside a text of JSON inside another; deeper is no accident of a server's words.
constexpr int kEscapeLevels = 3;
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A notation of a text read as plain bytes, with the place each byte came from.
struct Reading {
    std::string bytes;
    std::vector<std::size_t> begins; ///< one a byte, and the end of the text
};

std::optional<char> percentByte(std::string_view text, std::size_t at) {
    const auto digit = [](char c) -> int {
        if (c >= '0' && c <= '9')
            return c - '0';
        const char lower = static_cast<char>(c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    };
    if (text[at] != '%' || text.size() - at < 3)
        return std::nullopt;
    const int high = digit(text[at + 1]);
    const int low = digit(text[at + 2]);
    if (high < 0 || low < 0)
        return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

/// `plus` is what a '+' stands for: itself in a path, a space in a form.
Reading readPercent(std::string_view text, char plus) {
    Reading reading;
    for (std::size_t at = 0; at < text.size();) {
        reading.begins.push_back(at);
        const auto byte = percentByte(text, at);
        reading.bytes += byte ? *byte : text[at] == '+' ? plus : text[at];
        at += byte ? 3 : 1;
    }
    reading.begins.push_back(text.size());
    return reading;
}

Reading readPlain(std::string_view text) {
    Reading reading{std::string(text), std::vector<std::size_t>(text.size() + 1)};
    std::iota(reading.begins.begin(), reading.begins.end(), std::size_t{0});
    return reading;
}

std::optional<char32_t> hexUnit(std::string_view text, std::size_t at) {
    std::uint32_t unit = 0;
    const char* const begin = text.data() + std::min(at, text.size());
    const char* const end = begin + std::min<std::size_t>(4, text.size() - std::min(at, text.size()));
    const auto [stop, error] = std::from_chars(begin, end, unit, 16);
    return error == std::errc() && stop == begin + 4 ? std::optional<char32_t>(unit) : std::nullopt;
}

struct Escape {
    std::string bytes;
    std::size_t length = 2; ///< with the backslash
};

/// The escape whose backslash is at `at`; one that JSON does not know stands for itself.
Escape escapeAt(std::string_view text, std::size_t at) {
    static constexpr std::string_view kNames = "\"\\/bfnrt";
    static constexpr std::string_view kBytes = "\"\\/\b\f\n\r\t";
    const std::string_view rest = text.substr(at);
    const std::size_t name = rest.size() < 2 ? std::string_view::npos : kNames.find(rest[1]);
    if (name != std::string_view::npos)
        return {std::string(1, kBytes[name])};
    const auto high = rest.starts_with("\\u") ? hexUnit(rest, 2) : std::nullopt;
    if (!high)
        return {"\\", 1};
    const bool isPair = *high >= 0xD800 && *high < 0xDC00 && rest.substr(6).starts_with("\\u");
    const auto low = isPair ? hexUnit(rest, 8) : std::nullopt;
    Escape escape{{}, low ? 12U : 6U};
    const char32_t character = low ? 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00) : *high;
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, character);
    escape.bytes.assign(bytes.data(), size);
    return escape;
}

/// The escapes of a JSON text resolved once.
Reading readEscapes(const Reading& from) {
    Reading reading;
    for (std::size_t at = 0; at < from.bytes.size();) {
        const Escape escape =
            from.bytes[at] == '\\' ? escapeAt(from.bytes, at) : Escape{std::string(1, from.bytes[at]), 1};
        reading.bytes += escape.bytes;
        reading.begins.insert(reading.begins.end(), escape.bytes.size(), from.begins[at]);
        at += escape.length;
    }
    reading.begins.push_back(from.begins.back());
    return reading;
}

/// Both alphabets of base64 read as the standard one.
std::string standardBase64(std::string text) {
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    return text;
}

bool isBase64(char c) {
    return c == '=' || c == '-' || c == '_' || kBase64.find(c) != std::string_view::npos;
}

/// The characters of a base64 text that depend on nothing but `secret`, when `before` bytes (mod 3) precede
/// it.
std::string base64Core(std::string_view secret, std::size_t before) {
    const std::string bytes = std::string(before, '\0') + std::string(secret);
    std::string core;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6)
            core += kBase64[(bits >> (count - 6)) & 0x3F];
    }
    const std::size_t foreign = before == 0 ? 0 : before + 1;
    return core.size() > foreign ? core.substr(foreign) : std::string();
}

void findAll(std::string_view text, std::string_view needle, std::vector<Span>& found) {
    for (auto at = text.find(needle); at != std::string_view::npos; at = text.find(needle, at + 1))
        found.push_back({at, at + needle.size()});
}

void findIn(const Reading& reading, const std::vector<Secret>& needles, std::vector<Span>& found) {
    std::vector<Span> spans;
    for (const Secret& needle : needles)
        findAll(reading.bytes, needle.reveal(), spans);
    for (const Span& span : spans)
        found.push_back({reading.begins[span.begin], reading.begins[span.end]});
}

void findBase64(const Reading& reading, const std::vector<Secret>& needles, std::vector<Span>& found) {
    const std::string text = standardBase64(reading.bytes);
    std::vector<Span> spans;
    for (const Secret& needle : needles)
        findAll(text, needle.reveal(), spans);
    for (Span span : spans) {
        while (span.begin > 0 && text[span.begin - 1] != '=' && isBase64(text[span.begin - 1]))
            --span.begin;
        while (span.end < text.size() && isBase64(text[span.end]))
            ++span.end;
        found.push_back({reading.begins[span.begin], reading.begins[span.end]});
    }
}

std::string mask(std::string_view text, std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    std::string out;
    std::size_t at = 0;
    for (const Span& span : spans) {
        if (span.begin >= at) {
            out.append(text.substr(at, span.begin - at));
            out.append(Redactor::kMask);
        }
        at = std::max(at, span.end);
    }
    out.append(text.substr(at));
    return out;
}

} // namespace

void Redactor::add(std::string_view secret) {
    addText(secret);
    if (secret.find('\n') == std::string_view::npos)
        return;
    for (std::size_t begin = 0; begin < secret.size();) {
        const std::size_t end = std::min(secret.find('\n', begin), secret.size());
        if (end - begin >= kMinLine)
            addText(secret.substr(begin, end - begin));
        begin = end + 1;
    }
}

void Redactor::addText(std::string_view secret) {
    if (secret.empty())
        return;
    m_clear.emplace_back(std::string(secret));
    for (std::size_t before = 0; before < 3; ++before) {
        std::string core = base64Core(secret, before);
        if (core.size() >= kMinBase64)
            m_base64.emplace_back(std::move(core));
    }
}

std::string Redactor::redact(std::string_view text) const {
    std::vector<Span> found;
    Reading reading = readPlain(text);
    findIn(reading, m_clear, found);
    findBase64(reading, m_base64, found);
    for (int level = 0; level < kEscapeLevels && reading.bytes.find('\\') != std::string::npos; ++level) {
        reading = readEscapes(reading);
        findIn(reading, m_clear, found);
        findBase64(reading, m_base64, found);
    }
    if (text.find('%') != std::string_view::npos)
        findIn(readPercent(text, '+'), m_clear, found);
    if (text.find('+') != std::string_view::npos)
        findIn(readPercent(text, ' '), m_clear, found);
    return found.empty() ? std::string(text) : mask(text, std::move(found));
}

} // namespace devsync::core
