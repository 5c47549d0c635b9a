// SPDX-License-Identifier: Apache-2.0
#include "ui/models/view_worker.h"

#include <QtConcurrentRun>

#include <utility>

namespace devsync::models {

ViewWorker::ViewWorker(QObject* parent) : QObject(parent) {
    connect(&m_watcher, &QFutureWatcher<Order>::finished, this, &ViewWorker::finished);
}

ViewWorker::~ViewWorker() {
    m_next.reset();
    if (m_cancelled)
        *m_cancelled = true;
    m_watcher.waitForFinished();
}

void ViewWorker::order(view::OrderInputs inputs) {
    m_next = std::move(inputs);
    if (m_watcher.isRunning())
        *m_cancelled = true;
    else
        begin();
}

void ViewWorker::begin() {
    m_current = std::make_shared<const view::OrderInputs>(*std::exchange(m_next, std::nullopt));
    if (m_cachePlan != m_current->plan) {
        m_cache = std::make_shared<view::SortKeyCache>();
        m_cachePlan = m_current->plan;
    }
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_watcher.setFuture(
        QtConcurrent::run([inputs = m_current, cache = m_cache, cancelled = m_cancelled]() -> Order {
            auto rows = view::orderRows(*inputs, *cache, *cancelled);
            return rows ? std::make_shared<const std::vector<std::uint32_t>>(*std::move(rows)) : nullptr;
        }));
}

void ViewWorker::finished() {
    const Order order = m_watcher.result(); // takeResult() would leave a future that nobody can wait for
    if (m_next)
        return begin();
    if (order)
        Q_EMIT ordered(m_current->plan, *order);
}

} // namespace devsync::models
