// SPDX-License-Identifier: Apache-2.0
// From two complete listings to a plan that stands, and the decision about it.
#include "sync/core/expected_requests.h"
#include "sync/core/planned_change.h"
#include "sync/engine/engine_impl.h"

namespace devsync::engine {

using core::ErrorKind;
using core::LogLevel;
using core::LogMessage;
using core::Millis;
using core::Side;

namespace {

std::string number(std::uint64_t value) {
    return std::to_string(value);
}

std::optional<core::Error> refusalOf(const core::Policy& policy) {
    if (policy.modulePush == core::ModulePush::No)
        return std::nullopt;
    return core::Error{.kind = ErrorKind::PortalPush,
                       .detail =
                           policy.modulePush == core::ModulePush::Yes
                               ? "`module_push = \"yes\"` says so of this portal"
                               : "with `module_push = \"auto\"` this version takes it for such a portal"};
}

/// Apigee's pages are a chain; the portal is read in as many ranges as requests may be in flight.
std::uint32_t parallelPages(Side side, const SideOptions& options) {
    return side == Side::Apigee ? 1 : std::max<std::uint32_t>(1, options.concurrency);
}

} // namespace

void Engine::Impl::listBothSides(Outbox&) {
    m_phase = Phase::Listing;
    for (const Side side : core::kSides)
        m_readers[side]->list(*m_sides[side], parallelPages(side, m_options->sides[side]));
}

void Engine::Impl::compareSides(Outbox& outbox) {
    for (const Side side : core::kSides)
        if (m_readers[side]->error())
            return fail(*m_readers[side]->error(), outbox);
    if (!m_readers.apigee->complete() || !m_readers.portal->complete())
        return;
    m_comparison = std::make_shared<const core::Comparison>(
        core::compare(m_readers.apigee->listing(), m_readers.portal->listing()));
    m_comparedAt = outbox.now.mono;
    std::vector<std::string> differing;
    for (core::Comparison::PairIndex pair = 0; pair < m_comparison->size(); ++pair)
        if (m_comparison->differs(pair) && m_baseline->find(m_comparison->keyHash(pair)))
            differing.emplace_back(m_comparison->foldedEmail(pair));
    if (differing.empty())
        return makeThePlan(outbox);
    m_phase = Phase::LoadingBaseline;
    m_desk.ask(StorePurpose::Values, {core::LoadBaselineValues{std::move(differing)}}, outbox);
}

void Engine::Impl::valuesLoaded(StoreDesk::Done done, Outbox& outbox) {
    for (core::StoreAnswer& answer : *done.result)
        if (auto* rows = std::get_if<core::BaselineRows>(&answer))
            for (core::BaselineRow& row : rows->rows)
                m_values->add(std::move(row));
    if (m_phase == Phase::LoadingBaseline)
        makeThePlan(outbox);
}

core::PlanInputs Engine::Impl::planInputs(core::Now now) const {
    core::PlanInputs inputs;
    inputs.comparison = m_comparison;
    inputs.baseline = m_baseline;
    inputs.baselineValues = m_values;
    inputs.policy = m_options->policy;
    inputs.decisions = m_options->decisions;
    const core::BothSides<std::optional<core::ClockOffset>> clocks{m_readers.apigee->monoClock(),
                                                                   m_readers.portal->monoClock()};
    inputs.offsetSeconds = core::ruleOffsetSeconds(clocks, m_options->policy->clock);
    for (const Side side : core::kSides)
        inputs.serverNowMs[side] = clocks[side] ? now.mono.count() + clocks[side]->milliseconds : 0;
    inputs.firstRun = m_baseline->empty() || m_resumesFirstRun;
    inputs.protectedAccounts = {m_sides.portal->signInUid(), m_options->signInUserName};
    return inputs;
}

Expected Engine::Impl::estimate(const core::Plan& plan) const {
    const core::BothSides<core::RequestKinds> requests =
        core::expectedRequests(plan, {.readsOtherSide = m_options->saved != nullptr});
    core::BothSides<core::SideSpeed> speeds;
    for (const Side side : core::kSides) {
        const Millis read = m_readers[side]->meanReadTime();
        speeds[side] = {.read = read,
                        .write = read,
                        .concurrency = m_options->sides[side].concurrency,
                        .callsPerMinute = m_options->sides[side].callsPerMinute};
    }
    return {{requests.apigee.total(), requests.portal.total()}, core::expectedSeconds(requests, speeds)};
}

void Engine::Impl::makeThePlan(Outbox& outbox) {
    auto prepared = std::make_shared<PreparedPlan>();
    prepared->inputs = planInputs(outbox.now);
    prepared->plan = core::makePlan(prepared->inputs);
    for (const Side side : core::kSides) {
        prepared->accounts[side] = m_readers[side]->listing()->accounts();
        if (const std::optional<core::ClockOffset> clock = m_readers[side]->clock())
            prepared->clockOffsetMs[side] = clock->milliseconds;
    }
    prepared->people = core::peopleListed(prepared->inputs, prepared->plan);
    prepared->limitsExceeded = judgeLimits(*prepared);
    if (m_options->limitRows > 0)
        prepared->rowsLeftOut = core::cutToWritingRows(prepared->plan, m_options->limitRows);
    prepared->createdAt = outbox.now.wall;
    outbox.log({.message = LogMessage::Compared,
                .args = {number(prepared->accounts.apigee), number(prepared->accounts.portal),
                         number(prepared->plan.counts.planned())}});
    planStands(std::move(prepared), outbox);
}

/// Its rows were decided when it was made; what it may write is judged now.
void Engine::Impl::adoptSavedPlan(Outbox& outbox) {
    auto prepared = std::make_shared<PreparedPlan>(*m_options->saved);
    prepared->limitsExceeded = judgeLimits(*prepared);
    planStands(std::move(prepared), outbox);
}

std::vector<core::LimitExceeded> Engine::Impl::judgeLimits(const PreparedPlan& prepared) const {
    return core::judgeLimits(
        {.plan = prepared.plan,
         .limits = m_options->policy->limits,
         .listedAccounts = prepared.accounts,
         .people = prepared.people,
         .baselineAccounts = {m_baseline->accounts(Side::Apigee), m_baseline->accounts(Side::Portal)},
         .baselineExisted = !m_baseline->empty() && !m_resumesFirstRun});
}

void Engine::Impl::planStands(std::shared_ptr<PreparedPlan> prepared, Outbox& outbox) {
    m_phase = Phase::Deciding;
    prepared->expected = estimate(prepared->plan);
    if (prepared->plan.counts.writes() > 0)
        prepared->refusal = refusalOf(*m_options->policy);
    m_plan = std::move(prepared);
    outbox.add(PlanReady{m_plan});
    decide(outbox);
}

void Engine::Impl::decide(Outbox& outbox) {
    if (!executes())
        return end(outbox);
    if (m_plan->refusal)
        return fail(*m_plan->refusal, outbox);
    if (m_options->goAhead || m_plan->plan.counts.writes() == 0)
        approve(m_options->confirm, outbox);
}

void Engine::Impl::approve(std::uint64_t confirm, Outbox& outbox) {
    const auto& exceeded = m_plan->limitsExceeded;
    if (!core::mayProceed(exceeded, m_plan->plan.counts, confirm)) {
        m_limitStopped = true;
        for (const core::LimitExceeded& limit : exceeded)
            outbox.log({.level = LogLevel::Warning,
                        .message = LogMessage::LimitExceeded,
                        .side = limit.side,
                        .args = {number(static_cast<std::uint64_t>(limit.kind)), number(limit.count),
                                 number(limit.allowed)}});
    }
    m_phase = Phase::Storing;
    outbox.add(HashPlan{m_plan});
}

} // namespace devsync::engine
