// SPDX-License-Identifier: Apache-2.0
// Carries records to the terminal, to files and to the window's buffer. Last line of defence for secrets:
// those it was told are taken out before any of them sees the record. Any thread; one a process, made by the
// composition root and handed down. It decides no words and never blocks on the window.
#pragma once

#include "sync/core/error.h"
#include "sync/log/line_format.h"
#include "sync/log/record.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace devsync::log {

class LogBuffer;

enum class LineFormat : std::uint8_t { Text, JsonLines };

struct FileOptions {
    std::string path;
    LineFormat format = LineFormat::JsonLines;
    core::LogLevel least = core::LogLevel::Info;
    TextStyle style; ///< only for Text
};

struct TerminalOptions {
    LineFormat format = LineFormat::Text;
    core::LogLevel least = core::LogLevel::Warning;
    TextStyle style;
};

class Logger {
public:
    Logger();
    ~Logger(); ///< writes what is buffered
    Logger(const Logger&) = delete;
    Logger& operator=(const Logger&) = delete;

    /// From now on taken out of every record: as it is, JSON-escaped, percent-encoded, in base64.
    void addSecret(std::string_view secret);

    /// `text` without them, as a record would carry it.
    std::string redact(std::string_view text) const;

    /// Lines to stderr.
    void openTerminal(const TerminalOptions& options);
    /// Appends to a file of its own, created for its owner only; StoreFailed if it cannot be opened.
    core::Result<void> openFile(const FileOptions& options);
    /// Writes out and forgets the file of that path.
    void closeFile(std::string_view path);
    /// Records of every level also go to `buffer`.
    void setBuffer(std::shared_ptr<LogBuffer> buffer);

    /// Somebody sees records of this level: worth making one that costs something.
    bool wants(core::LogLevel level) const;
    void log(Record record);
    /// Warnings and worse are on disk at once, the rest after this.
    void flush();
    /// The first write to a file that failed (disk full); logging goes on elsewhere.
    std::optional<core::Error> trouble() const;

private:
    struct Sinks;
    std::unique_ptr<Sinks> m_sinks;
};

} // namespace devsync::log
