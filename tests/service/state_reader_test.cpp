// SPDX-License-Identifier: Apache-2.0
// Reading a state on a thread of its own: answers come in the caller's thread, in the order asked.
#include "sync/service/state_reader.h"
#include "sync/storage/process_probe.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <future>

using namespace devsync;
using core::RunCondition;
using service::StateReader;

namespace {

using Runs = std::shared_ptr<const std::vector<core::ListedRun>>;

/// A state in which somebody executes, or did.
class State {
public:
    service::StatePlace place() const {
        return {m_folder.filePath(QStringLiteral("state.db")).toStdString(),
                {.edition = "x", .endpoint = "http://e", .organization = "demo", .portal = "http://p"}};
    }
    void open() { m_store = *service::stateToWrite(place())(); }
    void require(const core::StoreBatch& batch) { QVERIFY(m_store->perform(batch)); }
    void beginRun(const std::string& id) {
        require({core::TakeLease{.owner = storage::describeThisProcess()},
                 core::BeginRun{1, {.id = id, .counts = {.updateDeveloper = 1}}},
                 core::AddPlanRows{1, id, {{.row = 0, .email = "ana@acme.com"}}},
                 core::SealPlan{1, id, "hash", 1}});
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<storage::Store> m_store;
};

} // namespace

class StateReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void absentStateReadsAsEmpty();
    void withoutAProfileItFails();
    void runsAreListedAndRead();
    void executingInterruptedAndQueuedAreToldApart();
    void workRunsElsewhereAndAnswersHere();
    void whatHasNotBegunIsDropped();

private:
    /// The answer to findUnfinished.
    static std::optional<core::ListedRun> unfinished(StateReader& reader);
};

void StateReaderTest::absentStateReadsAsEmpty() {
    const State state;
    StateReader reader;
    QSignalSpy listed(&reader, &StateReader::runsListed);
    QSignalSpy found(&reader, &StateReader::unfinishedFound);
    QSignalSpy failed(&reader, &StateReader::failed);
    reader.open(state.place());
    reader.listRuns(10);
    reader.findUnfinished();
    reader.readRun("nobody");
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed[0][0].value<service::StateQuestion>() == service::StateQuestion::ReadRun);
    QCOMPARE(listed.count(), 1);
    QVERIFY(listed[0][0].value<Runs>()->empty());
    QVERIFY(!found[0][0].value<std::optional<core::ListedRun>>());
}

void StateReaderTest::withoutAProfileItFails() {
    StateReader reader;
    QSignalSpy failed(&reader, &StateReader::failed);
    reader.listRuns(10);
    QCOMPARE(failed.count(), 1);
}

void StateReaderTest::runsAreListedAndRead() {
    State state;
    state.open();
    state.beginRun("run-1");
    StateReader reader;
    std::shared_ptr<const core::RunRows> run;
    QThread* thread = nullptr;
    connect(&reader, &StateReader::runRead, this, [&](const auto& read) {
        run = read;
        thread = QThread::currentThread();
    });
    QSignalSpy listed(&reader, &StateReader::runsListed);
    reader.open(state.place());
    reader.listRuns(10);
    reader.readRun("run-1");
    QTRY_VERIFY(run);
    QCOMPARE(thread, QThread::currentThread());
    QCOMPARE(run->rows.size(), std::size_t{1});
    QCOMPARE(listed.count(), 1);
    const Runs runs = listed[0][0].value<Runs>();
    QCOMPARE(runs->size(), std::size_t{1});
    QVERIFY(runs->front().condition == RunCondition::Executing);
}

std::optional<core::ListedRun> StateReaderTest::unfinished(StateReader& reader) {
    QSignalSpy found(&reader, &StateReader::unfinishedFound);
    reader.findUnfinished();
    [&] { QTRY_COMPARE(found.count(), 1); }();
    return found[0][0].value<std::optional<core::ListedRun>>();
}

void StateReaderTest::executingInterruptedAndQueuedAreToldApart() {
    State state;
    state.open();
    StateReader reader;
    reader.open(state.place());
    QVERIFY(!unfinished(reader));
    state.beginRun("run-1");
    QVERIFY(unfinished(reader)->condition == RunCondition::Executing);
    state.require({core::ReleaseLease{1}});
    QVERIFY(unfinished(reader)->condition == RunCondition::Interrupted);
    state.require({core::AddJob{}, core::UpdateJob{{.id = 1, .revision = 1, .runId = "run-1"}}});
    QVERIFY(unfinished(reader)->condition == RunCondition::Queued);
    state.require(
        {core::UpdateJob{{.id = 1, .revision = 2, .state = core::JobState::Cancelled, .runId = "run-1"}}});
    const core::RunEnd stopped{.verdict = core::VerdictKind::Stopped,
                               .counts = {.planned = 1, .notStarted = 1}};
    state.require(
        {core::TakeLease{.owner = storage::describeThisProcess()}, core::EndRun{2, "run-1", stopped}});
    QVERIFY(unfinished(reader)->condition == RunCondition::Executing); // maybe this one, resumed
    state.require({core::ReleaseLease{2}});
    QVERIFY(unfinished(reader)->condition == RunCondition::Ended);
}

void StateReaderTest::workRunsElsewhereAndAnswersHere() {
    StateReader reader;
    QThread* worked = nullptr;
    QThread* answered = nullptr;
    std::optional<core::Result<void>> result;
    reader.perform(
        [&]() -> core::Result<void> {
            worked = QThread::currentThread();
            return core::fail(core::ErrorKind::OutputFailed, "full");
        },
        [&](core::Result<void> outcome) {
            answered = QThread::currentThread();
            result = std::move(outcome);
        });
    QTRY_VERIFY(result);
    QVERIFY(!*result && result->error().kind == core::ErrorKind::OutputFailed);
    QCOMPARE(answered, QThread::currentThread());
    QVERIFY(worked != answered);
}

void StateReaderTest::whatHasNotBegunIsDropped() {
    std::promise<void> begun;
    bool second = false;
    auto reader = std::make_unique<StateReader>();
    reader->perform(
        [&]() -> core::Result<void> {
            begun.set_value();
            while (!QThread::currentThread()->isInterruptionRequested())
                QThread::yieldCurrentThread();
            return {};
        },
        [](const core::Result<void>&) {});
    reader->perform(
        [&]() -> core::Result<void> {
            second = true;
            return {};
        },
        [](const core::Result<void>&) {});
    begun.get_future().wait();
    reader.reset();
    QVERIFY(!second);
}

QTEST_GUILESS_MAIN(StateReaderTest)
#include "state_reader_test.moc"
