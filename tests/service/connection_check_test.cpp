// SPDX-License-Identifier: Apache-2.0
// A look at both connections: each side says for itself how it is, and nothing is written anywhere.
#include "sync/service/connection_check.h"
#include "sync/service/sync_client.h"
#include "tests/service/sandbox_bench.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace devsync;
using service::SyncClient;
using tests::SandboxBench;

class ConnectionCheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothAreWell();
    void aRefusedTokenLeavesTheOtherSideAlone();
    void aDeadPortalLeavesTheOtherSideAlone();
    void aSmallSideIsSeenWhole();
    void stoppedItSaysSo();
    void theSecretsCommandIsNamedWithoutArguments();

private:
    core::BothSides<service::ConnectionCheck> check(const SandboxBench& bench);
    std::shared_ptr<const engine::RunReport> m_report;
    std::shared_ptr<log::Logger> m_logger = std::make_shared<log::Logger>();
};

core::BothSides<service::ConnectionCheck> ConnectionCheckTest::check(const SandboxBench& bench) {
    SyncClient client(m_logger);
    m_report.reset();
    connect(&client, &SyncClient::ended, this, [this](const auto& report) { m_report = report; });
    client.start(bench.request(engine::RunKind::Probe));
    [this] { QTRY_VERIFY_WITH_TIMEOUT(m_report, 60'000); }();
    return service::connectionChecks(*bench.profile, *m_report);
}

void ConnectionCheckTest::bothAreWell() {
    const SandboxBench bench({.developers = 1'500, .latency = core::Millis(3), .portalClockSeconds = 90});
    const auto both = check(bench);
    QVERIFY(!m_report->error && !m_report->begun);
    for (const core::Side side : core::kSides) {
        const engine::SideFindings& found = both[side].findings;
        QVERIFY(!found.error);
        QVERIFY(found.latency >= core::Millis(3));
        QVERIFY(found.accounts > 0 && found.accounts < 1'500 && !found.allRead);
        QVERIFY(found.clockOffsetMs && found.clockUncertaintyMs > 0);
    }
    const std::int64_t ahead = *both.portal.findings.clockOffsetMs - *both.apigee.findings.clockOffsetMs;
    QVERIFY(ahead > 88'000 && ahead < 92'000);
    QCOMPARE(both.apigee.organization, std::string("demo"));
    QCOMPARE(both.apigee.address, service::apigeeBase(*bench.profile));
    QCOMPARE(both.portal.address, service::portalBase(*bench.profile));
    QCOMPARE(both.portal.user, std::string("sync"));
    QVERIFY(both.apigee.signIn == service::SecretSource::Kind::Value && both.apigee.signInSource.empty());
    QVERIFY(!bench.hasState());
}

void ConnectionCheckTest::aRefusedTokenLeavesTheOtherSideAlone() {
    SandboxBench bench({.developers = 30});
    service::Profile other = *bench.profile;
    other.apigee.accessToken.value = std::make_shared<const core::Secret>(std::string("not-the-token"));
    bench.profile = std::make_shared<const service::Profile>(other);
    const auto both = check(bench);
    QVERIFY(both.apigee.findings.error);
    QVERIFY(both.apigee.findings.error->kind == core::ErrorKind::SignInRefused);
    QVERIFY(!both.portal.findings.error && both.portal.findings.accounts > 0);
    QVERIFY(both.portal.findings.clockOffsetMs);
    QVERIFY(m_report->error && m_report->verdict.exitCode == 12);
}

void ConnectionCheckTest::aDeadPortalLeavesTheOtherSideAlone() {
    SandboxBench bench({.developers = 30});
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    service::Profile other = *bench.profile;
    other.portal.url = "http://127.0.0.1:" + std::to_string(closed.serverPort());
    closed.close();
    bench.profile = std::make_shared<const service::Profile>(other);
    const auto both = check(bench);
    QVERIFY(both.portal.findings.error);
    QVERIFY(both.portal.findings.error->kind == core::ErrorKind::NetworkRefused);
    QCOMPARE(both.portal.findings.latency.count(), 0);
    QVERIFY(!both.portal.findings.clockOffsetMs);
    QVERIFY(!both.apigee.findings.error && both.apigee.findings.accounts > 0);
    QCOMPARE(m_report->verdict.exitCode, 5);
}

void ConnectionCheckTest::aSmallSideIsSeenWhole() {
    const SandboxBench bench({.developers = 30});
    const auto both = check(bench);
    QCOMPARE(both.portal.findings.accounts, 32U); // with uid 1 and the account we sign in with
    QVERIFY(both.portal.findings.allRead);
    QCOMPARE(both.apigee.findings.accounts, 30U);
}

void ConnectionCheckTest::stoppedItSaysSo() {
    const SandboxBench bench({.developers = 30, .latency = core::Millis(200)});
    SyncClient client(m_logger);
    QSignalSpy ended(&client, &SyncClient::ended);
    client.start(bench.request(engine::RunKind::Probe));
    client.stop(core::StopCause::Operator);
    QTRY_COMPARE(ended.count(), 1);
    const auto report = ended[0][0].value<std::shared_ptr<const engine::RunReport>>();
    QCOMPARE(report->verdict.exitCode, 130);
    for (const core::Side side : core::kSides) {
        const auto both = service::connectionChecks(*bench.profile, *report);
        QVERIFY(both[side].findings.error);
        QVERIFY(both[side].findings.error->kind == core::ErrorKind::Stopped);
    }
}

void ConnectionCheckTest::theSecretsCommandIsNamedWithoutArguments() {
    service::Profile profile;
    profile.apigee.accessToken = {.kind = service::SecretSource::Kind::Command,
                                  .command = {"gcloud", "--impersonate=somebody"}};
    profile.portal.password = {.kind = service::SecretSource::Kind::File, .file = "/etc/secret"};
    const auto both = service::connectionChecks(profile, {});
    QCOMPARE(both.apigee.signInSource, std::string("gcloud"));
    QCOMPARE(both.portal.signInSource, std::string("/etc/secret"));
}

QTEST_GUILESS_MAIN(ConnectionCheckTest)
#include "connection_check_test.moc"
