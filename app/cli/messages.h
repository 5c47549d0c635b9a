// SPDX-License-Identifier: Apache-2.0
// The log of this process: lines on stderr as the flags ask for, a file, and with --jsonl lines on stdout.
// While a progress line is drawn, records wait in a buffer and are printed by this thread, so that nothing
// tears the line.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/progress_line.h"
#include "sync/log/log_buffer.h"
#include "sync/log/logger.h"

#include <QTimer>

#include <memory>

namespace devsync::cli {

class Messages {
public:
    /// Usage when the log file cannot be opened.
    static core::Result<std::unique_ptr<Messages>> open(const Arguments& arguments);

    const std::shared_ptr<log::Logger>& logger() const { return m_logger; }
    ProgressLine& progress() { return m_progress; }
    /// Prints what waits; before a result is written.
    void flush();

private:
    explicit Messages(const Arguments& arguments);
    void tellTrouble();
    void print(const log::Record& record);

    Format m_format;
    log::TerminalOptions m_terminal;
    bool m_drawing;
    std::shared_ptr<log::Logger> m_logger = std::make_shared<log::Logger>();
    std::shared_ptr<log::LogBuffer> m_buffer;
    ProgressLine m_progress;
    QTimer m_timer;
    bool m_troubleTold = false;
};

} // namespace devsync::cli
