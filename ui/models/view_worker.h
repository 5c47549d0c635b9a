// SPDX-License-Identifier: Apache-2.0
// Sorts and filters off the GUI thread: one order at a time, a newer question cancels the older. Answers on
// the GUI thread, in which it lives.
#pragma once

#include "ui/view/diff_order.h"

#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace devsync::models {

class ViewWorker : public QObject {
    Q_OBJECT
public:
    explicit ViewWorker(QObject* parent = nullptr);
    ~ViewWorker() override; ///< cancels and waits for the end of a turn, some milliseconds

    void order(view::OrderInputs inputs);
    bool isBusy() const { return m_watcher.isRunning() || m_next.has_value(); }

Q_SIGNALS:
    void ordered(std::shared_ptr<const devsync::engine::PreparedPlan> plan,
                 const std::vector<std::uint32_t>& order);

private:
    using Order = std::shared_ptr<const std::vector<std::uint32_t>>; ///< null: cancelled
    void begin();
    void finished();

    QFutureWatcher<Order> m_watcher;
    std::shared_ptr<const view::OrderInputs> m_current;
    std::optional<view::OrderInputs> m_next;
    std::shared_ptr<view::SortKeyCache> m_cache; ///< used by the running task only
    std::shared_ptr<const engine::PreparedPlan> m_cachePlan;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
};

} // namespace devsync::models
