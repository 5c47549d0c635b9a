// SPDX-License-Identifier: Apache-2.0
#include "sync/log/logger.h"

#include "sync/core/redact.h"
#include "sync/log/log_buffer.h"
#include "sync/log/run_file.h"

#include <spdlog/details/log_msg.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <utility>
#include <vector>

namespace devsync::log {

namespace {

struct Target {
    std::string path; ///< empty = terminal
    LineFormat format = LineFormat::JsonLines;
    core::LogLevel least = core::LogLevel::Info;
    TextStyle style;
    std::shared_ptr<spdlog::sinks::sink> sink;
};

std::string lineFor(const Target& target, const Record& record) {
    return target.format == LineFormat::JsonLines ? jsonLine(record) : textLine(record, target.style);
}

void showLineOnly(spdlog::sinks::sink& sink) {
    sink.set_formatter(
        std::make_unique<spdlog::pattern_formatter>("%v", spdlog::pattern_time_type::utc, "\n"));
}

void write(const Target& target, const Record& record) {
    const std::string line = lineFor(target, record);
    target.sink->log(spdlog::details::log_msg(spdlog::string_view_t(), spdlog::level::info, line));
    if (record.level >= core::LogLevel::Warning)
        target.sink->flush();
}

} // namespace

struct Logger::Sinks {
    mutable std::shared_mutex mutex; ///< shared: writing; exclusive: changing what is below
    core::Redactor redactor;
    std::vector<Target> targets;
    std::shared_ptr<LogBuffer> buffer;
    mutable std::mutex troubleMutex;
    std::optional<core::Error> trouble;

    /// spdlog reports a full disk by throwing; a log that cannot be written must not end a run.
    template <class Action>
    void attempt(const Target& target, Action action) {
        try {
            action();
        } catch (const spdlog::spdlog_ex& error) {
            const std::lock_guard lock(troubleMutex);
            if (!trouble)
                trouble = core::Error{
                    .kind = core::ErrorKind::StoreFailed, .detail = error.what(), .where = target.path};
        }
    }

    void flushAll() {
        for (const Target& target : targets)
            attempt(target, [&] { target.sink->flush(); });
    }
};

Logger::Logger() : m_sinks(std::make_unique<Sinks>()) {}

Logger::~Logger() {
    flush();
}

void Logger::addSecret(std::string_view secret) {
    const std::unique_lock lock(m_sinks->mutex);
    m_sinks->redactor.add(secret);
}

std::string Logger::redact(std::string_view text) const {
    const std::shared_lock lock(m_sinks->mutex);
    return m_sinks->redactor.redact(text);
}

void Logger::openTerminal(const TerminalOptions& options) {
    Target target{.format = options.format, .least = options.least, .style = options.style};
    target.sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    showLineOnly(*target.sink);
    const std::unique_lock lock(m_sinks->mutex);
    m_sinks->targets.push_back(std::move(target));
}

core::Result<void> Logger::openFile(const FileOptions& options) {
    if (auto prepared = prepareLogFile(options.path); !prepared)
        return prepared;
    Target target{
        .path = options.path, .format = options.format, .least = options.least, .style = options.style};
    try {
        target.sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.path);
    } catch (const spdlog::spdlog_ex& error) {
        return core::fail(core::ErrorKind::StoreFailed, error.what(), options.path);
    }
    showLineOnly(*target.sink);
    const std::unique_lock lock(m_sinks->mutex);
    m_sinks->targets.push_back(std::move(target));
    return {};
}

void Logger::closeFile(std::string_view path) {
    const std::unique_lock lock(m_sinks->mutex);
    m_sinks->flushAll();
    std::erase_if(m_sinks->targets, [&](const Target& t) { return !t.path.empty() && t.path == path; });
}

void Logger::setBuffer(std::shared_ptr<LogBuffer> buffer) {
    const std::unique_lock lock(m_sinks->mutex);
    m_sinks->buffer = std::move(buffer);
}

bool Logger::wants(core::LogLevel level) const {
    const std::shared_lock lock(m_sinks->mutex);
    return m_sinks->buffer
           || std::ranges::any_of(m_sinks->targets, [&](const Target& t) { return level >= t.least; });
}

void Logger::log(Record record) {
    const std::shared_lock lock(m_sinks->mutex);
    for (std::string* part : {&record.text, &record.account, &record.code, &record.runId})
        *part = m_sinks->redactor.redact(*part);
    for (const Target& target : m_sinks->targets) {
        const bool twice = record.toldAtEnd && target.path.empty();
        if (record.level >= target.least && !twice)
            m_sinks->attempt(target, [&] { write(target, record); });
    }
    if (m_sinks->buffer)
        m_sinks->buffer->push(std::move(record));
}

void Logger::flush() {
    const std::shared_lock lock(m_sinks->mutex);
    m_sinks->flushAll();
}

std::optional<core::Error> Logger::trouble() const {
    const std::lock_guard lock(m_sinks->troubleMutex);
    return m_sinks->trouble;
}

} // namespace devsync::log
