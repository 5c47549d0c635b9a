// SPDX-License-Identifier: Apache-2.0
#include "sync/core/email_key.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <optional>

namespace devsync::core {

namespace {

constexpr char32_t kDottedCapitalI = 0x130;
constexpr std::string_view kFoldedDottedCapitalI = "i\xCC\x87"; // i + U+0307

bool isAscii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}
bool isAsciiUpper(char c) {
    return c >= 'A' && c <= 'Z';
}
char foldAscii(char c) {
    return isAsciiUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// What a lead byte announces: how many bytes follow, its payload, and the least code point that needs as
/// many.
struct Lead {
    unsigned following = 0;
    char32_t payload = 0;
    char32_t least = 0;
};

std::optional<Lead> readLead(unsigned char byte) {
    if ((byte & 0xE0) == 0xC0)
        return Lead{1, byte & 0x1FU, 0x80};
    if ((byte & 0xF0) == 0xE0)
        return Lead{2, byte & 0x0FU, 0x800};
    if ((byte & 0xF8) == 0xF0)
        return Lead{3, byte & 0x07U, 0x10000};
    return std::nullopt;
}

bool isScalar(char32_t c) {
    return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

/// Takes one multi-byte sequence from the front; nullopt when it is cut, overlong, a surrogate or out of
/// range.
std::optional<char32_t> takeMultiByte(std::string_view& text) {
    const auto lead = readLead(static_cast<unsigned char>(text.front()));
    if (!lead || text.size() <= lead->following)
        return std::nullopt;
    char32_t c = lead->payload;
    for (unsigned i = 1; i <= lead->following; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) != 0x80)
            return std::nullopt;
        c = (c << 6) | (byte & 0x3FU);
    }
    if (c < lead->least || !isScalar(c))
        return std::nullopt;
    text.remove_prefix(lead->following + 1);
    return c;
}

char continuation(char32_t c, int shift) {
    return static_cast<char>(0x80 | ((c >> shift) & 0x3F));
}

void appendUtf8(char32_t c, std::string& out) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += continuation(c, 0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += continuation(c, 6);
        out += continuation(c, 0);
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += continuation(c, 12);
        out += continuation(c, 6);
        out += continuation(c, 0);
    }
}

void appendLower(char32_t c, std::string& out) {
    if (c == kDottedCapitalI)
        out += kFoldedDottedCapitalI;
    else
        appendUtf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))), out);
}

bool appendFoldedMultiByte(std::string_view text, std::string& out) {
    while (!text.empty()) {
        if (isAscii(text.front())) {
            out += foldAscii(text.front());
            text.remove_prefix(1);
            continue;
        }
        const auto c = takeMultiByte(text);
        if (!c)
            return false;
        appendLower(*c, out);
    }
    return true;
}

} // namespace

bool appendFolded(std::string_view text, std::string& out) {
    const std::size_t before = out.size();
    const auto firstMultiByte = std::find_if_not(text.begin(), text.end(), isAscii);
    const auto asciiLength = static_cast<std::size_t>(firstMultiByte - text.begin());
    out.resize(before + asciiLength);
    std::transform(text.begin(), firstMultiByte, out.begin() + static_cast<std::ptrdiff_t>(before),
                   foldAscii);
    if (appendFoldedMultiByte(text.substr(asciiLength), out))
        return true;
    out.resize(before);
    return false;
}

bool hasUpperCase(std::string_view email) {
    if (std::all_of(email.begin(), email.end(), isAscii))
        return std::any_of(email.begin(), email.end(), isAsciiUpper);
    std::string folded;
    return appendFolded(email, folded) && folded != email;
}

Result<EmailKey> EmailKey::from(std::string_view email) {
    if (email.empty())
        return fail(ErrorKind::AnswerUnexpected, "the e-mail address is empty");
    std::string folded;
    if (!appendFolded(email, folded))
        return fail(ErrorKind::AnswerUnexpected, "the e-mail address is not valid UTF-8");
    return EmailKey(std::move(folded));
}

} // namespace devsync::core
