// SPDX-License-Identifier: Apache-2.0
// Batches are performed in order on the store's thread and answered on the submitter's, each exactly once.
#include "sync/storage/store_thread.h"
#include "tests/storage/store_fixture.h"

#include <QTest>
#include <QThread>
#include <algorithm>
#include <atomic>
#include <future>
#include <vector>

using namespace devsync;
using namespace devsync::testing;
using core::ErrorKind;
using storage::StoreThread;

namespace {

struct Answered {
    StoreThread::Ticket ticket = 0;
    core::StoreResult result;
};

/// A store that waits for the gate before each batch and notes where it is made, used and closed.
class GatedStore final : public storage::Store {
public:
    struct Notes {
        std::promise<void> gate;
        std::shared_future<void> opened = gate.get_future().share();
        std::vector<std::uint64_t> epochs; ///< written by the store's thread, read after shutdown
        std::atomic<QThread*> performedOn = nullptr;
        std::atomic<QThread*> closedOn = nullptr;
    };

    explicit GatedStore(Notes& notes) : m_notes(notes) {}
    ~GatedStore() override { m_notes.closedOn = QThread::currentThread(); }

    core::StoreResult perform(const core::StoreBatch& batch) override {
        m_notes.opened.wait();
        m_notes.performedOn = QThread::currentThread();
        m_notes.epochs.push_back(std::get<core::Heartbeat>(batch.at(0)).epoch);
        return std::vector<core::StoreAnswer>{core::Stored{}};
    }

private:
    Notes& m_notes;
};

} // namespace

class StoreThreadTest : public QObject {
    Q_OBJECT

    std::vector<Answered> m_answers;
    std::vector<core::Result<void>> m_opened;

    StoreThread::Handlers handlers() {
        return {.opened = [this](const core::Result<void>& opened) { m_opened.push_back(opened); },
                .answered =
                    [this](StoreThread::Ticket ticket, core::StoreResult result) {
                        QCOMPARE(QThread::currentThread(), thread());
                        m_answers.push_back({ticket, std::move(result)});
                    }};
    }
    static StoreThread::Opener gated(GatedStore::Notes& notes) {
        return [&notes] {
            return core::Result<std::unique_ptr<storage::Store>>(std::make_unique<GatedStore>(notes));
        };
    }

private Q_SLOTS:
    void init() {
        m_answers.clear();
        m_opened.clear();
    }

    void answersComeInOrderOnTheSubmittersThread() {
        GatedStore::Notes notes;
        notes.gate.set_value();
        StoreThread thread(gated(notes), handlers());
        for (std::uint64_t i = 0; i < 100; ++i) {
            thread.submit(1000 + i, {core::Heartbeat{i}});
        }
        QTRY_COMPARE(m_answers.size(), std::size_t{100});
        QCOMPARE(m_opened.size(), std::size_t{1});
        for (std::uint64_t i = 0; i < 100; ++i) {
            QCOMPARE(m_answers[i].ticket, 1000 + i);
            QVERIFY(m_answers[i].result.has_value());
        }
        QVERIFY(notes.performedOn != QThread::currentThread());
    }

    void shutdownPerformsAndAnswersWhatWasAccepted() {
        GatedStore::Notes notes;
        StoreThread thread(gated(notes), handlers());
        for (std::uint64_t i = 0; i < 50; ++i) {
            thread.submit(i, {core::Heartbeat{i}});
        }
        QVERIFY(m_answers.empty()); // the gate is closed, nothing can have been performed
        notes.gate.set_value();
        thread.shutdown();
        QCOMPARE(notes.epochs.size(), std::size_t{50});
        QVERIFY(std::is_sorted(notes.epochs.begin(), notes.epochs.end()));
        QCOMPARE(m_answers.size(), std::size_t{50});
        QVERIFY(notes.closedOn == notes.performedOn);
        QCoreApplication::processEvents();
        QCOMPARE(m_answers.size(), std::size_t{50}); // the pending event answers nothing twice
    }

    void theDestructorShutsDown() {
        GatedStore::Notes notes;
        notes.gate.set_value();
        {
            StoreThread thread(gated(notes), handlers());
            thread.submit(1, {core::Heartbeat{1}});
        }
        QCOMPARE(m_answers.size(), std::size_t{1});
        QVERIFY(notes.closedOn != nullptr);
    }

    void afterShutdownABatchIsRefused() {
        GatedStore::Notes notes;
        notes.gate.set_value();
        StoreThread thread(gated(notes), handlers());
        thread.shutdown();
        thread.submit(7, {core::Heartbeat{1}});
        QTRY_COMPARE(m_answers.size(), std::size_t{1});
        QCOMPARE(m_answers[0].ticket, 7u);
        QVERIFY(m_answers[0].result.error().kind == ErrorKind::StoreFailed);
        QVERIFY(notes.epochs.empty());
    }

    void anErrorOfOpeningIsTheAnswerOfEveryBatch() {
        StoreThread thread(
            []() -> core::Result<std::unique_ptr<storage::Store>> {
                return core::fail(ErrorKind::StoreNewer, "newer");
            },
            handlers());
        thread.submit(1, {core::ReadLease{}});
        thread.submit(2, {core::ReadLease{}});
        QTRY_COMPARE(m_answers.size(), std::size_t{2});
        QVERIFY(!m_opened.at(0) && m_opened.at(0).error().kind == ErrorKind::StoreNewer);
        QVERIFY(m_answers[1].result.error().kind == ErrorKind::StoreNewer);
    }

    void aHandlerMaySubmit() {
        GatedStore::Notes notes;
        notes.gate.set_value();
        StoreThread* running = nullptr;
        StoreThread::Handlers chained = handlers();
        chained.answered = [&](StoreThread::Ticket ticket, core::StoreResult result) {
            m_answers.push_back({ticket, std::move(result)});
            if (ticket < 5) {
                running->submit(ticket + 1, {core::Heartbeat{ticket + 1}});
            }
        };
        StoreThread thread(gated(notes), std::move(chained));
        running = &thread;
        thread.submit(1, {core::Heartbeat{1}});
        QTRY_COMPARE(m_answers.size(), std::size_t{5});
    }

    void aStateInSqliteLivesOnItsThread() {
        const QTemporaryDir folder;
        const std::string path = statePath(folder);
        StoreThread thread(
            [path] {
                return storage::SqliteStore::open(path, someIdentity(), {}).map([](auto store) {
                    return std::unique_ptr<storage::Store>(std::move(store));
                });
            },
            handlers());
        thread.submit(1, {core::TakeLease{.owner = owner()}});
        thread.submit(2, {core::ReleaseLease{1}});
        thread.shutdown();
        QVERIFY(m_opened.at(0).has_value());
        QCOMPARE(m_answers.size(), std::size_t{2});
        QVERIFY(m_answers[0].result.has_value() && m_answers[1].result.has_value());
        const auto again = openSqlite(path);
        const auto lease = again->perform({core::ReadLease{}});
        QVERIFY(!std::get<core::LeaseState>(lease->at(0)).held);
    }
};

QTEST_GUILESS_MAIN(StoreThreadTest)
#include "store_thread_test.moc"
