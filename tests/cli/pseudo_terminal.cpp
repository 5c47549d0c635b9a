// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/pseudo_terminal.h"

#include <csignal>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace devsync::tests {

namespace {

constexpr int kWaitMs = 30'000;

/// What execve wants; the texts stay where they are.
std::vector<char*> pointersTo(QList<QByteArray>& texts) {
    std::vector<char*> pointers;
    for (QByteArray& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

QList<QByteArray> bytesOf(const QStringList& texts) {
    QList<QByteArray> bytes;
    for (const QString& text : texts)
        bytes << text.toUtf8();
    return bytes;
}

} // namespace

PseudoTerminal::PseudoTerminal(const Home& home, const QStringList& arguments) {
    QList<QByteArray> words = bytesOf(QStringList{programPath()} + arguments);
    QList<QByteArray> variables = bytesOf(home.environment().toStringList());
    const std::vector<char*> argv = pointersTo(words);
    const std::vector<char*> envp = pointersTo(variables);
    struct winsize size {
        .ws_row = 50, .ws_col = 120
    };
    m_pid = forkpty(&m_terminal, nullptr, nullptr, &size);
    if (m_pid == 0) {
        execve(argv[0], argv.data(), envp.data());
        _exit(127);
    }
}

PseudoTerminal::~PseudoTerminal() {
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    ::close(m_terminal);
}

bool PseudoTerminal::readMore() {
    struct pollfd ready {
        .fd = m_terminal, .events = POLLIN
    };
    if (::poll(&ready, 1, kWaitMs) != 1)
        return false;
    char part[4096];
    const ssize_t read = ::read(m_terminal, part, sizeof part);
    if (read > 0)
        m_screen.append(part, read);
    return read > 0; // an error is how a terminal says that nobody is there any more
}

bool PseudoTerminal::shows(const QByteArray& text) {
    while (!m_screen.contains(text))
        if (!readMore())
            return false;
    return true;
}

void PseudoTerminal::type(const QByteArray& line) {
    const QByteArray typed = line + "\n";
    if (::write(m_terminal, typed.constData(), static_cast<std::size_t>(typed.size())) != typed.size())
        qWarning("the terminal takes no input");
}

void PseudoTerminal::sendSignal(int number) const {
    ::kill(m_pid, number);
}

int PseudoTerminal::exitCode() {
    while (readMore()) {
    }
    int status = 0;
    ::waitpid(m_pid, &status, 0);
    m_pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace devsync::tests
