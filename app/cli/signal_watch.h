// SPDX-License-Identifier: Apache-2.0
// SIGINT and SIGTERM: the first is told to the event loop, the second ends the process at once with
// 128 + its number. One a process, in the main thread, after QCoreApplication.
#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <string>

class QSocketNotifier;

namespace devsync::cli {

class SignalWatch : public QObject {
public:
    /// `onFirst` is called in this thread with the signal's number. The second signal leaves `lastWords` on
    /// stderr.
    explicit SignalWatch(std::function<void(int)> onFirst, std::string lastWords = {});
    ~SignalWatch() override;

private:
    std::function<void(int)> m_onFirst;
    const std::string m_lastWords;
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_readEnd = -1;
};

} // namespace devsync::cli
