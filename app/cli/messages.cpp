// SPDX-License-Identifier: Apache-2.0
#include "app/cli/messages.h"

#include "app/cli/output.h"
#include "app/cli/terminal.h"
#include "sync/log/line_format.h"
#include "sync/texts/log_text.h"

#include <QDateTime>

#include <utility>

namespace devsync::cli {

namespace {

constexpr int kPrintEveryMs = 50;
constexpr std::size_t kBuffered = 100'000;

core::LogLevel leastOnTerminal(const GlobalArguments& arguments) {
    if (arguments.quiet)
        return core::LogLevel::Error;
    if (arguments.verbosity >= 2)
        return core::LogLevel::Trace;
    return arguments.verbosity == 1 ? core::LogLevel::Info : core::LogLevel::Warning;
}

log::TerminalOptions terminalOptions(const GlobalArguments& arguments) {
    const core::Seconds offset(QDateTime::currentDateTime().offsetFromUtc());
    return {.format = arguments.logFormat,
            .least = leastOnTerminal(arguments),
            .style = {.colour = useColour(arguments) ? log::Colour::Ansi : log::Colour::Off,
                      .utcOffset = offset}};
}

} // namespace

Messages::Messages(const Arguments& arguments)
    : m_format(arguments.format), m_terminal(terminalOptions(arguments.global)),
      m_drawing(progressMode(arguments.global) == ProgressMode::Bar && stderrIsTerminal()),
      m_progress(progressMode(arguments.global)) {
    if (!m_drawing)
        m_logger->openTerminal(m_terminal);
    if (!m_drawing && m_format != Format::JsonLines)
        return;
    m_buffer = std::make_shared<log::LogBuffer>(kBuffered);
    m_logger->setBuffer(m_buffer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { flush(); });
    m_timer.start(kPrintEveryMs);
}

core::Result<std::unique_ptr<Messages>> Messages::open(const Arguments& arguments) {
    std::unique_ptr<Messages> messages(new Messages(arguments));
    const GlobalArguments& global = arguments.global;
    if (!global.logFile.empty()) {
        const core::LogLevel least = std::min(core::LogLevel::Info, messages->m_terminal.least);
        auto file =
            messages->m_logger->openFile({.path = global.logFile,
                                          .format = global.logFormat,
                                          .least = least,
                                          .style = {.utcOffset = messages->m_terminal.style.utcOffset}});
        if (!file)
            return core::fail(core::ErrorKind::Usage, file.error().detail, "--log-file " + global.logFile);
    }
    return messages;
}

void Messages::flush() {
    if (m_buffer)
        for (const log::Record& record : m_buffer->take().records)
            print(record);
    tellTrouble();
}

void Messages::tellTrouble() {
    const std::optional<core::Error> trouble = m_logger->trouble();
    const bool wanted = m_terminal.least <= core::LogLevel::Warning;
    if (!trouble || !wanted || std::exchange(m_troubleTold, true))
        return;
    m_progress.clear();
    writeErr(texts::logLostText(trouble->where));
}

void Messages::print(const log::Record& record) {
    if (m_format == Format::JsonLines && record.level >= core::LogLevel::Info)
        writeOut(log::jsonLine(record));
    if (!m_drawing || record.toldAtEnd || record.level < m_terminal.least)
        return;
    m_progress.clear();
    writeErr(m_terminal.format == log::LineFormat::JsonLines ? log::jsonLine(record)
                                                             : log::textLine(record, m_terminal.style));
}

} // namespace devsync::cli
