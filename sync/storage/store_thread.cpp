// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/store_thread.h"

#include <QMetaObject>
#include <QThread>
#include <utility>

namespace devsync::storage {

StoreThread::StoreThread(Opener opener, Handlers handlers)
    : m_opener(std::move(opener)), m_handlers(std::move(handlers)) {
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->setObjectName(QStringLiteral("store"));
    m_thread->start();
}

StoreThread::~StoreThread() {
    shutdown();
}

void StoreThread::submit(Ticket ticket, core::StoreBatch batch) {
    std::unique_lock lock(m_mutex);
    if (m_closing) {
        lock.unlock();
        answer({ticket, core::fail(core::ErrorKind::StoreFailed, "the store is closed")});
        return;
    }
    m_orders.push_back({ticket, std::move(batch)});
    m_changed.notify_one();
}

void StoreThread::shutdown() {
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
        m_changed.notify_one();
    }
    m_thread->wait();
    deliver();
}

void StoreThread::run() {
    core::Result<std::unique_ptr<Store>> store = m_opener();
    reportOpened(store ? core::Result<void>() : tl::unexpected(store.error()));
    while (std::optional<Order> order = waitForOrder()) {
        const bool wasBusy = !store && store.error().kind == core::ErrorKind::StoreBusy;
        if (wasBusy)
            store = m_opener(); // asked again because it may be free by now
        answer({order->ticket,
                store ? (*store)->perform(order->batch) : core::StoreResult(tl::unexpected(store.error()))});
    }
}

std::optional<StoreThread::Order> StoreThread::waitForOrder() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_closing || !m_orders.empty(); });
    if (m_orders.empty()) {
        return std::nullopt;
    }
    Order order = std::move(m_orders.front());
    m_orders.pop_front();
    return order;
}

void StoreThread::reportOpened(core::Result<void> opened) {
    const std::lock_guard lock(m_mutex);
    m_opened = std::move(opened);
    wake();
}

void StoreThread::answer(Answer answer) {
    const std::lock_guard lock(m_mutex);
    m_answers.push_back(std::move(answer));
    wake();
}

/// One event for all answers that are waiting. The mutex is held.
void StoreThread::wake() {
    if (!std::exchange(m_wakePending, true)) {
        QMetaObject::invokeMethod(
            this, [this] { deliver(); }, Qt::QueuedConnection);
    }
}

/// Takes one answer at a time, so that a handler may submit or shut down without disturbing the order.
void StoreThread::deliver() {
    if (const std::optional<core::Result<void>> opened = takeOpened()) {
        m_handlers.opened(*opened);
    }
    while (std::optional<Answer> next = takeAnswer()) {
        m_handlers.answered(next->ticket, std::move(next->result));
    }
}

std::optional<core::Result<void>> StoreThread::takeOpened() {
    const std::lock_guard lock(m_mutex);
    m_wakePending = false;
    return std::exchange(m_opened, std::nullopt);
}

std::optional<StoreThread::Answer> StoreThread::takeAnswer() {
    const std::lock_guard lock(m_mutex);
    if (m_answers.empty()) {
        return std::nullopt;
    }
    Answer next = std::move(m_answers.front());
    m_answers.pop_front();
    return next;
}

} // namespace devsync::storage
