// SPDX-License-Identifier: Apache-2.0
// Keeps a store on a thread of its own: batches go in on one thread and come back answered on the same one,
// in order. Nothing that was accepted is lost: each batch is answered exactly once. Knows nothing of what a
// batch means; heartbeats are ordinary batches. Called by sync/service.
#pragma once

#include "sync/storage/store.h"

#include <QObject>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

class QThread;

namespace devsync::storage {

/// Lives in the thread that submits, whose event loop delivers the answers. Not to be destroyed from within a
/// handler.
class StoreThread final : public QObject {
public:
    using Ticket = std::uint64_t;
    /// Runs on the store's thread, where the store is made, used and closed.
    using Opener = std::function<core::Result<std::unique_ptr<Store>>()>;
    /// Called on the thread of the StoreThread.
    struct Handlers {
        std::function<void(const core::Result<void>&)> opened; ///< once, before the first answer
        std::function<void(Ticket, core::StoreResult)> answered;
    };

    /// Starts the thread and begins to open the store.
    StoreThread(Opener opener, Handlers handlers);
    /// As shutdown().
    ~StoreThread() override;

    /// Never waits. When the store could not be opened, the answer is the error of opening (StoreBusy: of
    /// trying again); after shutdown()
    /// it is StoreFailed.
    void submit(Ticket ticket, core::StoreBatch batch);
    /// Performs what was accepted, closes the store, waits for the thread and delivers the answers still due,
    /// the last of them before it returns.
    void shutdown();

private:
    struct Order {
        Ticket ticket = 0;
        core::StoreBatch batch;
    };
    struct Answer {
        Ticket ticket = 0;
        core::StoreResult result;
    };

    // on the store's thread
    void run();
    std::optional<Order> waitForOrder();
    void reportOpened(core::Result<void> opened);
    // on either thread
    void answer(Answer answer);
    void wake();
    // on the submitting thread
    void deliver();
    std::optional<core::Result<void>> takeOpened();
    std::optional<Answer> takeAnswer();

    const Opener m_opener;
    const Handlers m_handlers;

    std::mutex m_mutex; ///< guards what follows, up to m_thread
    std::condition_variable m_changed;
    std::deque<Order> m_orders;
    std::deque<Answer> m_answers;
    std::optional<core::Result<void>> m_opened;
    bool m_closing = false;
    bool m_wakePending = false;

    std::unique_ptr<QThread> m_thread;
};

} // namespace devsync::storage
