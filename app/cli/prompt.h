// SPDX-License-Identifier: Apache-2.0
// The one seam for questions on the terminal. Does not block: signals are heard while a question stands.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <optional>
#include <string>

namespace devsync::cli {

/// "y" or "yes", capitals or not.
bool isYes(const std::string& answer);

class Prompt : public QObject {
public:
    /// Without line end; nothing at the end of the input.
    using Answer = std::function<void(std::optional<std::string>)>;

    Prompt(const std::string& question, Answer answer);

private:
    void readLine();

    Answer m_answer;
    QSocketNotifier m_input;
};

} // namespace devsync::cli
