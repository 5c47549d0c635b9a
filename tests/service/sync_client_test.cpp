// SPDX-License-Identifier: Apache-2.0
// The shell around the engine as window and command line see it, against a sandbox in this process: signals
// on the caller's thread, commands that are refused, a shut-down in the middle of a run.
#include "sync/log/logger.h"
#include "sync/sandbox/server.h"
#include "sync/service/profile_read.h"
#include "sync/service/state_access.h"
#include "sync/service/sync_client.h"

#include <QFileInfo>
#include <QSet>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <future>
#include <optional>

using namespace devsync;
using service::SyncClient;

namespace {

/// A sandbox that answers while the test waits.
class ServerThread : public QThread {
public:
    ServerThread() {
        start();
        m_profile = m_started.get_future().get();
    }
    ~ServerThread() override {
        quit();
        wait();
    }
    const std::string& profile() const { return m_profile; }

protected:
    void run() override {
        const auto server = sandbox::SandboxServer::start({.developers = 30, .latency = core::Millis(5)});
        m_started.set_value(server ? (*server)->profileToml() : std::string());
        exec();
    }

private:
    std::promise<std::string> m_started;
    std::string m_profile;
};

/// Refuses every request and says in its error page what it was asked, as debugging proxies do.
class EchoServer : public QTcpServer {
public:
    EchoServer() {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                const QByteArray page = "asked: " + socket->readAll();
                socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: " + QByteArray::number(page.size())
                              + "\r\n\r\n" + page);
            });
        });
        listen(QHostAddress::LocalHost);
    }
    std::string address() const { return "http://127.0.0.1:" + std::to_string(serverPort()); }
};

constexpr const char* kToken = "token-that-nobody-may-see";

std::string profileFor(const EchoServer& server) {
    return "[apigee]\norganization = \"acme\"\nauth = \"access-token\"\nendpoint = \"" + server.address()
           + "/v1\"\naccess_token = { value = \"" + kToken
           + "\" }\n[portal]\ntransport = \"json-api\"\nurl = \"" + server.address()
           + "\"\nuser = \"sync\"\npassword = { value = \"" + kToken
           + "\" }\n[mapping]\nfirst_name = \"first_name\"\n";
}

} // namespace

class SyncClientTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void compareTouchesNothing();
    void syncRunsToItsEnd();
    void aPlanCanBeDeclined();
    void aStopMayComeBeforeTheStateIsOpen();
    void oneRunAtATime();
    void commandsWithoutARunAreRefused();
    void runsFollowEachOther();
    void aSecretThatAServerSaysIsNotRepeated();
    void destroyedInTheMiddleItStopsSafely();

private:
    service::RunRequest request(engine::RunKind kind) const {
        return {.kind = kind,
                .profile = m_profile,
                .policy = service::policyOf(*m_profile),
                .state = m_folder->filePath(QStringLiteral("state/test.db")).toStdString()};
    }
    /// Waits for the end of the run that goes on.
    std::shared_ptr<const engine::RunReport> end(SyncClient& client);

    std::shared_ptr<log::Logger> m_logger = std::make_shared<log::Logger>();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServerThread> m_server;
    std::shared_ptr<const service::Profile> m_profile;
};

void SyncClientTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ServerThread>();
    auto profile = service::parseProfile(m_server->profile(), "/test.toml");
    QVERIFY(profile);
    m_profile = std::make_shared<const service::Profile>(*std::move(profile));
}

std::shared_ptr<const engine::RunReport> SyncClientTest::end(SyncClient& client) {
    std::shared_ptr<const engine::RunReport> report;
    const QObject context;
    connect(&client, &SyncClient::ended, &context, [&](const auto& ended) { report = ended; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(report, 30'000); }();
    return report;
}

void SyncClientTest::compareTouchesNothing() {
    SyncClient client(m_logger);
    QSignalSpy plans(&client, &SyncClient::planReady);
    client.start(request(engine::RunKind::Compare));
    const auto report = end(client);
    QVERIFY(report && report->plan);
    QCOMPARE(plans.count(), 1);
    QCOMPARE(report->plan->plan.counts.writes(), 40U);
    QVERIFY(!report->begun);
    QVERIFY(!QFileInfo::exists(m_folder->filePath(QStringLiteral("state"))));
}

void SyncClientTest::syncRunsToItsEnd() {
    SyncClient client(m_logger);
    QSet<std::uint32_t> done;
    std::optional<QThread*> thread;
    connect(&client, &SyncClient::rowsChanged, this, [&](const service::RowUpdates& rows) {
        thread = QThread::currentThread();
        for (const service::RowUpdate& update : rows)
            if (update.state == core::RowState::Done)
                done.insert(update.row);
    });
    connect(&client, &SyncClient::planReady, this, [&] { client.goAhead(0); });
    QSignalSpy views(&client, &SyncClient::viewChanged);
    client.start(request(engine::RunKind::Sync));
    const auto report = end(client);
    QVERIFY(report);
    QCOMPARE(report->verdict.kind, core::VerdictKind::Success);
    QCOMPARE(done.size(), 40);
    QCOMPARE(*thread, QThread::currentThread());
    QVERIFY(views.count() > 0);

    const service::StatePlace place{request(engine::RunKind::Sync).state, service::identityOf(*m_profile)};
    const auto run = service::readRun(place, report->runId);
    QVERIFY(run);
    QCOMPARE(run->rows.size(), std::size_t{40});
    QCOMPARE(run->record.header.planSha256, report->planSha256);
    QVERIFY(!service::readRun(place, "nobody"));
    QVERIFY(QFileInfo::exists(m_folder->filePath(QStringLiteral("state/test.log/")
                                                 + QString::fromStdString(report->runId)
                                                 + QStringLiteral(".jsonl"))));
}

void SyncClientTest::aPlanCanBeDeclined() {
    SyncClient client(m_logger);
    connect(&client, &SyncClient::planReady, this, [&] { client.decline(); });
    client.start(request(engine::RunKind::Sync));
    const auto report = end(client);
    QVERIFY(report && !report->begun);
    QCOMPARE(report->verdict.kind, core::VerdictKind::Stopped);
}

void SyncClientTest::aStopMayComeBeforeTheStateIsOpen() {
    SyncClient client(m_logger);
    client.start(request(engine::RunKind::Sync));
    client.stop(core::StopCause::Terminated);
    const auto report = end(client);
    QVERIFY(report && !report->begun);
    QCOMPARE(report->verdict.exitCode, 143);
}

void SyncClientTest::oneRunAtATime() {
    SyncClient client(m_logger);
    QSignalSpy refused(&client, &SyncClient::refused);
    client.start(request(engine::RunKind::Compare));
    client.start(request(engine::RunKind::Compare));
    QVERIFY(end(client));
    QCOMPARE(refused.count(), 1);
}

void SyncClientTest::commandsWithoutARunAreRefused() {
    SyncClient client(m_logger);
    QSignalSpy refused(&client, &SyncClient::refused);
    client.goAhead(0);
    client.decline();
    client.stop(core::StopCause::Operator); // nothing to stop is no mistake
    QTRY_COMPARE(refused.count(), 2);
}

void SyncClientTest::runsFollowEachOther() {
    SyncClient client(m_logger);
    connect(&client, &SyncClient::planReady, this, [&] { client.goAhead(0); });
    client.start(request(engine::RunKind::Sync));
    QVERIFY(end(client));
    QSignalSpy refused(&client, &SyncClient::refused);
    client.start(request(engine::RunKind::Compare));
    const auto report = end(client);
    QVERIFY(report && report->plan);
    QCOMPARE(report->plan->plan.counts.planned(), 0U);
    QCOMPARE(report->plan->plan.counts.same, 40U);
}

void SyncClientTest::aSecretThatAServerSaysIsNotRepeated() {
    const EchoServer server;
    const auto profile = service::parseProfile(profileFor(server), "/echo.toml");
    QVERIFY(profile);
    m_profile = std::make_shared<const service::Profile>(*profile);
    SyncClient client(m_logger);
    client.start(request(engine::RunKind::Compare));
    const auto report = end(client);
    QVERIFY(report && report->error);
    const std::string& detail = report->error->detail;
    QVERIFY2(detail.find("asked: ") != std::string::npos, detail.c_str());
    QVERIFY2(detail.find(kToken) == std::string::npos, detail.c_str());
}

void SyncClientTest::destroyedInTheMiddleItStopsSafely() {
    auto client = std::make_unique<SyncClient>(m_logger);
    bool writing = false;
    connect(client.get(), &SyncClient::planReady, this, [&] { client->goAhead(0); });
    connect(client.get(), &SyncClient::viewChanged, this,
            [&](const auto& view) { writing = view->counts.done > 0; });
    client->start(request(engine::RunKind::Sync));
    QTRY_VERIFY(writing);
    client.reset();
    const service::StatePlace place{request(engine::RunKind::Sync).state, service::identityOf(*m_profile)};
    const auto runs = service::readRuns(place, 10);
    QVERIFY(runs);
    QCOMPARE(runs->size(), std::size_t{1});
    QVERIFY(runs->front().end); // it was not cut off
    QVERIFY(runs->front().end->verdict == core::VerdictKind::Stopped
            || runs->front().end->verdict == core::VerdictKind::Success);
}

QTEST_GUILESS_MAIN(SyncClientTest)
#include "sync_client_test.moc"
