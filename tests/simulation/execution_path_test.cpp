// SPDX-License-Identifier: Apache-2.0
// There is one executor: the same plan, executed at once, from its file, in three slices, or killed and gone
// on with, sends the same writes. Told apart are neither their order nor generated passwords.
#include "sync/protocol/apigee/apigee_account_store.h"
#include "sync/protocol/portal/portal_account_store.h"
#include "sync/report/plan_file.h"
#include "sync/report/plan_hash.h"
#include "tests/simulation/network.h"
#include "tests/simulation/people.h"
#include "tests/simulation/worker.h"
#include "tests/support/model_store.h"

#include <QTest>

#include <algorithm>

using namespace devsync;
using namespace devsync::testing;
using core::Side;
using engine::RunKind;

namespace {

constexpr std::uint64_t kSeed = 11;
constexpr std::uint32_t kPeople = 60;

/// One fresh pair of systems with one state; what is written to it is logged.
class Life {
public:
    Life();

    /// Plays a worker to its end or its death; nothing is left on the wire.
    const engine::RunReport* play(RunKind kind, const std::function<void(Worker::Config&)>& change = {});

    std::vector<std::string> writes() const {
        std::vector<std::string> sorted = m_writes;
        std::ranges::sort(sorted);
        return sorted;
    }
    const std::string& world() { return m_worldText = worldText(); }
    std::shared_ptr<const engine::PreparedPlan> plan() const { return m_plan; }
    const core::Policy& policy() const { return *m_policy; }

private:
    std::string worldText() const;

    Timeline m_timeline;
    sandbox::World m_world = seededWorld(kSeed, {.people = kPeople});
    std::set<std::int64_t> m_dead;
    ModelStore m_store{[this](const core::LeaseOwner& owner) {
        return m_dead.contains(owner.pid) ? core::LeaseState::OwnerProcess::Gone
                                          : core::LeaseState::OwnerProcess::Unknown;
    }};
    Network m_network{m_timeline,
                      m_world,
                      {.apigeeToken = kApigeeToken,
                       .apigeePassword = {},
                       .portalPassword = kPortalPassword,
                       .generatedPassword = "Generated-1-password"},
                      kSeed};
    std::shared_ptr<core::Policy> m_policy = std::make_shared<core::Policy>();
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::vector<std::string> m_writes;
    std::string m_worldText;
    std::shared_ptr<const engine::PreparedPlan> m_plan;
};

Life::Life() {
    m_policy->mapping = simMapping();
    m_policy->modulePush = core::ModulePush::No;
    m_network.watch.executed = [this](Side side, const protocol::HttpRequest& request,
                                      const RequestSubject& about, int status) {
        if (about.write && status < 300)
            m_writes.push_back(std::string(side == Side::Apigee ? "apigee " : "portal ")
                               + std::string(protocol::methodName(request.method)) + " " + request.target
                               + " " + request.body);
    };
}

const engine::RunReport* Life::play(RunKind kind, const std::function<void(Worker::Config&)>& change) {
    const auto number = static_cast<std::int64_t>(m_workers.size() + 1);
    Worker::Config config;
    config.options.kind = kind;
    config.options.runId = "run-1";
    config.options.policy = m_policy;
    config.options.goAhead = true;
    config.options.signInUserName = kPortalUser;
    config.options.owner = {.host = "sim", .pid = number, .processStart = 1};
    config.options.sides.apigee.concurrency = 2;
    config.options.sides.portal.concurrency = 2;
    config.options.seed.fill(7); // creations carry UUIDs that derive from it
    config.stores = {std::make_shared<protocol::apigee::ApigeeAccountStore>(
                         protocol::apigee::ApigeeOptions{.organization = "sim", .mapping = simMapping()}),
                     std::make_shared<protocol::portal::PortalAccountStore>(
                         protocol::portal::PortalOptions{.userName = kPortalUser, .mapping = simMapping()})};
    if (change)
        change(config);
    m_workers.push_back(std::make_unique<Worker>(m_timeline, m_network, m_store, std::move(config)));
    Worker& worker = *m_workers.back();
    worker.onKilled = [this](Worker& killed) { m_dead.insert(killed.options().owner.pid); };
    worker.onPlan = [this](std::shared_ptr<const engine::PreparedPlan> plan) { m_plan = std::move(plan); };
    worker.start();
    while (m_timeline.step()) {
    }
    return worker.report();
}

std::string Life::worldText() const {
    std::string text;
    for (const auto& [email, person] : peopleOf(m_world)) {
        text += email;
        for (const std::optional<core::Account>* account : {&person.apigee, &person.portal})
            if (*account)
                for (const core::Value& value : (*account)->fields)
                    text += "|" + std::string(value.view().packed);
        text += "\n";
    }
    return text;
}

std::function<void(Worker::Config&)> killedAt(CrashPoint point, std::uint32_t at) {
    return [point, at](Worker::Config& config) {
        config.crash = point;
        config.crashAt = at;
    };
}

bool isSuccess(const engine::RunReport* report) {
    return report && report->verdict.kind == core::VerdictKind::Success;
}

} // namespace

class ExecutionPathTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void fromItsFile();
    void inThreeSlices();
    void killedAndResumed_data();
    void killedAndResumed();
    void killedAndRunAgain_data();
    void killedAndRunAgain();
    void stoppedAndResumed();
    void discarded();
    void outdatedRulesAreNotResumed();

private:
    std::vector<std::string> m_writes; ///< of one undisturbed run
    std::string m_world;
};

void ExecutionPathTest::initTestCase() {
    Life life;
    QVERIFY(isSuccess(life.play(RunKind::Sync)));
    m_writes = life.writes();
    m_world = life.world();
    QVERIFY(m_writes.size() > 20);
}

void ExecutionPathTest::fromItsFile() {
    Life life;
    QVERIFY(life.play(RunKind::Compare));
    const core::Identity identity{"x", "https://a", "sim", "https://p"};
    std::string file;
    report::writePlanFile(
        *life.plan(),
        {.profile = "sim", .identity = identity, .planSha256 = report::planSha256(*life.plan(), identity)},
        [&file](std::string_view part) { file += part; });
    const auto saved = report::readPlanFile(file, identity, life.policy());
    QVERIFY(saved);
    QVERIFY(life.writes().empty());
    QVERIFY(
        isSuccess(life.play(RunKind::Apply, [&](Worker::Config& config) { config.options.saved = *saved; })));
    QCOMPARE(life.writes(), m_writes);
    QCOMPARE(life.world(), m_world);
}

void ExecutionPathTest::inThreeSlices() {
    Life life;
    const auto slice = [](std::uint32_t rows) {
        return [rows](Worker::Config& config) { config.options.maxRows = rows; };
    };
    const engine::RunReport* first = life.play(RunKind::Sync, slice(9));
    QVERIFY(isSuccess(first));
    QCOMPARE(first->counts.done, 9U);
    const engine::RunReport* second = life.play(RunKind::Resume, slice(9));
    QVERIFY(isSuccess(second));
    QCOMPARE(second->counts.done, 18U);
    QVERIFY(isSuccess(life.play(RunKind::Resume, slice(1000))));
    QCOMPARE(life.writes(), m_writes);
    QCOMPARE(life.world(), m_world);
}

void ExecutionPathTest::killedAndResumed_data() {
    QTest::addColumn<int>("point");
    QTest::addColumn<quint32>("at");
    const int beforeOutcome = static_cast<int>(CrashPoint::BeforeOutcome);
    for (int point = 1; point <= beforeOutcome; ++point)
        for (quint32 at = 1; at <= 3;
             ++at) // the first outcomes seal the plan: before that nothing is approved
            QTest::addRow("point %d, time %u", point, at) << point << at + (point == beforeOutcome ? 1 : 0);
}

void ExecutionPathTest::killedAndResumed() {
    QFETCH(int, point);
    QFETCH(quint32, at);
    Life life;
    QVERIFY(!life.play(RunKind::Sync, killedAt(static_cast<CrashPoint>(point), at)));
    QVERIFY(isSuccess(life.play(RunKind::Resume)));
    QCOMPARE(life.writes(), m_writes);
    QCOMPARE(life.world(), m_world);
}

void ExecutionPathTest::killedAndRunAgain_data() {
    killedAndResumed_data();
}

void ExecutionPathTest::killedAndRunAgain() {
    QFETCH(int, point);
    QFETCH(quint32, at);
    Life life;
    QVERIFY(!life.play(RunKind::Sync, killedAt(static_cast<CrashPoint>(point), at)));
    QVERIFY(life.play(RunKind::Sync, [](Worker::Config& config) { config.options.runId = "run-2"; }));
    QCOMPARE(life.writes(), m_writes);
    QCOMPARE(life.world(), m_world);
}

void ExecutionPathTest::stoppedAndResumed() {
    Life life;
    const engine::RunReport* stopped =
        life.play(RunKind::Sync, [](Worker::Config& config) { config.options.maxRows = 5; });
    QVERIFY(isSuccess(stopped));
    QVERIFY(isSuccess(life.play(RunKind::Resume)));
    QCOMPARE(life.writes(), m_writes);
}

void ExecutionPathTest::discarded() {
    Life life;
    QVERIFY(!life.play(RunKind::Sync, killedAt(CrashPoint::AfterServerCommit, 3)));
    const std::size_t writes = life.writes().size();
    const engine::RunReport* report = life.play(RunKind::Discard);
    QVERIFY(report);
    QCOMPARE(report->verdict.kind, core::VerdictKind::WithWarnings);
    QCOMPARE(report->counts.notStarted, 0U);
    QCOMPARE(report->counts.done + report->counts.cancelled, report->counts.planned);
    QVERIFY(report->counts.done >= 3 && report->counts.cancelled > 0);
    QVERIFY(life.writes().size() <= writes + 1); // at most the second half of a creation
}

void ExecutionPathTest::outdatedRulesAreNotResumed() {
    Life life;
    QVERIFY(isSuccess(life.play(RunKind::Sync, [](Worker::Config& config) { config.options.maxRows = 5; })));
    const std::vector<std::string> writes = life.writes();
    core::Policy fewer = life.policy();
    fewer.mapping.attributes.pop_back();
    const engine::RunReport* report = life.play(RunKind::Resume, [&](Worker::Config& config) {
        config.options.policy = std::make_shared<const core::Policy>(fewer);
    });
    QVERIFY(report && report->error);
    QCOMPARE(report->error->kind, core::ErrorKind::PlanOutdated);
    QCOMPARE(life.writes(), writes);
}

QTEST_GUILESS_MAIN(ExecutionPathTest)
#include "execution_path_test.moc"
