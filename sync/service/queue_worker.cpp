// SPDX-License-Identifier: Apache-2.0
#include "sync/service/queue_worker.h"

#include "sync/core/run_condition.h"
#include "sync/net/system_clock.h"
#include "sync/service/state_access.h"
#include "sync/storage/process_probe.h"

#include <algorithm>

namespace devsync::service {

using core::Job;
using core::JobCommand;
using core::JobStep;
using core::StopCause;

namespace {

constexpr int kLookEveryMs = 2'000;
/// The run of an open job that is older than these was superseded long ago.
constexpr std::uint32_t kRunsLookedAt = 20;

core::Millis wallNow() {
    return net::systemNow().wall;
}

core::Error noProfile() {
    return {.kind = core::ErrorKind::Usage, .detail = "no profile is open"};
}

bool canBeLifted(const engine::PreparedPlan& plan) {
    return std::ranges::none_of(
        plan.limitsExceeded, [](const core::LimitExceeded& limit) { return core::isAbsolute(limit.kind); });
}

core::SliceEnd sliceEndOf(const engine::RunReport& report) {
    return {.begun = report.begun,
            .cause = report.cause,
            .verdict = report.verdict,
            .counts = report.counts,
            .writes = report.plan ? report.plan->plan.counts.writes() : 0,
            .numberLifts = report.plan && canBeLifted(*report.plan),
            .error = report.error};
}

core::SliceEnd notSetUp(const core::Error& error) {
    return {.cause = StopCause::BeforeWrite,
            .verdict = {core::VerdictKind::Failed, core::exitCodeOf(error.kind)},
            .error = error};
}

RunRequest requestFor(const RunRequest& base, const Job& job, JobStep step) {
    const bool goesOn = step == JobStep::GoOn;
    return {.kind = goesOn ? engine::RunKind::Resume : engine::RunKind::Sync,
            .profile = base.profile,
            .policy = base.policy,
            .state = base.state,
            .storedRun = goesOn ? job.runId : std::string(),
            .maxRows = core::sliceRows(job),
            .goAhead = true,
            .confirm = job.approved};
}

RunRequest discardOf(const RunRequest& base, std::string run) {
    return {.kind = engine::RunKind::Discard,
            .profile = base.profile,
            .policy = base.policy,
            .state = base.state,
            .storedRun = std::move(run)};
}

core::LeaseState::OwnerProcess processOf(const Job& job) {
    return job.worker ? storage::probeProcess(*job.worker) : core::LeaseState::OwnerProcess::Unknown;
}

const Job* findJob(const core::Jobs& jobs, std::int64_t id) {
    const auto found = std::ranges::find(jobs, id, &Job::id);
    return found == jobs.end() ? nullptr : &*found;
}

} // namespace

QueueWorker::QueueWorker(Port port) : m_port(std::move(port)), m_self(storage::describeThisProcess()) {
    m_lookAgain.setInterval(kLookEveryMs);
    connect(&m_lookAgain, &QTimer::timeout, this, &QueueWorker::look);
}

QueueWorker::~QueueWorker() {
    close();
}

// ---- the store

void QueueWorker::ask(core::StoreBatch batch, Answered answered) {
    const storage::StoreThread::Ticket ticket = m_nextTicket++;
    m_asked.emplace(ticket, std::move(answered));
    m_store->submit(ticket, std::move(batch));
}

void QueueWorker::answered(storage::StoreThread::Ticket ticket, core::StoreResult result) {
    auto asked = m_asked.extract(ticket);
    if (!asked.empty())
        asked.mapped()(std::move(result));
}

/// A job that cannot be stored stays as it was: the next look meets it again.
void QueueWorker::update(Job job, JobAnswered answered) {
    ++m_pending;
    ask({core::UpdateJob{std::move(job)}},
        [this, answered = std::move(answered)](const core::StoreResult& result) {
            --m_pending;
            if (!result)
                return;
            const auto& answer = std::get<core::JobAnswer>(result->front());
            publish(answer.job);
            answered(answer);
        });
}

void QueueWorker::close() {
    if (!m_store)
        return;
    giveBack();
    m_closing = true;
    m_store->shutdown(); // answers what is due: it must still be there
    m_store.reset();
    m_closing = false;
    m_asked.clear();
    m_pending = 0;
}

// ---- what is asked of it

void QueueWorker::open(RunRequest base) {
    if (!m_executing)
        return openNow(std::move(base));
    m_nextBase = std::move(base);
    m_port.stop(StopCause::Terminated);
}

void QueueWorker::openNow(RunRequest base) {
    close();
    m_jobs.reset();
    m_toDiscard.clear();
    m_lookFailed.reset();
    m_base = std::move(base);
    m_store = std::make_unique<storage::StoreThread>(
        stateOfQueue({m_base->state, identityOf(*m_base->profile)}),
        storage::StoreThread::Handlers{
            .opened = [](const core::Result<void>&) {}, // nothing is open before something is asked
            .answered = [this](storage::StoreThread::Ticket ticket,
                               core::StoreResult result) { answered(ticket, std::move(result)); }});
    m_lookAgain.start();
    look();
}

/// Not within an answer of the store that is closed.
void QueueWorker::openNext() {
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_nextBase && !m_executing)
                openNow(*std::exchange(m_nextBase, std::nullopt));
        },
        Qt::QueuedConnection);
}

void QueueWorker::work(bool on) {
    m_working = on;
    if (on)
        look();
    else
        giveBack();
}

void QueueWorker::add() {
    if (!m_base)
        return Q_EMIT m_port.publisher.refused(noProfile());
    const Job asked{.requestedBy = requesterOn(m_self.host), .requestedAt = wallNow()};
    ask({core::AddJob{asked}}, [this](const core::StoreResult& result) {
        if (!result)
            return Q_EMIT m_port.publisher.refused(result.error());
        added(std::get<core::JobAnswer>(result->front()));
    });
}

void QueueWorker::added(const core::JobAnswer& answer) {
    const Job again = core::askedAgain(answer.job);
    if (again != answer.job)
        update(again, [this](const core::JobAnswer&) { look(); });
    publish(answer.job);
    Q_EMIT m_port.publisher.queued(again, !answer.taken);
    look();
}

void QueueWorker::command(std::int64_t id, JobCommand command, std::uint64_t rows) {
    if (!m_base)
        return Q_EMIT m_port.publisher.refused(noProfile());
    ask({core::ListJobs{}}, [this, id, command, rows](const core::StoreResult& result) {
        if (!result)
            return Q_EMIT m_port.publisher.refused(result.error());
        const Job* job = findJob(std::get<core::JobList>(result->front()).jobs, id);
        if (!job)
            return Q_EMIT m_port.publisher.refused(
                {.kind = core::ErrorKind::Usage, .detail = "there is no job " + std::to_string(id)});
        change(*job, command, rows);
    });
}

void QueueWorker::change(const Job& job, JobCommand command, std::uint64_t rows) {
    core::Result<Job> next = core::afterCommand(job, command, rows);
    if (!next)
        return Q_EMIT m_port.publisher.refused(next.error());
    ask({core::UpdateJob{*std::move(next)}}, [this, job, command, rows](const core::StoreResult& result) {
        if (!result)
            return Q_EMIT m_port.publisher.refused(result.error());
        const auto& answer = std::get<core::JobAnswer>(result->front());
        if (!answer.taken)
            return change(answer.job, command, rows);
        publish(answer.job);
        if (command == JobCommand::Cancel)
            cancelled(job);
        look();
    });
}

/// `job` as it was. Who works on it also cancels the rows that are left.
void QueueWorker::cancelled(const Job& job) {
    if (m_slice && m_slice->id == job.id)
        return m_port.stop(StopCause::Operator);
    const bool elsewhere =
        job.worker && *job.worker != m_self && processOf(job) != core::LeaseState::OwnerProcess::Gone;
    if (!elsewhere)
        m_toDiscard = job.runId;
}

// ---- looking for work

void QueueWorker::look() {
    if (!m_base || m_closing || m_pending > 0)
        return;
    ++m_pending;
    ask({core::ListJobs{}, core::ReadLease{}, core::ListRuns{kRunsLookedAt}},
        [this](core::StoreResult result) {
            --m_pending;
            looked(std::move(result));
        });
}

/// Told once, not every two seconds; a busy store is asked again.
void QueueWorker::lookFailed(const core::Error& error) {
    if (error.kind != core::ErrorKind::StoreBusy && m_lookFailed != error.kind)
        Q_EMIT m_port.publisher.refused(error);
    m_lookFailed = error.kind;
}

void QueueWorker::looked(core::StoreResult result) {
    if (!result)
        return lookFailed(result.error());
    m_lookFailed.reset();
    publish(std::get<core::JobList>(std::move(result->front())).jobs);
    if (m_pending == 0 && mayStart())
        decide(std::get<core::LeaseState>((*result)[1]), std::get<core::Runs>(result->back()).runs);
}

void QueueWorker::decide(const core::LeaseState& lease, const std::vector<core::RunRecord>& runs) {
    if (discard(runs) || !m_working)
        return;
    const auto job = std::ranges::find_if(*m_jobs, [](const Job& one) { return !core::isEnded(one.state); });
    if (job == m_jobs->end())
        return;
    const core::JobFacts facts{.now = wallNow(),
                               .self = m_self,
                               .worker = processOf(*job),
                               .othersExecute =
                                   lease.held && lease.process == core::LeaseState::OwnerProcess::Alive,
                               .run = core::jobRun(*job, runs)};
    const JobStep step = core::nextStep(*job, facts);
    if (step == JobStep::Finish)
        return finish(*job, runs);
    if (step != JobStep::Nothing)
        take(*job, facts, step);
}

void QueueWorker::finish(const Job& job, const std::vector<core::RunRecord>& runs) {
    const auto run =
        std::ranges::find_if(runs, [&](const core::RunRecord& one) { return one.header.id == job.runId; });
    update(core::afterRun(job, run->end->counts), [this](const core::JobAnswer&) { look(); });
}

void QueueWorker::take(const Job& job, const core::JobFacts& facts, JobStep step) {
    core::Result<RunSetup> setup = setUpRun(requestFor(*m_base, job, step));
    if (!setup)
        return settle(job, notSetUp(setup.error()));
    const std::string runId = setup->options->runId;
    auto kept = std::make_shared<RunSetup>(*std::move(setup)); // a std::function is copyable
    update(core::claimed(job, facts, runId), [this, kept](const core::JobAnswer& answer) {
        if (!answer.taken)
            return look();
        if (!m_working || !mayStart())
            return giveBack();
        m_slice = answer.job;
        m_executing = true;
        m_port.start(std::move(*kept));
    });
}

/// What a cancelled job left of its run; true: it is being done.
bool QueueWorker::discard(const std::vector<core::RunRecord>& runs) {
    const Job cancelled{.runId = std::exchange(m_toDiscard, {})};
    if (core::jobRun(cancelled, runs) != core::JobRun::Left)
        return false;
    core::Result<RunSetup> setup = setUpRun(discardOf(*m_base, cancelled.runId));
    if (!setup)
        return false;
    m_executing = true;
    m_port.start(*std::move(setup));
    return true;
}

// ---- after a slice

void QueueWorker::runEnded(const engine::RunReport& report) {
    m_executing = false;
    if (m_slice)
        settle(*std::exchange(m_slice, std::nullopt), sliceEndOf(report));
    else if (m_nextBase)
        openNext();
    else
        look();
}

void QueueWorker::settle(const Job& job, const core::SliceEnd& end) {
    Job next = core::afterSlice(job, end, wallNow());
    if (!m_working || m_nextBase)
        next = core::givenBack(std::move(next));
    update(std::move(next), [this, end](const core::JobAnswer& answer) { settled(answer, end); });
}

/// Somebody may have changed the job meanwhile.
void QueueWorker::settled(const core::JobAnswer& answer, const core::SliceEnd& end) {
    const Job& job = answer.job;
    if (!answer.taken && !core::isEnded(job.state) && job.worker == m_self)
        return settle(job, end);
    if (!answer.taken && job.state == core::JobState::Cancelled && end.counts.notStarted > 0)
        m_toDiscard = job.runId;
    if (m_nextBase)
        return openNext();
    look();
}

/// A job of ours that nothing is done about now.
void QueueWorker::giveBack() {
    if (m_executing || !m_jobs)
        return;
    const auto ours = std::ranges::find_if(*m_jobs, [this](const Job& job) { return job.worker == m_self; });
    if (ours != m_jobs->end() && !core::isEnded(ours->state))
        update(core::givenBack(*ours), [](const core::JobAnswer&) {});
}

// ---- what is shown

void QueueWorker::publish(core::Jobs jobs) {
    if (m_jobs == jobs)
        return;
    m_jobs = std::move(jobs);
    Q_EMIT m_port.publisher.jobsChanged(std::make_shared<const core::Jobs>(*m_jobs));
}

void QueueWorker::publish(const Job& job) {
    if (!m_jobs)
        return; // the first look is on its way
    core::Jobs jobs = *m_jobs;
    const auto place = std::ranges::find(jobs, job.id, &Job::id);
    if (place != jobs.end())
        *place = job;
    else
        jobs.insert(jobs.begin(), job);
    publish(std::move(jobs));
}

} // namespace devsync::service
