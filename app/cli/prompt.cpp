// SPDX-License-Identifier: Apache-2.0
#include "app/cli/prompt.h"

#include <cstdio>
#include <unistd.h>

namespace devsync::cli {

namespace {

constexpr std::size_t kAnswerLimit = 256; ///< a terminal hands over whole lines

} // namespace

Prompt::Prompt(const std::string& question, Answer answer)
    : m_answer(std::move(answer)), m_input(STDIN_FILENO, QSocketNotifier::Read) {
    std::fputs(question.c_str(), stderr);
    std::fflush(stderr);
    connect(&m_input, &QSocketNotifier::activated, this, &Prompt::readLine);
}

void Prompt::readLine() {
    m_input.setEnabled(false);
    std::string line(kAnswerLimit, '\0');
    const ssize_t read = ::read(STDIN_FILENO, line.data(), line.size());
    if (read <= 0)
        return m_answer(std::nullopt);
    line.resize(static_cast<std::size_t>(read));
    line.erase(line.find_last_not_of("\r\n \t") + 1);
    m_answer(std::move(line));
}

bool isYes(const std::string& answer) {
    return answer == "y" || answer == "Y" || answer == "yes" || answer == "Yes" || answer == "YES";
}

} // namespace devsync::cli
