// SPDX-License-Identifier: Apache-2.0
#include "sync/service/effect_runner.h"

#include "sync/net/system_clock.h"
#include "sync/report/plan_hash.h"
#include "sync/service/log_record.h"

#include <algorithm>

namespace devsync::service {

namespace {

/// Signing in is the only request that carries the portal's password in its body.
net::Purpose purposeOf(const protocol::HttpRequest& request) {
    const bool signsIn = std::ranges::any_of(request.bodySlots, [](const protocol::BodySlot& slot) {
        return slot.secret == protocol::SecretId::PortalPassword;
    });
    return signsIn ? net::Purpose::SignIn : net::Purpose::Data;
}

} // namespace

EffectRunner::EffectRunner(RunSetup setup, Shared shared)
    : m_setup(std::move(setup)), m_shared(std::move(shared)), m_runId(m_setup.options->runId),
      m_engine(m_setup.stores), m_vault(m_setup.secrets, m_shared.logger), m_transport(transportOptions()),
      m_store(m_setup.openState, storeHandlers()) {
    m_wake.setSingleShot(true);
    m_wake.setTimerType(Qt::PreciseTimer);
    connect(&m_wake, &QTimer::timeout, this, [this] { handle(engine::Tick{}); });
}

EffectRunner::~EffectRunner() {
    m_handling = true; // answers that still come are nobody's
    m_transport.abortAll();
    m_store.shutdown();
    if (!m_setup.runLog.empty())
        m_shared.logger->closeFile(m_setup.runLog);
}

net::HttpTransportOptions EffectRunner::transportOptions() {
    return {.endpoints = {m_setup.endpoints.apigee, m_setup.endpoints.portal},
            .secrets = [this](protocol::SecretId id) { return m_vault.find(id); },
            .onAnswer = [this](net::HttpAnswer&& answer) { answered(std::move(answer)); }};
}

storage::StoreThread::Handlers EffectRunner::storeHandlers() {
    return {
        .opened = [this](const core::Result<void>& opened) { start(opened); },
        .answered =
            [this](storage::StoreThread::Ticket ticket, core::StoreResult result) {
                handle(engine::StoreAnswered{ticket, std::make_unique<core::StoreResult>(std::move(result))});
            }};
}

/// The folder of the run's log is there once the state is. A state that cannot be opened answers the engine's
/// first question with the reason.
void EffectRunner::start(const core::Result<void>& opened) {
    if (opened && !m_setup.runLog.empty()) {
        const auto file = m_shared.logger->openFile({.path = m_setup.runLog});
        if (!file)
            m_shared.logger->log(recordOf(file.error(), m_runId, net::systemNow().wall));
    }
    handle(engine::Start{std::move(m_setup.options)});
}

void EffectRunner::handle(engine::Event event) {
    m_events.push_back(std::move(event));
    if (m_handling)
        return;
    m_handling = true;
    while (!m_events.empty()) {
        engine::EffectList effects;
        engine::Event next = std::move(m_events.front());
        m_events.pop_front();
        m_engine.handle(std::move(next), net::systemNow(), effects);
        for (engine::Effect& effect : effects)
            std::visit([this](auto& wanted) { perform(std::move(wanted)); }, effect);
    }
    m_handling = false;
}

void EffectRunner::perform(engine::PrepareSecrets&& effect) {
    m_vault.prepare(effect, [this, side = effect.side](std::unique_ptr<core::Error> error) {
        handle(engine::SecretsReady{side, std::move(error)});
    });
}

void EffectRunner::perform(engine::Send&& effect) {
    UnderWay& underWay = m_underWay[effect.id];
    underWay = {.sentAt = net::systemNow(), .method = effect.request->method};
    if (m_shared.logger->wants(core::LogLevel::Debug))
        underWay.target = effect.request->target;
    const net::Purpose purpose = purposeOf(*effect.request);
    m_transport.send(effect.id, {.side = effect.side, .timeout = effect.timeout, .purpose = purpose},
                     std::move(*effect.request));
}

/// The transport takes out what the request itself carried; here goes what any other request may have.
void EffectRunner::takeSecretsOut(protocol::HttpResult& result) const {
    if (!result || result->status < 300)
        return;
    result->body = protocol::PaddedBytes(m_shared.logger->redact(result->body.view()));
}

void EffectRunner::answered(net::HttpAnswer&& answer) {
    takeSecretsOut(answer.result);
    const UnderWay request = std::move(m_underWay.extract(answer.id).mapped());
    logRequest(request, answer);
    auto arrived = std::make_unique<engine::HttpAnswer>(
        engine::HttpAnswer{std::move(answer.result), request.sentAt, net::systemNow()});
    handle(engine::Answered{answer.id, std::move(arrived)});
}

/// Method, path and status only: what a body or a header holds is nobody's business in a log.
void EffectRunner::logRequest(const UnderWay& request, const net::HttpAnswer& answer) {
    if (request.target.empty())
        return;
    core::LogEntry entry{.level = core::LogLevel::Debug,
                         .message = core::LogMessage::RequestAnswered,
                         .side = answer.side,
                         .args = {std::string(protocol::methodName(request.method)), request.target,
                                  std::to_string(answer.result ? answer.result->status : 0),
                                  std::to_string(answer.roundTrip.count())}};
    if (!answer.result)
        entry.error = answer.result.error();
    m_shared.logger->log(recordOf(entry, m_runId, net::systemNow().wall));
}

void EffectRunner::perform(engine::AbortRequest&& effect) {
    m_transport.abort(effect.id);
}

void EffectRunner::perform(engine::Store&& effect) {
    m_store.submit(effect.ticket, std::move(*effect.batch));
}

void EffectRunner::perform(engine::HashPlan&& effect) {
    handle(engine::PlanHashed{report::planSha256(*effect.plan, m_setup.identity)});
}

void EffectRunner::perform(engine::WakeAt&& effect) {
    m_wake.start(std::max(core::Millis(0), effect.mono - net::systemNow().mono));
}

void EffectRunner::perform(engine::Log&& effect) {
    m_shared.logger->log(recordOf(*effect.entry, m_runId, net::systemNow().wall));
}

void EffectRunner::perform(engine::PlanReady&& effect) {
    Q_EMIT m_shared.publisher.planReady(std::move(effect.plan));
}

void EffectRunner::perform(engine::RowChanged&& effect) {
    m_shared.publisher.rowChanged(effect.row, effect.state);
}

void EffectRunner::perform(engine::Ended&& effect) {
    m_shared.ended(std::move(effect.report));
}

} // namespace devsync::service
