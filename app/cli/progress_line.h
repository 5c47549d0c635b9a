// SPDX-License-Identifier: Apache-2.0
// Progress on stderr: one line that is rewritten at most ten times a second, plain lines, JSON lines, or
// none.
#pragma once

#include "app/cli/arguments.h"
#include "sync/engine/run_view.h"

#include <QElapsedTimer>

#include <string>

namespace devsync::cli {

class ProgressLine {
public:
    explicit ProgressLine(ProgressMode mode) : m_mode(mode) {}

    void show(const engine::RunView& view);
    /// Before anything else is written to the terminal.
    void clear();

private:
    bool isDue(const engine::RunView& view) const;
    void endPhase(engine::RunView view);
    void say(const engine::RunView& view);
    void draw(const std::string& text);

    ProgressMode m_mode;
    QElapsedTimer m_shownAt;
    engine::Phase m_phase = engine::Phase::Idle;
    std::string m_text;
    bool m_drawn = false;
};

} // namespace devsync::cli
