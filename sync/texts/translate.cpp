// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/translate.h"

#include <QCoreApplication>

namespace devsync::texts {

namespace {

constexpr const char* kContext = "texts";
constexpr std::size_t kQuotedCharacters = 80;

/// Plural forms of every language depend on the last digits only; Qt takes an int.
constexpr std::uint64_t kPluralRange = 1'000'000;

bool isPlaceholder(std::string_view pattern, std::size_t at) {
    return pattern[at] == '%' && at + 1 < pattern.size() && pattern[at + 1] >= '1' && pattern[at + 1] <= '9';
}

std::string fill(const QString& translated, std::initializer_list<std::string> args) {
    const std::string pattern = translated.toStdString();
    std::string text;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (!isPlaceholder(pattern, at)) {
            text += pattern[at];
            continue;
        }
        const auto arg = static_cast<std::size_t>(pattern[++at] - '1');
        if (arg < args.size())
            text += args.begin()[arg];
    }
    return text;
}

std::string grouped(std::string digits) {
    const std::string separator =
        QCoreApplication::translate(kContext, QT_TRANSLATE_NOOP("texts", ","), "separates thousands")
            .toStdString();
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, separator);
    }
    return digits;
}

bool continuesCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

} // namespace

std::string say(const char* source, std::initializer_list<std::string> args) {
    return fill(QCoreApplication::translate(kContext, source), args);
}

std::string sayCount(const Counted& forms, std::uint64_t count) {
    const int plural = static_cast<int>(count % kPluralRange + (count >= kPluralRange ? kPluralRange : 0));
    const char* source = count == 1 ? forms.one : forms.many;
    return fill(QCoreApplication::translate(kContext, source, nullptr, plural), {number(count)});
}

std::string number(std::uint64_t value) {
    return grouped(std::to_string(value));
}

std::string number(std::int64_t value) {
    if (value >= 0)
        return number(static_cast<std::uint64_t>(value));
    return "−" + number(std::uint64_t{0} - static_cast<std::uint64_t>(value));
}

std::string quoted(std::string_view data) {
    std::string text;
    std::size_t characters = 0;
    for (const char c : data) {
        if (!continuesCharacter(c) && ++characters > kQuotedCharacters) {
            text += "…";
            break;
        }
        text += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return text;
}

} // namespace devsync::texts
