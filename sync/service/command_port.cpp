// SPDX-License-Identifier: Apache-2.0
#include "sync/service/command_port.h"

#include "sync/service/effect_runner.h"
#include "sync/service/run_setup.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace devsync::service {

namespace {

/// On top of a write's time-out: the store's last transaction and the answers that are due.
constexpr core::Millis kGraceMargin{5'000};

} // namespace

CommandPort::CommandPort(std::shared_ptr<log::Logger> logger)
    : m_logger(std::move(logger)), m_queue(portOfQueue()) {
    m_graceOver.setSingleShot(true);
    connect(&m_graceOver, &QTimer::timeout, this, &CommandPort::leave);
}

CommandPort::~CommandPort() = default;

QueueWorker::Port CommandPort::portOfQueue() {
    return {.publisher = m_publisher,
            .isFree = [this] { return !m_runner && !m_waiting && !m_leaving; },
            .start = [this](RunSetup setup) { begin(std::move(setup), RunOrigin::Queue); },
            .stop = [this](core::StopCause cause) { m_runner->handle(engine::StopRequested{cause}); }};
}

void CommandPort::start(const RunRequest& request) {
    if (m_runner && m_origin == RunOrigin::Queue && !m_waiting && !m_leaving) {
        m_waiting = request;
        return Q_EMIT m_publisher.startWaits();
    }
    if (m_runner || m_leaving)
        return Q_EMIT m_publisher.refused(
            {.kind = core::ErrorKind::LeaseTaken, .detail = "this program is already busy with the profile"});
    core::Result<RunSetup> setup = setUpRun(request);
    if (!setup)
        return Q_EMIT m_publisher.refused(setup.error());
    begin(*std::move(setup), RunOrigin::Foreground);
}

void CommandPort::begin(RunSetup setup, RunOrigin origin) {
    m_origin = origin;
    const auto& sides = setup.options->sides;
    m_grace = std::max(sides.apigee.timeout, sides.portal.timeout) + kGraceMargin;
    Q_EMIT m_publisher.runBegan(origin, setup.options->runId);
    m_runner = std::make_unique<EffectRunner>(
        std::move(setup),
        EffectRunner::Shared{m_publisher, m_logger, [this](std::shared_ptr<const engine::RunReport> report) {
                                 // The runner is inside its call; it is taken down from the event loop.
                                 QMetaObject::invokeMethod(
                                     this, [this, report = std::move(report)] { runEnded(report); },
                                     Qt::QueuedConnection);
                             }});
    m_publisher.begin([runner = m_runner.get()] { return runner->view(); });
}

void CommandPort::runEnded(const std::shared_ptr<const engine::RunReport>& report) {
    m_publisher.end();
    m_runner.reset();
    m_logger->flush();
    Q_EMIT m_publisher.ended(report);
    beginNext(*report);
    if (m_leaving)
        leave();
}

/// Whoever waits in front goes before the next slice.
void CommandPort::beginNext(const engine::RunReport& report) {
    if (m_origin == RunOrigin::Queue)
        m_queue.runEnded(report);
    if (m_waiting && !m_leaving)
        start(*std::exchange(m_waiting, std::nullopt));
    if (!m_runner)
        m_queue.look();
}

/// A slice of the queue has its go-ahead.
bool CommandPort::requireRun() {
    const bool inFront = m_runner && m_origin == RunOrigin::Foreground;
    if (!inFront)
        Q_EMIT m_publisher.refused({.kind = core::ErrorKind::Usage, .detail = "no run is going on"});
    return inFront;
}

void CommandPort::goAhead(std::uint64_t confirm) {
    if (requireRun())
        m_runner->handle(engine::GoAhead{confirm});
}

void CommandPort::decline() {
    if (requireRun())
        m_runner->handle(engine::Decline{});
}

void CommandPort::stop(core::StopCause cause) {
    if (std::exchange(m_waiting, std::nullopt))
        return Q_EMIT m_publisher.refused(
            {.kind = core::ErrorKind::Stopped, .detail = "while it waited for its turn"});
    const bool fromOutside = cause == core::StopCause::Operator || cause == core::StopCause::Terminated;
    if (fromOutside && m_runner) // a run that has just ended needs no stop
        m_runner->handle(engine::StopRequested{cause});
}

void CommandPort::shutDown() {
    m_leaving = true;
    if (!m_runner)
        return leave();
    m_runner->handle(engine::StopRequested{core::StopCause::Terminated});
    m_graceOver.start(m_grace);
}

void CommandPort::leave() {
    if (m_runner)
        m_publisher.end();
    m_runner.reset();
    QThread::currentThread()->quit();
}

} // namespace devsync::service
