// SPDX-License-Identifier: Apache-2.0
// The program at a terminal, as a person has it. Blocking, for tests.
#pragma once

#include "tests/cli/program.h"

#include <sys/types.h>

namespace devsync::tests {

class PseudoTerminal {
public:
    PseudoTerminal(const Home& home, const QStringList& arguments);
    ~PseudoTerminal(); ///< kills what still runs
    PseudoTerminal(const PseudoTerminal&) = delete;
    PseudoTerminal& operator=(const PseudoTerminal&) = delete;

    /// Reads until the screen shows it; false when the program ends before, or after half a minute.
    bool shows(const QByteArray& text);
    void type(const QByteArray& line);
    void sendSignal(int number) const;
    /// Waits for the end; 128 + number when a signal ended it.
    int exitCode();
    const QByteArray& screen() const { return m_screen; }

private:
    bool readMore();

    pid_t m_pid = -1;
    int m_terminal = -1;
    QByteArray m_screen;
};

} // namespace devsync::tests
