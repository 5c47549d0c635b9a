// SPDX-License-Identifier: Apache-2.0
#include "app/cli/signal_watch.h"

#include "sync/core/check.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace devsync::cli {

namespace {

volatile std::sig_atomic_t g_signals = 0;
int g_writeEnd = -1;
const char* g_lastWords = "";
std::size_t g_lastWordsSize = 0;

extern "C" void tellSignal(int number) {
    if (g_signals != 0) {
        if (::write(STDERR_FILENO, g_lastWords, g_lastWordsSize) < 0)
            _exit(128 + number); // nobody reads them
        _exit(128 + number);
    }
    g_signals = 1;
    const int kept = errno;
    const auto byte = static_cast<unsigned char>(number);
    const ssize_t written = ::write(g_writeEnd, &byte, 1);
    if (written != 1)
        _exit(128 + number); // nobody would ever hear of it
    errno = kept;
}

void setHandler(int number, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, nullptr);
}

} // namespace

SignalWatch::SignalWatch(std::function<void(int)> onFirst, std::string lastWords)
    : m_onFirst(std::move(onFirst)), m_lastWords(std::move(lastWords)) {
    int ends[2];
    DEVSYNC_CHECK(::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0);
    m_readEnd = ends[0];
    g_writeEnd = ends[1];
    g_lastWords = m_lastWords.data();
    g_lastWordsSize = m_lastWords.size();
    m_notifier = std::make_unique<QSocketNotifier>(m_readEnd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        unsigned char number = 0;
        if (::read(m_readEnd, &number, 1) == 1)
            m_onFirst(number);
    });
    setHandler(SIGINT, tellSignal);
    setHandler(SIGTERM, tellSignal);
}

SignalWatch::~SignalWatch() {
    setHandler(SIGINT, SIG_DFL);
    setHandler(SIGTERM, SIG_DFL);
    m_notifier.reset();
    ::close(m_readEnd);
    ::close(g_writeEnd);
    g_writeEnd = -1;
}

} // namespace devsync::cli
