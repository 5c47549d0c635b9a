// SPDX-License-Identifier: Apache-2.0
#include "sync/service/state_reader.h"

#include <QThread>

namespace devsync::service {

namespace {

core::Error notOpen() {
    return {.kind = core::ErrorKind::Usage, .detail = "no profile is open"};
}

} // namespace

StateReader::StateReader() : m_thread(std::make_unique<QThread>()), m_worker(std::make_unique<QObject>()) {
    m_thread->setObjectName(QStringLiteral("state reader"));
    m_worker->moveToThread(m_thread.get());
    m_thread->start();
}

StateReader::~StateReader() {
    m_thread->requestInterruption();
    m_thread->quit();
    m_thread->wait();
}

void StateReader::post(std::function<void()> work) {
    QMetaObject::invokeMethod(m_worker.get(), [work = std::move(work)] {
        if (!QThread::currentThread()->isInterruptionRequested())
            work();
    });
}

void StateReader::open(StatePlace place) {
    m_place = std::move(place);
}

template <class Read, class Answer>
void StateReader::ask(StateQuestion question, Read read, Answer answer) {
    if (!m_place)
        return Q_EMIT failed(question, notOpen());
    post([this, question, place = *m_place, read = std::move(read), answer = std::move(answer)] {
        QMetaObject::invokeMethod(this, [this, question, answer, result = read(place)]() mutable {
            if (result)
                answer(*std::move(result));
            else
                Q_EMIT failed(question, result.error());
        });
    });
}

void StateReader::listRuns(std::uint32_t limit) {
    ask(
        StateQuestion::ListRuns, [limit](const StatePlace& place) { return service::listRuns(place, limit); },
        [this](std::vector<core::ListedRun> runs) {
            Q_EMIT runsListed(std::make_shared<const std::vector<core::ListedRun>>(std::move(runs)));
        });
}

void StateReader::readRun(std::string id) {
    ask(
        StateQuestion::ReadRun,
        [id = std::move(id)](const StatePlace& place) { return service::readRun(place, id); },
        [this](core::RunRows run) { Q_EMIT runRead(std::make_shared<const core::RunRows>(std::move(run))); });
}

void StateReader::findUnfinished() {
    ask(
        StateQuestion::FindUnfinished, [](const StatePlace& place) { return service::findUnfinished(place); },
        [this](const std::optional<core::ListedRun>& run) { Q_EMIT unfinishedFound(run); });
}

void StateReader::perform(Work work, Done done) {
    post([this, work = std::move(work), done = std::move(done)] {
        QMetaObject::invokeMethod(this, [done, result = work()] { done(result); });
    });
}

} // namespace devsync::service
