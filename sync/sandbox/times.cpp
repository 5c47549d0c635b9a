// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/times.h"

#include "sync/sandbox/text.h"

#include <array>
#include <chrono>

namespace devsync::sandbox {

namespace {

void appendPadded(std::string& out, long value, std::size_t width) {
    const std::string digits = std::to_string(value);
    out.append(width > digits.size() ? width - digits.size() : 0, '0');
    out += digits;
}

struct Civil {
    std::chrono::year_month_day date;
    std::chrono::weekday weekday;
    long secondOfDay;
};

Civil civil(std::int64_t seconds) {
    const std::chrono::sys_seconds instant{std::chrono::seconds(seconds)};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    return {std::chrono::year_month_day(day), std::chrono::weekday(day), (instant - day).count()};
}

void appendClock(std::string& out, long secondOfDay) {
    appendPadded(out, secondOfDay / 3600, 2);
    out += ':';
    appendPadded(out, secondOfDay / 60 % 60, 2);
    out += ':';
    appendPadded(out, secondOfDay % 60, 2);
}

/// Digits of text[at, at + count) as a number; -1 if one is no digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (i >= text.size() || text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// "Z", "+HH:MM" or "+HHMM" in seconds.
std::optional<int> offsetFrom(std::string_view zone) {
    if (zone == "Z")
        return 0;
    if ((zone.size() != 5 && zone.size() != 6) || (zone[0] != '+' && zone[0] != '-'))
        return std::nullopt;
    if (zone.size() == 6 && zone[3] != ':')
        return std::nullopt;
    const int hours = digits(zone, 1, 2);
    const int minutes = digits(zone, zone.size() - 2, 2);
    if (hours < 0 || minutes < 0)
        return std::nullopt;
    return (zone[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

} // namespace

std::string httpDate(std::int64_t seconds) {
    constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Civil c = civil(seconds);
    std::string out = kDays.at(c.weekday.c_encoding());
    out += ", ";
    appendPadded(out, static_cast<long>(unsigned(c.date.day())), 2);
    out += ' ';
    out += kMonths.at(unsigned(c.date.month()) - 1);
    out += ' ';
    appendPadded(out, int(c.date.year()), 4);
    out += ' ';
    appendClock(out, c.secondOfDay);
    return out + " GMT";
}

std::string rfc3339(std::int64_t seconds) {
    const Civil c = civil(seconds);
    std::string out;
    appendPadded(out, int(c.date.year()), 4);
    out += '-';
    appendPadded(out, static_cast<long>(unsigned(c.date.month())), 2);
    out += '-';
    appendPadded(out, static_cast<long>(unsigned(c.date.day())), 2);
    out += 'T';
    appendClock(out, c.secondOfDay);
    return out + "+00:00";
}

std::optional<std::int64_t> timestampFrom(std::string_view text) {
    if (const auto unixTime = wholeNumber(text))
        return unixTime;
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':'
        || text[16] != ':')
        return std::nullopt;
    const std::array parts{digits(text, 0, 4),  digits(text, 5, 2),  digits(text, 8, 2),
                           digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2)};
    for (const int part : parts) {
        if (part < 0)
            return std::nullopt;
    }
    const auto offset = offsetFrom(text.substr(19));
    const std::chrono::year_month_day date{std::chrono::year(parts[0]),
                                           std::chrono::month(static_cast<unsigned>(parts[1])),
                                           std::chrono::day(static_cast<unsigned>(parts[2]))};
    if (!offset || !date.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 59)
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return days * 86400 + parts[3] * 3600 + parts[4] * 60 + parts[5] - *offset;
}

} // namespace devsync::sandbox
