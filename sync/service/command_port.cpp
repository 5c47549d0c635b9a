// SPDX-License-Identifier: Apache-2.0
#include "sync/service/command_port.h"

#include "sync/service/effect_runner.h"
#include "sync/service/run_setup.h"

#include <QThread>

#include <algorithm>

namespace devsync::service {

namespace {

/// On top of a write's time-out: the store's last transaction and the answers that are due.
constexpr core::Millis kGraceMargin{5'000};

} // namespace

CommandPort::CommandPort(std::shared_ptr<log::Logger> logger) : m_logger(std::move(logger)) {
    m_graceOver.setSingleShot(true);
    connect(&m_graceOver, &QTimer::timeout, this, &CommandPort::leave);
}

CommandPort::~CommandPort() = default;

void CommandPort::start(const RunRequest& request) {
    if (m_runner || m_leaving)
        return Q_EMIT m_publisher.refused(
            {.kind = core::ErrorKind::LeaseTaken, .detail = "this program is already busy with the profile"});
    core::Result<RunSetup> setup = setUpRun(request);
    if (!setup)
        return Q_EMIT m_publisher.refused(setup.error());
    const auto& sides = setup->options->sides;
    m_grace = std::max(sides.apigee.timeout, sides.portal.timeout) + kGraceMargin;
    m_runner = std::make_unique<EffectRunner>(
        *std::move(setup),
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
    if (m_leaving)
        leave();
}

bool CommandPort::requireRun() {
    if (!m_runner)
        Q_EMIT m_publisher.refused({.kind = core::ErrorKind::Usage, .detail = "no run is going on"});
    return m_runner != nullptr;
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
