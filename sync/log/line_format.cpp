// SPDX-License-Identifier: Apache-2.0
#include "sync/log/line_format.h"

#include "sync/log/line_escape.h"

#include <array>
#include <chrono>
#include <cstdint>

namespace devsync::log {

namespace {

using core::LogLevel;

constexpr std::array<std::string_view, 7> kLevelNames{"trace",   "debug", "info",    "notice",
                                                      "warning", "error", "critical"};
constexpr std::size_t kLongestLevel = 8;

void appendDigits(std::string& out, std::int64_t value, int digits) {
    std::string text = std::to_string(value);
    if (text.size() < static_cast<std::size_t>(digits))
        text.insert(0, static_cast<std::size_t>(digits) - text.size(), '0');
    out += text;
}

void appendTimeOfDay(std::string& out, std::chrono::milliseconds sinceMidnight) {
    const std::chrono::hh_mm_ss time(sinceMidnight);
    appendDigits(out, time.hours().count(), 2);
    out += ':';
    appendDigits(out, time.minutes().count(), 2);
    out += ':';
    appendDigits(out, time.seconds().count(), 2);
}

void appendUtc(std::string& out, core::Millis wall) {
    const std::chrono::sys_time<core::Millis> instant(wall);
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(day);
    appendDigits(out, static_cast<int>(date.year()), 4);
    out += '-';
    appendDigits(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    appendDigits(out, static_cast<unsigned>(date.day()), 2);
    out += 'T';
    appendTimeOfDay(out, instant - day);
    out += '.';
    appendDigits(out, ((instant - day) % core::Seconds(1)).count(), 3);
    out += 'Z';
}

std::string_view sideName(core::Side side) {
    return side == core::Side::Apigee ? "apigee" : "portal";
}

void appendMember(std::string& out, std::string_view key, std::string_view value) {
    if (value.empty())
        return;
    out += ",\"";
    out += key;
    out += "\":\"";
    appendJsonText(out, value);
    out += '"';
}

std::string_view colourOf(LogLevel level) {
    switch (level) {
    case LogLevel::Trace:
    case LogLevel::Debug:
        return "\x1b[2m";
    case LogLevel::Info:
    case LogLevel::Notice:
        return {};
    case LogLevel::Warning:
        return "\x1b[33m";
    case LogLevel::Error:
    case LogLevel::Critical:
        return "\x1b[31m";
    }
    return {};
}

void appendLevel(std::string& out, LogLevel level, Colour colour) {
    const std::string_view start = colour == Colour::Ansi ? colourOf(level) : std::string_view();
    const std::string_view name = levelName(level);
    out += start;
    out += name;
    if (!start.empty())
        out += "\x1b[0m";
    out.append(kLongestLevel - name.size(), ' ');
}

} // namespace

std::string_view levelName(LogLevel level) {
    return kLevelNames[static_cast<std::size_t>(level)];
}

std::optional<LogLevel> levelFromName(std::string_view name) {
    for (std::size_t i = 0; i < kLevelNames.size(); ++i) {
        if (kLevelNames[i] == name)
            return static_cast<LogLevel>(i);
    }
    return std::nullopt;
}

std::string utcTime(core::Millis wall) {
    std::string out;
    appendUtc(out, wall);
    return out;
}

std::string jsonLine(const Record& record) {
    std::string out = R"({"schema":1,"time":")";
    appendUtc(out, record.wall);
    out += '"';
    appendMember(out, "level", levelName(record.level));
    if (record.side)
        appendMember(out, "side", sideName(*record.side));
    appendMember(out, "account", record.account);
    if (record.row)
        out += ",\"row\":" + std::to_string(*record.row);
    appendMember(out, "code", record.code);
    appendMember(out, "text", record.text);
    appendMember(out, "run", record.runId);
    out += '}';
    return out;
}

std::string textLine(const Record& record, const TextStyle& style) {
    const std::chrono::sys_time<core::Millis> shown(record.wall + style.utcOffset);
    std::string out;
    appendTimeOfDay(out, shown - std::chrono::floor<std::chrono::days>(shown));
    out += ' ';
    appendLevel(out, record.level, style.colour);
    if (record.side) {
        out += ' ';
        out += sideName(*record.side);
    }
    if (!record.account.empty()) {
        out += ' ';
        appendPlainText(out, record.account);
    }
    out += "  ";
    appendPlainText(out, record.text);
    if (!record.code.empty()) {
        out += " [";
        appendPlainText(out, record.code);
        out += ']';
    }
    return out;
}

} // namespace devsync::log
