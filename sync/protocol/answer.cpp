// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/answer.h"

#include "sync/core/email_key.h"
#include "sync/core/time_text.h"
#include "sync/core/utf8.h"

#include <charconv>

namespace devsync::protocol {

namespace {

constexpr std::size_t kMaxWords = 500;
/// Only the head of a long page can become words: everything behind it would be cut anyway.
constexpr std::size_t kMaxLookedAt = 16 * 1024;
constexpr std::int64_t kLongestRetryAfter = 24 * 3600;

bool isBlank(char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
}

void cutBetweenCharacters(std::string& text, std::size_t length) {
    if (text.size() <= length)
        return;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80)
        --length;
    text.resize(length);
}

std::optional<std::int64_t> wholeSeconds(std::string_view text) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return seconds;
}

std::optional<std::int64_t> secondsUntil(std::string_view date, std::string_view now) {
    const auto then = core::parseHttpDate(date);
    const auto from = core::parseHttpDate(now);
    if (!then || !from)
        return std::nullopt;
    return *then - *from;
}

} // namespace

std::string serverWords(std::string_view text) {
    std::string words;
    bool inTag = false;
    for (const char c : core::repairedUtf8(text.substr(0, kMaxLookedAt))) {
        if (c == '<')
            inTag = true;
        if (!inTag && !isBlank(c))
            words.push_back(c);
        else if (!words.empty() && words.back() != ' ')
            words.push_back(' ');
        if (c == '>')
            inTag = false;
    }
    cutBetweenCharacters(words, kMaxWords);
    while (!words.empty() && (words.back() == ' ' || words.back() == '.'))
        words.pop_back();
    return words;
}

std::optional<core::Millis> retryAfter(const HttpResponse& response) {
    const std::string_view text = response.header("Retry-After");
    std::optional<std::int64_t> seconds = wholeSeconds(text);
    if (!seconds && !text.empty())
        seconds = secondsUntil(text, response.header("Date"));
    if (!seconds || *seconds < 0 || *seconds > kLongestRetryAfter)
        return std::nullopt;
    return core::Seconds(*seconds);
}

core::Error answerError(core::Side side, core::ErrorKind kind, std::string detail,
                        const HttpResponse& response) {
    return {.kind = kind,
            .detail = std::move(detail),
            .side = side,
            .httpStatus = response.status,
            .retryAfter = retryAfter(response),
            .requestId = serverWords(response.header("X-Request-Id"))};
}

core::ErrorKind kindOfStatus(int status) {
    if (status >= 300 && status < 400)
        return core::ErrorKind::RedirectRefused;
    if (status == 401)
        return core::ErrorKind::SignInRefused;
    if (status == 403)
        return core::ErrorKind::PermissionDenied;
    if (status == 429)
        return core::ErrorKind::RateLimited;
    if (status == 408 || status >= 500)
        return core::ErrorKind::ServerFault;
    return core::ErrorKind::RequestRefused;
}

core::Error refusedRead(core::Error error) {
    switch (error.kind) {
    case core::ErrorKind::AlreadyExists:
    case core::ErrorKind::UserNameTaken:
    case core::ErrorKind::UserNameIllegal:
    case core::ErrorKind::ValueRefused:
    case core::ErrorKind::Stale:
        error.kind = core::ErrorKind::RequestRefused;
        break;
    default:
        break;
    }
    return error;
}

bool sameAddress(std::string_view a, std::string_view b) {
    const auto left = core::EmailKey::from(a);
    const auto right = core::EmailKey::from(b);
    return left && right && *left == *right;
}

} // namespace devsync::protocol
