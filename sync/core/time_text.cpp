// SPDX-License-Identifier: Apache-2.0
#include "sync/core/time_text.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace devsync::core {

namespace {

/// Takes a text apart from its front; after the first mismatch every further step fails too.
class Cursor {
public:
    explicit Cursor(std::string_view text) : m_rest(text) {}

    bool good() const { return m_good; }
    bool atEnd() const { return m_good && m_rest.empty(); }
    bool startsWith(char c) const { return m_good && !m_rest.empty() && m_rest.front() == c; }

    void expect(std::string_view literal) {
        if (m_rest.starts_with(literal))
            m_rest.remove_prefix(literal.size());
        else
            m_good = false;
    }

    int digits(std::size_t count) {
        int value = 0;
        const bool enough = m_rest.size() >= count;
        for (std::size_t i = 0; enough && m_good && i < count; ++i) {
            m_good = isDigit(m_rest[i]);
            value = value * 10 + (m_rest[i] - '0');
        }
        m_good = m_good && enough;
        m_rest.remove_prefix(m_good ? count : 0);
        return m_good ? value : 0;
    }

    void skipDigits() {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), isDigit);
        m_good = m_good && end != m_rest.begin();
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.begin()));
    }

    /// Number of the name that comes next; fails when it is none of them.
    template <std::size_t N>
    unsigned oneOf(const std::array<std::string_view, N>& names) {
        for (unsigned i = 0; i < N && m_good; ++i) {
            if (!m_rest.starts_with(names[i]))
                continue;
            m_rest.remove_prefix(names[i].size());
            return i;
        }
        m_good = false;
        return 0;
    }

    char take() {
        if (!m_good || m_rest.empty()) {
            m_good = false;
            return '\0';
        }
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        return c;
    }

private:
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }

    std::string_view m_rest;
    bool m_good = true;
};

struct CivilTime {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void readClock(Cursor& cursor, CivilTime& time) {
    time.hour = cursor.digits(2);
    cursor.expect(":");
    time.minute = cursor.digits(2);
    cursor.expect(":");
    time.second = cursor.digits(2);
}

/// 60 is a leap second; it is the first second of the next minute here, as in POSIX time.
std::optional<std::int64_t> toUnixSeconds(const CivilTime& time) {
    const std::chrono::year_month_day date{std::chrono::year(time.year), std::chrono::month(time.month),
                                           std::chrono::day(time.day)};
    if (!date.ok() || time.hour > 23 || time.minute > 59 || time.second > 60)
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return ((days * 24 + time.hour) * 60 + time.minute) * 60 + time.second;
}

/// Seconds east of UTC.
int readOffset(Cursor& cursor) {
    const char sign = cursor.take();
    if (sign == 'Z' || sign == 'z')
        return 0;
    const int hours = cursor.digits(2);
    cursor.expect(":");
    const int minutes = cursor.digits(2);
    if ((sign != '+' && sign != '-') || hours > 23 || minutes > 59)
        cursor.expect("an offset"); // never there: fails
    const int seconds = (hours * 60 + minutes) * 60;
    return sign == '-' ? -seconds : seconds;
}

tl::unexpected<Error> notATime(std::string_view text) {
    constexpr std::size_t kShown = 60;
    return fail(ErrorKind::AnswerUnexpected, "not a time: \"" + std::string(text.substr(0, kShown)) + "\"");
}

} // namespace

Result<std::int64_t> parseHttpDate(std::string_view text) {
    Cursor cursor(text);
    CivilTime time;
    cursor.oneOf(kDays);
    cursor.expect(", ");
    time.day = static_cast<unsigned>(cursor.digits(2));
    cursor.expect(" ");
    time.month = cursor.oneOf(kMonths) + 1;
    cursor.expect(" ");
    time.year = cursor.digits(4);
    cursor.expect(" ");
    readClock(cursor, time);
    cursor.expect(" GMT");
    const std::optional<std::int64_t> seconds = toUnixSeconds(time);
    if (!cursor.atEnd() || !seconds)
        return notATime(text);
    return *seconds;
}

Result<std::int64_t> parseRfc3339(std::string_view text) {
    Cursor cursor(text);
    CivilTime time;
    time.year = cursor.digits(4);
    cursor.expect("-");
    time.month = static_cast<unsigned>(cursor.digits(2));
    cursor.expect("-");
    time.day = static_cast<unsigned>(cursor.digits(2));
    const char separator = cursor.take();
    readClock(cursor, time);
    if (cursor.startsWith('.')) {
        cursor.take();
        cursor.skipDigits();
    }
    const int offset = readOffset(cursor);
    const std::optional<std::int64_t> seconds = toUnixSeconds(time);
    if (!cursor.atEnd() || !seconds || (separator != 'T' && separator != 't'))
        return notATime(text);
    return *seconds - offset;
}

} // namespace devsync::core
