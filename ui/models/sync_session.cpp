// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sync_session.h"

#include "sync/texts/error_text.h"
#include "sync/texts/plan_text.h"
#include "sync/texts/report_text.h"
#include "sync/texts/verdict_text.h"
#include "ui/models/words.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace devsync::models {

namespace {

constexpr int kLogEveryMs = 40;
constexpr int kResortEveryMs = 500;

/// Rows whose place in the view depends on how they end.
bool dependsOnStates(const view::DiffQuery& query) {
    return query.chip == view::Chip::Held || query.chip == view::Chip::Failed
           || query.sort.column == view::DiffColumn::Result || query.then.column == view::DiffColumn::Result;
}

bool sliceOnly(const engine::RunReport& report) {
    return report.begun && report.counts.notStarted > 0 && report.cause == core::StopCause::None;
}

std::string recoveryLine(const engine::RunReport& report) {
    constexpr std::size_t kNamed = 3;
    if (report.createdUsers.empty())
        return {};
    std::string line = texts::recoveryText(report.createdUsers.size());
    const std::size_t named = std::min(kNamed, report.createdUsers.size());
    for (std::size_t i = 0; i < named; ++i)
        line += (i == 0 ? " " : ", ") + report.createdUsers[i];
    if (report.createdUsers.size() > named)
        line += ", " + texts::andMore(report.createdUsers.size() - named);
    return line;
}

} // namespace

SyncSession::SyncSession(std::shared_ptr<log::Logger> logger, std::shared_ptr<log::LogBuffer> buffer)
    : m_buffer(std::move(buffer)), m_client(std::move(logger)) {
    m_clock.start();
    m_resort.setSingleShot(true);
    connect(&m_resort, &QTimer::timeout, this, &SyncSession::orderAgain);
    connect(&m_logTimer, &QTimer::timeout, this, &SyncSession::takeLog);
    m_logTimer.start(kLogEveryMs);
    connect(&m_worker, &ViewWorker::ordered, this, &SyncSession::ordered);
    connect(&m_reader, &service::StateReader::unfinishedFound, this, &SyncSession::unfinishedFound);
    connectClient();
    update();
}

SyncSession::~SyncSession() = default;

void SyncSession::connectClient() {
    using service::SyncClient;
    connect(&m_client, &SyncClient::runBegan, this, &SyncSession::runBegan);
    connect(&m_client, &SyncClient::planReady, this, &SyncSession::planReady);
    connect(&m_client, &SyncClient::rowsChanged, this, &SyncSession::rowsChanged);
    connect(&m_client, &SyncClient::viewChanged, this, &SyncSession::viewChanged);
    connect(&m_client, &SyncClient::ended, this, &SyncSession::ended);
    connect(&m_client, &SyncClient::refused, this, &SyncSession::clientRefused);
    connect(&m_client, &SyncClient::jobsChanged, this, &SyncSession::takeJobs);
    connect(&m_client, &SyncClient::queued, this, &SyncSession::queued);
    connect(&m_client, &SyncClient::startWaits, this, [this] {
        m_facts.waitsForSlice = true;
        update();
    });
}

void SyncSession::open(std::shared_ptr<const service::Profile> profile, std::string state) {
    m_profile = std::move(profile);
    m_statePath = std::move(state);
    m_facts = {.hasProfile = m_profile != nullptr};
    m_links = {};
    m_outcome.reset();
    m_comparedAt.reset();
    m_job.reset();
    m_leftOver.reset();
    m_view.reset();
    m_tableRunId.clear();
    m_query.search.clear();
    m_query.chip = view::Chip::All;
    m_diff.setRows(nullptr, {});
    m_client.workQueue(m_profile != nullptr);
    if (m_profile) {
        m_client.openProfile(request(engine::RunKind::Sync));
        m_reader.open(place());
        m_reader.findUnfinished();
    }
    Q_EMIT profileOpened();
    Q_EMIT countsChanged();
    update();
}

service::StatePlace SyncSession::place() const {
    return {m_statePath, service::identityOf(*m_profile)};
}

service::RunRequest SyncSession::request(engine::RunKind kind) const {
    return {
        .kind = kind, .profile = m_profile, .policy = service::policyOf(*m_profile), .state = m_statePath};
}

// ---- what a person asks for

void SyncSession::begin(engine::RunKind kind, view::Activity activity, std::string storedRun) {
    m_kind = kind;
    m_begun = false;
    m_outcome.reset();
    m_view.reset();
    m_facts.activity = activity;
    m_facts.verdict.reset();
    service::RunRequest wanted = request(kind);
    wanted.storedRun = std::move(storedRun);
    update();
    m_client.start(std::move(wanted));
}

void SyncSession::compare() {
    if (m_state.compare.enabled)
        begin(engine::RunKind::Compare, view::Activity::Comparing);
}

void SyncSession::run() {
    if (m_state.run.enabled)
        begin(engine::RunKind::Sync, view::Activity::Running);
}

void SyncSession::checkConnection() {
    if (m_state.compare.enabled)
        begin(engine::RunKind::Probe, view::Activity::Comparing);
}

void SyncSession::runInBackground() {
    if (m_state.background.enabled)
        m_client.queueSync();
}

void SyncSession::resumeLeftOver() {
    if (m_state.showsResume && m_leftOver)
        begin(engine::RunKind::Resume, view::Activity::Running, m_leftOver->record.header.id);
}

void SyncSession::discardLeftOver() {
    if (m_state.showsResume && m_leftOver)
        begin(engine::RunKind::Discard, view::Activity::Running, m_leftOver->record.header.id);
}

void SyncSession::stop() {
    if (!m_state.stop.enabled)
        return;
    if (m_facts.activity != view::Activity::Idle)
        m_facts.activity = view::Activity::Stopping;
    update();
    m_client.stop(core::StopCause::Operator);
}

void SyncSession::confirm(std::uint64_t writes) {
    if (!std::exchange(m_asksNumber, false))
        return; // the run ended while somebody was asked
    if (writes > 0)
        m_client.goAhead(writes);
    else
        m_client.decline();
}

// ---- what comes back

void SyncSession::runBegan(service::RunOrigin origin, const std::string& runId) {
    m_origin = origin;
    m_runId = runId;
    m_begun = m_begun || origin == service::RunOrigin::Foreground;
    m_facts.waitsForSlice = false;
    const bool writes = origin == service::RunOrigin::Queue || m_facts.activity == view::Activity::Running;
    const engine::PreparedPlan* const last = m_facts.plan;
    m_meter.begin(mono(), last != nullptr ? last->accounts : core::BothSides<std::uint32_t>{}, writes);
    update();
}

void SyncSession::planReady(const std::shared_ptr<const engine::PreparedPlan>& plan) {
    if (plan->inputs.comparison)
        showPlan(plan);
    const bool asks = m_origin == service::RunOrigin::Foreground && m_kind == engine::RunKind::Sync;
    if (!asks)
        return;
    m_asksNumber = view::asksForNumber(*plan);
    if (m_asksNumber)
        Q_EMIT numberNeeded(plan);
    else
        m_client.goAhead(0);
}

void SyncSession::showPlan(const std::shared_ptr<const engine::PreparedPlan>& plan) {
    auto rows = std::make_shared<view::DiffRows>(plan);
    m_tableRunId = m_runId;
    m_comparedAt = plan->createdAt;
    m_facts.plan = plan.get();
    m_facts.planUsed = false;
    m_pendingRows = std::move(rows);
    orderAgain();
    Q_EMIT countsChanged();
    update();
}

void SyncSession::rowsChanged(const service::RowUpdates& updates) {
    view::DiffRows* const rows = shownRows();
    if (rows == nullptr || m_runId != m_tableRunId)
        return;
    for (const service::RowUpdate& update : updates)
        rows->setState(update.row, update.state);
    m_facts.planUsed = true;
    m_diff.statesChanged();
    Q_EMIT countsChanged();
    if (dependsOnStates(m_query) && !m_resort.isActive())
        m_resort.start(kResortEveryMs);
}

void SyncSession::viewChanged(const std::shared_ptr<const engine::RunView>& view) {
    m_view = view;
    Q_EMIT progressChanged(m_meter.observe(*view, mono()));
}

void SyncSession::ended(const std::shared_ptr<const engine::RunReport>& report) {
    takeLog();
    m_runId.clear();
    m_asksNumber = false;
    setLinks(*report);
    if (m_origin == service::RunOrigin::Foreground || !sliceOnly(*report))
        setOutcome(*report);
    if (m_origin == service::RunOrigin::Foreground)
        m_facts.activity = view::Activity::Idle;
    if (m_kind == engine::RunKind::Probe && m_origin == service::RunOrigin::Foreground)
        Q_EMIT connectionChecked(report);
    m_reader.findUnfinished();
    Q_EMIT runsMayHaveChanged();
    orderAgain();
    update();
}

/// A side that listed its accounts is connected; one whose error ended the run is not.
void SyncSession::setLinks(const engine::RunReport& report) {
    for (const core::Side side : core::kSides) {
        if (report.plan || (report.findings && !(*report.findings)[side].error))
            m_links[side] = LinkState::Connected;
        if ((report.error && report.error->side == side)
            || (report.findings && (*report.findings)[side].error))
            m_links[side] = LinkState::Broken;
    }
}

void SyncSession::setOutcome(const engine::RunReport& report) {
    const bool readOnly = m_origin == service::RunOrigin::Foreground
                          && (m_kind == engine::RunKind::Compare || m_kind == engine::RunKind::Probe);
    m_outcome.reset();
    m_facts.verdict.reset();
    if (readOnly && !report.error)
        return; // the plan, or the check, says it
    const std::uint64_t accounts =
        report.plan ? texts::accountsInScope(report.plan->plan.counts) : std::uint64_t{0};
    const texts::VerdictFacts facts{.kind = report.verdict.kind,
                                    .cause = report.cause,
                                    .counts = report.counts,
                                    .accounts = accounts,
                                    .error = report.error};
    Outcome outcome{.kind = report.verdict.kind,
                    .sentence = texts::verdictSentence(facts),
                    .remedy = texts::verdictRemedy(facts),
                    .runId = report.begun ? report.runId : std::string()};
    if (report.error)
        outcome.error = texts::describe(*report.error, texts::dataStateOf(report.counts)).line();
    if (const std::string recovery = recoveryLine(report); !recovery.empty())
        outcome.remedy += (outcome.remedy.empty() ? "" : " ") + recovery;
    m_outcome = std::move(outcome);
    m_facts.verdict = report.verdict.kind;
}

void SyncSession::clientRefused(const core::Error& error) {
    if (!m_begun) // else it was a command about the queue
        m_facts.activity = view::Activity::Idle;
    m_facts.waitsForSlice = false;
    update();
    Q_EMIT refused(fromUtf8(texts::describe(error, {.kind = texts::DataState::Kind::NothingWritten}).line()));
}

void SyncSession::takeJobs(const std::shared_ptr<const core::Jobs>& jobs) {
    const auto open = std::find_if(jobs->begin(), jobs->end(),
                                   [](const core::Job& job) { return !core::isEnded(job.state); });
    m_job = open == jobs->end() ? std::nullopt : std::optional(*open);
    m_facts.background = view::backgroundOf(m_job ? &*m_job : nullptr);
    Q_EMIT jobsChanged(jobs);
    update();
}

void SyncSession::unfinishedFound(const std::optional<core::ListedRun>& run) {
    m_leftOver = run;
    m_facts.leftOver = view::leftOverOf(run ? &*run : nullptr);
    m_facts.executingElsewhere = run && run->condition == core::RunCondition::Executing && m_runId.empty();
    update();
}

// ---- the view

view::DiffRows* SyncSession::shownRows() const {
    return m_pendingRows ? m_pendingRows.get() : m_diff.rows().get();
}

view::ChipCounts SyncSession::chipCounts() const {
    const view::DiffRows* const rows = shownRows();
    return rows != nullptr ? rows->counts() : view::ChipCounts{};
}

void SyncSession::setChip(view::Chip chip) {
    m_query.chip = chip;
    orderAgain();
}

void SyncSession::setSearch(const QString& text) {
    m_query.search = text.toStdString();
    orderAgain();
}

void SyncSession::sortBy(view::DiffColumn column) {
    m_query = view::sortedBy(m_query, column);
    orderAgain();
}

void SyncSession::orderAgain() {
    if (const view::DiffRows* const rows = shownRows())
        m_worker.order({rows->planPointer(), rows->states(), m_query});
}

void SyncSession::ordered(const std::shared_ptr<const engine::PreparedPlan>& plan,
                          const std::vector<std::uint32_t>& order) {
    m_facts.rowsShown = static_cast<std::uint32_t>(order.size());
    if (m_pendingRows && m_pendingRows->planPointer() == plan)
        m_diff.setRows(std::exchange(m_pendingRows, nullptr), order);
    else if (m_diff.rows() && m_diff.rows()->planPointer() == plan)
        m_diff.setOrder(order);
    Q_EMIT orderChanged();
    update();
}

void SyncSession::takeLog() {
    log::LogBuffer::Batch batch = m_buffer->take();
    if (!batch.records.empty() || batch.dropped > 0)
        m_log.append(std::move(batch));
}

void SyncSession::update() {
    m_state = view::syncPageState(m_facts);
    Q_EMIT stateChanged();
}

} // namespace devsync::models
