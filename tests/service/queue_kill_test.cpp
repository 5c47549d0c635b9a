// SPDX-License-Identifier: Apache-2.0
// A console that is killed in the middle of a slice: the next one finds its job, settles what was on its way,
// and finishes it. The console is this program, started again.
#include "sync/service/profile_read.h"
#include "sync/service/sync_client.h"
#include "tests/service/sandbox_bench.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace devsync;
using core::JobState;
using service::SyncClient;
using tests::SandboxBench;

namespace {

constexpr std::uint32_t kWrites = 560;
constexpr int kPatience = 120'000;

service::RunRequest requestOf(const std::string& profileFile, const std::string& state) {
    auto read = service::readProfile(profileFile);
    if (!read)
        qFatal("no profile");
    service::RunRequest request{.profile = std::make_shared<const service::Profile>(*std::move(read)),
                                .state = state};
    request.policy = service::policyOf(*request.profile);
    request.policy.limits.updateMin = 1'000; // this world does not exceed them
    return request;
}

int workTheQueue(const std::string& profileFile, const std::string& state) {
    SyncClient client(std::make_shared<log::Logger>());
    client.openProfile(requestOf(profileFile, state));
    client.workQueue(true);
    return QCoreApplication::exec();
}

core::Job newestJob(const service::StatePlace& place) {
    const auto store = service::stateToRead(place)();
    const auto answers =
        store ? (*store)->perform({core::ListJobs{}}) : core::StoreResult(tl::unexpected(store.error()));
    const core::Jobs jobs = answers ? std::get<core::JobList>(answers->front()).jobs : core::Jobs{};
    return jobs.empty() ? core::Job{} : jobs.front();
}

} // namespace

class QueueKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNextConsoleFinishesTheJob();
};

void QueueKillTest::theNextConsoleFinishesTheJob() {
    const SandboxBench bench({.developers = 420, .latency = core::Millis(5)});
    QFile file(bench.folder.filePath(QStringLiteral("test.toml")));
    QVERIFY(file.open(QFile::WriteOnly));
    // A write may land until its time-out, and only then can it be found not to have.
    file.write(QByteArray::fromStdString(bench.server->profileText())
                   .replace("[network]", "[network]\ntimeout_seconds = 2"));
    file.close();
    const std::string profile = file.fileName().toStdString();
    const service::StatePlace place = bench.place();

    SyncClient client(std::make_shared<log::Logger>());
    QSignalSpy queued(&client, &SyncClient::queued);
    client.openProfile(requestOf(profile, place.path));
    client.queueSync();
    QTRY_COMPARE(queued.count(), 1);

    QProcess console;
    console.start(QCoreApplication::applicationFilePath(),
                  {QStringLiteral("--work"), file.fileName(), QString::fromStdString(place.path)});
    QVERIFY(console.waitForStarted());
    const std::int64_t pid = console.processId();
    QTRY_VERIFY_WITH_TIMEOUT(newestJob(place).done == 200, kPatience);
    console.kill();
    QVERIFY(console.waitForFinished());
    const core::Job left = newestJob(place);
    QVERIFY(left.state == JobState::Running && left.worker);
    QCOMPARE(left.worker->pid, pid);

    client.workQueue(true);
    QTRY_VERIFY_WITH_TIMEOUT(core::isEnded(newestJob(place).state), kPatience);
    const core::Job job = newestJob(place);
    QVERIFY(job.state == JobState::Done);
    QCOMPARE(job.done, kWrites);
    QCOMPARE(job.runId, left.runId);
    const auto runs = service::readRuns(place, 10);
    QVERIFY(runs && runs->size() == 1);
    QCOMPARE(runs->front().end->counts.done, kWrites);
    QStringList accounts = bench.server->accounts();
    QCOMPARE(accounts.size(), qsizetype{2 * 560 + 3}); // everybody on both sides, and the portal's own
    QCOMPARE(accounts.removeDuplicates(), qsizetype{0});
}

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--work") == 0)
        return workTheQueue(argv[2], argv[3]);
    QueueKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "queue_kill_test.moc"
