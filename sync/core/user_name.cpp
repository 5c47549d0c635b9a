// SPDX-License-Identifier: Apache-2.0
#include "sync/core/user_name.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace devsync::core {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Beyond ASCII everything is allowed but these.
constexpr std::array<Range, 8> kRefused{{
    {0x80, 0xA0},     // controls and no-break space
    {0xAD, 0xAD},     // soft hyphen
    {0x2000, 0x200F}, // spaces of various widths
    {0x2028, 0x202F}, // bidirectional overrides
    {0x205F, 0x206F}, // text hints
    {0xFEFF, 0xFEFF}, // byte order mark
    {0xFF01, 0xFF60}, // full-width Latin
    {0xFFF9, 0xFFFD}, // replacement characters
}};

bool isAllowedAscii(char32_t c) {
    const bool letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letterOrDigit || std::u32string_view(U" @+_.'-").find(c) != std::u32string_view::npos;
}

bool isAllowed(char32_t c) {
    if (c < 0x80)
        return isAllowedAscii(c);
    return std::none_of(kRefused.begin(), kRefused.end(),
                        [c](const Range& range) { return c >= range.first && c <= range.last; });
}

/// nullopt-like: an invalid sequence becomes U+FFFD, which is refused.
std::u32string codePoints(std::string_view text) {
    std::u32string result;
    const auto length = static_cast<std::int32_t>(std::min<std::size_t>(text.size(), 4096));
    for (std::int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), i, length, c);
        result.push_back(c < 0 ? char32_t{0xFFFD} : static_cast<char32_t>(c));
    }
    return result;
}

std::string toUtf8(std::u32string_view text) {
    std::string result;
    for (const char32_t c : text) {
        std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
        std::int32_t length = 0;
        U8_APPEND_UNSAFE(bytes.data(), length, static_cast<UChar32>(c));
        result.append(bytes.begin(), bytes.begin() + length);
    }
    return result;
}

/// Illegal characters become one space where a word ends, so that "Souza, Ana" is "Souza Ana".
std::u32string legalised(std::string_view name) {
    std::u32string result;
    for (char32_t c : codePoints(name)) {
        c = isAllowed(c) ? c : U' ';
        if (c == U' ' && (result.empty() || result.back() == U' '))
            continue;
        result.push_back(c);
    }
    return result;
}

std::u32string cutTo(std::u32string name, std::size_t length) {
    name.resize(std::min(name.size(), length));
    while (!name.empty() && name.back() == U' ')
        name.pop_back();
    return name;
}

std::string numbered(const std::string& legal, std::uint64_t number) {
    if (number == 1)
        return legal;
    const std::string suffix = "-" + std::to_string(number);
    return toUtf8(cutTo(codePoints(legal), kMaxUserNameLength - suffix.size())) + suffix;
}

} // namespace

bool isLegalUserName(std::string_view name) {
    const std::u32string text = codePoints(name);
    return !text.empty() && text.size() <= kMaxUserNameLength && text.front() != U' ' && text.back() != U' '
           && text.find(U"  ") == std::u32string::npos && std::all_of(text.begin(), text.end(), isAllowed);
}

std::string legalUserName(std::string_view wanted, std::string_view email) {
    const std::array<std::string_view, 3> sources{wanted, email.substr(0, email.find('@')), "user"};
    for (const std::string_view source : sources) {
        const std::u32string name = cutTo(legalised(source), kMaxUserNameLength);
        if (!name.empty())
            return toUtf8(name);
    }
    return {};
}

std::string freeUserName(const std::string& legal, const std::function<bool(std::string_view)>& isTaken,
                         std::uint64_t& number) {
    std::string candidate = numbered(legal, number);
    while (isTaken(candidate))
        candidate = numbered(legal, ++number);
    return candidate;
}

} // namespace devsync::core
