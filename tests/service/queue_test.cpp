// SPDX-License-Identifier: Apache-2.0
// Background synchronisation as a window sees it, against a sandbox in this process: one job, worked off in
// slices, behind whatever runs in front, and taken up by the next client.
#include "sync/service/sync_client.h"
#include "sync/storage/process_probe.h"
#include "tests/service/sandbox_bench.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <optional>
#include <vector>

using namespace devsync;
using core::JobState;
using engine::RunKind;
using service::RunOrigin;
using service::SyncClient;
using tests::SandboxBench;

namespace {

constexpr std::uint32_t kDevelopers = 420;
constexpr std::uint32_t kWrites = 560;
constexpr int kPatience = 60'000;

/// What a window would keep of the client's signals.
class Watch : public QObject {
public:
    explicit Watch(SyncClient& client) {
        connect(&client, &SyncClient::runBegan, this,
                [this](RunOrigin origin, const std::string&) { origins.push_back(origin); });
        connect(&client, &SyncClient::jobsChanged, this, [this](const auto& now) { jobs = *now; });
        connect(&client, &SyncClient::refused, this,
                [this](const core::Error& error) { refusals.push_back(error); });
        connect(&client, &SyncClient::startWaits, this, [this] { ++waits; });
        connect(&client, &SyncClient::ended, this, [this](const auto& report) { reports.push_back(report); });
        connect(&client, &SyncClient::planReady, this, [this, &client] {
            if (origins.back() == RunOrigin::Foreground)
                client.goAhead(0);
        });
    }

    bool isNewest(JobState state) const { return jobs && !jobs->empty() && jobs->front().state == state; }
    std::ptrdiff_t runsOf(RunOrigin origin) const {
        return std::count(origins.begin(), origins.end(), origin);
    }

    std::vector<RunOrigin> origins;
    std::vector<std::shared_ptr<const engine::RunReport>> reports;
    std::vector<core::Error> refusals;
    std::optional<core::Jobs> jobs;
    int waits = 0;
};

/// With limits that this world does not exceed.
std::unique_ptr<SandboxBench> bench(core::Millis latency = {}) {
    auto made = std::make_unique<SandboxBench>(
        sandbox::SandboxOptions{.developers = kDevelopers, .latency = latency});
    made->policy.limits.updateMin = 1'000;
    return made;
}

std::int64_t pidOfAnEndedProcess() {
    QProcess process;
    process.start(QStringLiteral("true"), QStringList());
    process.waitForStarted();
    const std::int64_t pid = process.processId();
    process.waitForFinished();
    return pid;
}

} // namespace

class QueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void openingAProfileMakesNothing();
    void withoutAProfileEverythingIsRefused();
    void aSecondPressJoins();
    void nobodyWorksUnlessTold();
    void queuedWorkIsDoneInSlices();
    void aRunInFrontGoesBeforeTheNextSlice();
    void aComparisonInFrontDisturbsNothing();
    void aStartThatWaitsCanBeTakenBack();
    void cancelledTheRestIsDropped();
    void cancelledInTheMiddleOfASlice();
    void stoppedByAPersonItPauses();
    void theNextClientGoesOn();
    void aKilledWorkerIsFollowed();
    void aLivingWorkerIsLeftAlone();
    void whileAnotherProcessExecutesItWaits();
    void aLimitAsksForANumber();
    void whatFailsIsTriedLater();
    void anotherProfileHasItsOwnQueue();

private:
    std::shared_ptr<log::Logger> m_logger = std::make_shared<log::Logger>();
};

#define WAIT_FOR(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, kPatience)

void QueueTest::openingAProfileMakesNothing() {
    const auto place = bench();
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.workQueue(true);
    WAIT_FOR(watch.jobs);
    QVERIFY(watch.jobs->empty());
    QVERIFY(!place->hasState());
}

void QueueTest::withoutAProfileEverythingIsRefused() {
    SyncClient client(m_logger);
    const Watch watch(client);
    client.workQueue(true);
    client.queueSync();
    client.cancelJob(1);
    WAIT_FOR(watch.refusals.size() == 2);
    QVERIFY(watch.refusals[0].kind == core::ErrorKind::Usage);
}

void QueueTest::aSecondPressJoins() {
    const auto place = bench();
    SyncClient client(m_logger);
    const Watch watch(client);
    QSignalSpy queued(&client, &SyncClient::queued);
    client.openProfile(place->request());
    client.queueSync();
    client.queueSync();
    WAIT_FOR(queued.count() == 2);
    QCOMPARE(queued[0][1].toBool(), false);
    QCOMPARE(queued[1][1].toBool(), true);
    WAIT_FOR(watch.jobs && watch.jobs->size() == 1);
    client.pauseJob(99);
    WAIT_FOR(watch.refusals.size() == 1);
}

void QueueTest::nobodyWorksUnlessTold() {
    const auto place = bench();
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.queueSync();
    WAIT_FOR(watch.isNewest(JobState::Waiting));
    client.start(place->request(RunKind::Compare));
    WAIT_FOR(!watch.reports.empty());
    QCOMPARE(watch.runsOf(RunOrigin::Queue), 0);
    client.workQueue(true);
    WAIT_FOR(watch.runsOf(RunOrigin::Queue) > 0);
}

void QueueTest::queuedWorkIsDoneInSlices() {
    const auto inFront = bench();
    SyncClient client(m_logger);
    const Watch watch(client);
    client.start(inFront->request());
    WAIT_FOR(watch.reports.size() == 1);

    const auto behind = bench();
    client.openProfile(behind->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(watch.isNewest(JobState::Done));
    const core::Job& job = watch.jobs->front();
    QCOMPARE(job.done, kWrites);
    QCOMPARE(job.total, kWrites);
    QVERIFY(job.verdict == core::VerdictKind::Success && !job.worker && !job.leaseUntil);
    QCOMPARE(watch.runsOf(RunOrigin::Queue), 3); // 200, 200, 160
    QCOMPARE(watch.reports[1]->counts.done, 200U);
    QCOMPARE(watch.reports.back()->runId, job.runId);
    QCOMPARE(behind->server->accounts(), inFront->server->accounts());
    const auto runs = service::readRuns(behind->place(), 10);
    QVERIFY(runs && runs->size() == 1);
    QVERIFY(runs->front().end->verdict == core::VerdictKind::Success);
    QCOMPARE(runs->front().end->counts.done, kWrites);
}

void QueueTest::aRunInFrontGoesBeforeTheNextSlice() {
    const auto place = bench(core::Millis(1));
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(watch.runsOf(RunOrigin::Queue) == 1);
    client.start(place->request());
    WAIT_FOR(watch.waits == 1);
    client.start(place->request()); // one that waits is enough
    WAIT_FOR(watch.refusals.size() == 1);
    WAIT_FOR(watch.reports.size() >= 2);
    QVERIFY(watch.origins[1] == RunOrigin::Foreground);
    QCOMPARE(watch.reports[1]->counts.done, kWrites - 200);
    WAIT_FOR(watch.isNewest(JobState::Done));
    QVERIFY(watch.jobs->front().verdict == core::VerdictKind::NothingToDo);
    QCOMPARE(watch.reports.size(), std::size_t{3});
}

void QueueTest::aComparisonInFrontDisturbsNothing() {
    const auto place = bench(core::Millis(1));
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(watch.runsOf(RunOrigin::Queue) == 1);
    client.start(place->request(RunKind::Compare));
    WAIT_FOR(watch.isNewest(JobState::Done));
    QVERIFY(watch.origins[1] == RunOrigin::Foreground);
    QCOMPARE(watch.runsOf(RunOrigin::Queue), 3);
    QCOMPARE(watch.jobs->front().done, kWrites);
}

void QueueTest::aStartThatWaitsCanBeTakenBack() {
    const auto place = bench(core::Millis(1));
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(watch.runsOf(RunOrigin::Queue) == 1);
    client.goAhead(0); // not of a slice
    client.start(place->request());
    client.stop(core::StopCause::Operator);
    WAIT_FOR(watch.refusals.size() == 2);
    QVERIFY(watch.refusals[1].kind == core::ErrorKind::Stopped);
    WAIT_FOR(watch.isNewest(JobState::Done));
    QCOMPARE(watch.runsOf(RunOrigin::Foreground), 0);
}

void QueueTest::cancelledTheRestIsDropped() {
    const auto place = bench();
    SyncClient client(m_logger);
    const Watch watch(client);
    connect(&client, &SyncClient::runBegan, this, [&] { client.workQueue(false); }); // the last slice
    client.openProfile(place->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(watch.reports.size() == 1);
    WAIT_FOR(watch.isNewest(JobState::Waiting)); // given back
    client.cancelJob(watch.jobs->front().id);
    WAIT_FOR(watch.isNewest(JobState::Cancelled) && watch.reports.size() == 2);
    const auto runs = service::readRuns(place->place(), 10);
    QVERIFY(runs && runs->size() == 1);
    QCOMPARE(runs->front().end->counts.done, 200U);
    QCOMPARE(runs->front().end->counts.cancelled, kWrites - 200);
    QVERIFY(!*service::findUnfinished(place->place()));
    client.cancelJob(watch.jobs->front().id);
    WAIT_FOR(watch.refusals.size() == 1);
}

void QueueTest::cancelledInTheMiddleOfASlice() {
    const auto place = bench(core::Millis(2));
    SyncClient client(m_logger);
    const Watch watch(client);
    bool writing = false;
    connect(&client, &SyncClient::viewChanged, this,
            [&](const auto& view) { writing = view->counts.done > 0; });
    client.openProfile(place->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(writing);
    client.cancelJob(1);
    WAIT_FOR(watch.isNewest(JobState::Cancelled) && watch.reports.size() == 2);
    QVERIFY(watch.reports[0]->cause == core::StopCause::Operator);
    const auto runs = service::readRuns(place->place(), 10);
    QVERIFY(runs && runs->size() == 1);
    QCOMPARE(runs->front().end->counts.notStarted, 0U);
    QVERIFY(runs->front().end->counts.cancelled >= kWrites - 200);
}

void QueueTest::stoppedByAPersonItPauses() {
    const auto place = bench(core::Millis(2));
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(watch.runsOf(RunOrigin::Queue) == 1);
    client.stop(core::StopCause::Operator);
    WAIT_FOR(watch.isNewest(JobState::Paused));
    QVERIFY(!watch.jobs->front().worker);
    client.resumeJob(1);
    WAIT_FOR(watch.isNewest(JobState::Done));
}

void QueueTest::theNextClientGoesOn() {
    const auto place = bench(core::Millis(2));
    {
        SyncClient client(m_logger);
        const Watch watch(client);
        std::uint32_t done = 0;
        connect(&client, &SyncClient::viewChanged, this, [&](const auto& view) { done = view->counts.done; });
        client.openProfile(place->request());
        client.workQueue(true);
        client.queueSync();
        WAIT_FOR(watch.reports.size() == 1 && done > 200);
    }
    const auto left = service::findUnfinished(place->place());
    QVERIFY(left && *left);
    QVERIFY((*left)->condition == core::RunCondition::Queued);
    SyncClient next(m_logger);
    const Watch watch(next);
    next.openProfile(place->request());
    WAIT_FOR(watch.isNewest(JobState::Waiting));
    next.workQueue(true);
    WAIT_FOR(watch.isNewest(JobState::Done));
    QCOMPARE(watch.jobs->front().runId, (*left)->record.header.id);
    QCOMPARE(watch.jobs->front().done, kWrites);
    next.start(place->request(RunKind::Compare));
    WAIT_FOR(watch.reports.back()->plan && watch.reports.back()->plan->plan.counts.planned() == 0);
}

void QueueTest::aKilledWorkerIsFollowed() {
    const auto place = bench();
    auto store = service::stateToWrite(place->place())();
    QVERIFY(store);
    auto added = (*store)->perform({core::AddJob{{.requestedBy = "ana@console"}}});
    core::Job job = std::get<core::JobAnswer>(added->front()).job;
    job.state = JobState::Running;
    job.worker = storage::describeThisProcess();
    job.worker->pid = pidOfAnEndedProcess();
    job.leaseUntil = core::Millis(4'000'000'000'000);
    job.runId = "never-begun";
    QVERIFY((*store)->perform({core::UpdateJob{job}}));
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.workQueue(true);
    WAIT_FOR(watch.isNewest(JobState::Done));
    QCOMPARE(watch.jobs->front().requestedBy, std::string("ana@console"));
    QCOMPARE(watch.jobs->front().done, kWrites);
}

void QueueTest::aLivingWorkerIsLeftAlone() {
    const auto place = bench();
    QProcess worker;
    worker.start(QStringLiteral("cat"), QStringList());
    QVERIFY(worker.waitForStarted());
    auto store = service::stateToWrite(place->place())();
    auto added = (*store)->perform({core::AddJob{}});
    core::Job job = std::get<core::JobAnswer>(added->front()).job;
    job.state = JobState::Running;
    job.worker = storage::describeThisProcess();
    job.worker->pid = worker.processId();
    job.worker->processStart = 0; // cannot be looked at
    job.leaseUntil = core::Millis(4'000'000'000'000);
    QVERIFY((*store)->perform({core::UpdateJob{job}}));
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.workQueue(true);
    WAIT_FOR(watch.isNewest(JobState::Running));
    client.start(place->request(RunKind::Compare)); // after its end the queue is looked at again
    WAIT_FOR(watch.reports.size() == 1);
    QCOMPARE(watch.runsOf(RunOrigin::Queue), 0);
    worker.closeWriteChannel();
    QVERIFY(worker.waitForFinished());
    WAIT_FOR(watch.runsOf(RunOrigin::Queue) > 0);
}

void QueueTest::whileAnotherProcessExecutesItWaits() {
    const auto place = bench();
    auto store = service::stateToWrite(place->place())();
    QVERIFY((*store)->perform({core::TakeLease{.owner = storage::describeThisProcess()}}));
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(watch.isNewest(JobState::Waiting));
    client.start(place->request(RunKind::Compare)); // after its end the queue is looked at again
    WAIT_FOR(watch.reports.size() == 1);
    QCOMPARE(watch.runsOf(RunOrigin::Queue), 0);
    QVERIFY((*store)->perform({core::ReleaseLease{1}}));
    WAIT_FOR(watch.runsOf(RunOrigin::Queue) > 0);
}

void QueueTest::aLimitAsksForANumber() {
    const auto place = bench();
    place->policy.limits.updateMin = 100; // 140 on each side
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(watch.isNewest(JobState::NeedsApproval));
    QCOMPARE(watch.jobs->front().writes, std::uint64_t{kWrites});
    client.approveJob(1, kWrites - 1);
    WAIT_FOR(watch.refusals.size() == 1);
    client.approveJob(1, kWrites);
    WAIT_FOR(watch.isNewest(JobState::Done));
    QCOMPARE(watch.jobs->front().done, kWrites);
}

void QueueTest::whatFailsIsTriedLater() {
    const auto place = bench();
    place->server.reset();
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(place->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(watch.isNewest(JobState::Waiting) && watch.jobs->front().attempts == 1);
    const core::Job& job = watch.jobs->front();
    QVERIFY(job.nextTry && job.error && job.error->kind == core::ErrorKind::NetworkRefused);
    QVERIFY(!job.worker);
}

void QueueTest::anotherProfileHasItsOwnQueue() {
    const auto first = bench(core::Millis(2));
    const auto second = bench();
    SyncClient client(m_logger);
    const Watch watch(client);
    client.openProfile(first->request());
    client.workQueue(true);
    client.queueSync();
    WAIT_FOR(watch.runsOf(RunOrigin::Queue) == 1);
    client.openProfile(second->request());
    WAIT_FOR(watch.jobs && watch.jobs->empty());
    QVERIFY(watch.reports.front()->cause == core::StopCause::Terminated);
    auto store = service::stateToRead(first->place())();
    const auto jobs = (*store)->perform({core::ListJobs{}});
    const core::Job& left = std::get<core::JobList>(jobs->front()).jobs.front();
    QVERIFY(left.state == JobState::Waiting && !left.worker);
    client.queueSync();
    WAIT_FOR(watch.isNewest(JobState::Done));
}

QTEST_GUILESS_MAIN(QueueTest)
#include "queue_test.moc"
